"""A project leader leaves, and somebody takes over: one step, which gives the role, ends it, and tells both."""

import datetime
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from plans.models import Invitation, Membership, Person, Pilot, Removed
from plans.roles import Role
from plans.services.fields import save_columns
from plans.services.invitations import create_invitation
from plans.services.notices import notify
from plans.services.people import add_membership, locked_membership, membership_path, require_invites
from plans.services.removal import remove
from plans.services.trace import record


class When(models.TextChoices):
    """When the one who leaves loses the role."""

    NOW = "naa", "nå"
    ACCEPTED = "tatt-imot", "når den som er invitert, har tatt imot"
    DATE = "dato", "på en dato"


@transaction.atomic
def hand_over(
    *,
    membership: Membership,
    to: Person | None,
    email: str,
    when: When,
    on: datetime.date | None,
    by: Person | None,
    address: Callable[[str], str],
    at: datetime.datetime | None = None,
) -> Removed | None:
    """Let somebody lead a pilot after another: `to`, who has a role there, or whoever is invited at `email`.

    Also one's own role may be handed over, since the pilot then has another leader, or one who is asked to be; where
    it has none meanwhile the administrator is shown so. Returns the removal, which can be undone, when the role has
    ended; `on` is the day it ends by itself. Raises PermissionDenied; ValidationError, by field where there is one.
    """
    now = at or timezone.now()
    fresh = locked_membership(membership)
    require_invites(by, fresh.role, fresh.pilot)
    pilot = fresh.pilot
    if fresh.role != Role.PROSJEKTLEDER or pilot is None:
        raise ValidationError("Bare rollen som prosjektleder overlates til en annen.")
    _check(to, email, when, on, timezone.localdate(now))
    if to is not None:
        _give(fresh, to, by, now)
    else:
        invitation = create_invitation(
            email=email, role=Role.PROSJEKTLEDER, by=by, address=address, pilot=pilot, at=now
        )
        if when == When.ACCEPTED:
            Invitation.objects.filter(pk=invitation.pk).update(replaces=fresh)
    if when == When.NOW:
        return remove(rows=[fresh], path=membership_path(fresh), by=by, pilot=pilot, at=now)
    if when == When.DATE:
        _set_end(fresh, on, by, now)
        _tell(fresh.person, "slutter", fresh, pilot, by, now)
    return None


def _check(to: Person | None, email: str, when: When, on: datetime.date | None, today: datetime.date) -> None:
    """Raise ValidationError, by field, for what does not go together."""
    if (to is None) == (not email):
        raise ValidationError({"to": "Velg en som er med i piloten, eller inviter en ny."})
    if when == When.ACCEPTED and to is not None:
        raise ValidationError({"when": "Det er ingen invitasjon å vente på. Velg nå eller en dato."})
    if when == When.DATE and (on is None or on <= today):
        raise ValidationError({"on": "Velg en dag fram i tid."})


def _give(old: Membership, to: Person, by: Person | None, at: datetime.datetime) -> None:
    """Give the role to somebody of the pilot, unless she has it, and tell her."""
    assert old.pilot
    own = Membership.objects.filter(person=to, pilot=old.pilot)
    if to == old.person or not to.is_active or not own.exists():
        raise ValidationError({"to": "Velg en annen som er med i piloten og kan logge inn."})
    if not own.filter(role=old.role).exists():
        add_membership(person=to, role=Role(old.role), by=by, pilot=old.pilot)
    else:
        # Who was to leave herself stays now.
        own.filter(role=old.role).update(ends_on=None)
    _tell(to, "overtatt", old, old.pilot, by, at)


def _tell(person: Person, what: str, old: Membership, pilot: Pilot, by: Person | None, at: datetime.datetime) -> None:
    notify(
        people=[person],
        what=what,
        about=f"{membership_path(old)}/{at:%Y%m%d%H%M}",
        detail=str(Role(old.role).label),
        address=reverse("people", kwargs={"pilot": pilot.slug}),
        by=by,
        at=at,
        pilot=pilot,
    )


def _set_end(membership: Membership, on: datetime.date | None, by: Person | None, at: datetime.datetime) -> None:
    """Save the day a role ends by itself, with its trace."""
    before, membership.ends_on = membership.ends_on, on
    save_columns(membership, "ends_on")
    path = f"{membership_path(membership)}/slutter"
    label = f"Dagen {membership.person} slutter som {Role(membership.role).label}"
    record(path=path, label=label, before=before, after=on, by=by, pilot=membership.pilot, at=at)


@transaction.atomic
def keep_role(*, membership: Membership, by: Person | None, at: datetime.datetime | None = None) -> Membership:
    """Take back that a role is to end; who was to take over keeps the role or the invitation she has got.

    Raises PermissionDenied; ValidationError when it has ended.
    """
    fresh = locked_membership(membership)
    require_invites(by, fresh.role, fresh.pilot)
    Invitation.objects.filter(replaces=fresh).update(replaces=None)
    _set_end(fresh, None, by, at or timezone.now())
    return fresh


def end_due_roles(at: datetime.datetime) -> int:
    """End the roles whose last day has come, each by itself, and return how many. Running it again ends none."""
    ended = 0
    for membership in Membership.objects.filter(ends_on__lte=timezone.localdate(at)).order_by("pk"):
        with transaction.atomic():
            fresh = Membership.objects.select_for_update(of=("self",)).filter(pk=membership.pk).first()
            if fresh is None or fresh.ends_on is None or fresh.ends_on > timezone.localdate(at):
                continue
            # Given back it is to last.
            fresh.ends_on = None
            save_columns(fresh, "ends_on")
            remove(rows=[fresh], path=membership_path(fresh), by=None, pilot=fresh.pilot, at=at)
            ended += 1
    return ended
