"""Inviting people by e-mail: one link, used once, for one role in one place.

The token of the link goes into the mail and nowhere else; the database has its SHA-256.
"""

import datetime
import hashlib
import secrets
from collections.abc import Callable, Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from plans.mail import invitation_mail
from plans.models import Delmaal, Invitation, Membership, Party, Person, Pilot
from plans.roles import Role
from plans.services.fields import create
from plans.services.notices import notify
from plans.services.people import add_membership, check_scope, create_person, membership_path, require_invites
from plans.services.removal import remove
from plans.services.trace import record

#: How long a link works.
LASTS = datetime.timedelta(days=14)
#: Who invites more often than this, within an hour, plagues one address, or is a program.
MOST_TO_ONE, MOST_BY_ONE, WITHIN = 5, 60, datetime.timedelta(hours=1)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token as 64 hexadecimal digits. Tokens are long and random, so they need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def create_invitation(
    *,
    email: str,
    role: Role,
    by: Person | None,
    address: Callable[[str], str],
    pilot: Pilot | None = None,
    party: Party | None = None,
    delmaal: Sequence[Delmaal] = (),
    at: datetime.datetime | None = None,
) -> Invitation:
    """Invite somebody to a role, and mail her a link that works once and for LASTS; `address` makes it of a token.

    An earlier invitation to the same is withdrawn: a mail that got lost is sent again by inviting again. The mail
    leaves after the commit; `sent_at` is empty when it did not.
    Raises PermissionDenied when `by` may not invite to this role here (None: a command, which may), ValidationError
    when she has the role already, it cannot be held there, or there have been too many invitations lately.
    """
    require_invites(by, role, pilot)
    now = at or timezone.now()
    email = email.strip().lower()
    check_scope(role=role, pilot=pilot, party=party, delmaal=delmaal)
    if Membership.objects.filter(person__email=email, role=role, pilot=pilot, party=party).exists():
        raise ValidationError({"email": f"{email} har allerede denne rollen her."})
    _refuse_flood(email, by, now)
    for earlier in _open(now).filter(email=email, role=role, pilot=pilot, party=party):
        revoke_invitation(invitation=earlier, by=by, at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_hash=token_hash(token),
        email=email,
        role=role,
        pilot=pilot,
        party=party,
        invited_by=by,
        created_at=now,
        expires_at=now + LASTS,
    )
    create(invitation)
    invitation.delmaal.set(delmaal)
    record(path=_path(invitation), label="Ny invitasjon", before="", after=str(invitation), by=by, pilot=pilot, at=now)
    link = address(token)

    def send() -> None:
        _send(invitation, link, now)

    # Robust: the invitation stands whether the mail leaves or not, and the page shows which.
    transaction.on_commit(send, robust=True)
    return invitation


def _refuse_flood(email: str, by: Person | None, at: datetime.datetime) -> None:
    """Raise ValidationError when an address has got, or a person has sent, many invitations within the last hour."""
    lately = Invitation.objects.filter(created_at__gt=at - WITHIN)
    if lately.filter(email=email).count() >= MOST_TO_ONE:
        raise ValidationError({"email": f"{email} har fått mange invitasjoner den siste timen. Vent litt."})
    if by is not None and lately.filter(invited_by=by).count() >= MOST_BY_ONE:
        raise ValidationError("Du har sendt mange invitasjoner den siste timen. Vent litt, så kan du fortsette.")


def _path(invitation: Invitation) -> str:
    return f"invitasjon/{invitation.pk}"


def _send(invitation: Invitation, link: str, at: datetime.datetime) -> None:
    """Mail the link and note that it left."""
    subject, text = invitation_mail(invitation, link)
    send_mail(subject, text, None, [invitation.email])
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=at)


def _open(at: datetime.datetime) -> QuerySet[Invitation]:
    """Return the invitations that can still be taken up."""
    return Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)


def open_invitation(token: str, *, at: datetime.datetime | None = None) -> Invitation:
    """Return the invitation that a link is for. Raises ValidationError with a sentence when it no longer works."""
    return check_invitation(_found().filter(token_hash=token_hash(token)).first(), at=at)


def opened_invitation(key: int | None, *, at: datetime.datetime | None = None) -> Invitation:
    """Return an invitation whose link has been opened before, by primary key. Raises as `open_invitation`."""
    return check_invitation(_found().filter(pk=key or 0).first(), at=at)


def _found() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("pilot", "party", "invited_by")


def check_invitation(invitation: Invitation | None, *, at: datetime.datetime | None = None) -> Invitation:
    """Return an invitation that can be taken up. Raises ValidationError with a sentence that says what to do."""
    if invitation is None:
        raise ValidationError("Lenken er ikke riktig. Se etter at hele lenken fra e-posten kom med.")
    inviter = invitation.invited_by or "den som inviterte deg"
    if invitation.accepted_at is not None:
        raise ValidationError(f"Invitasjonen er allerede brukt. Logg inn med {invitation.email}.")
    if invitation.revoked_at is not None:
        raise ValidationError(f"Invitasjonen er trukket tilbake, eller sendt på nytt. Be {inviter} om en ny.")
    if invitation.expires_at <= (at or timezone.now()):
        raise ValidationError(f"Invitasjonen er gått ut på dato. Be {inviter} om en ny.")
    return invitation


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, name: str, password: str, by: Person | None, at: datetime.datetime | None = None
) -> Membership:
    """Take up an invitation: make the person, unless her address is known, and give her the role.

    `by` is who has signed in: nobody (None) where the address is new, else its owner, who keeps her name and
    password; both arguments are then left alone. The caller has seen the invitation's link opened. What the inviter
    was allowed when she invited still holds. Raises ValidationError: the link no longer works, the name or password
    will not do, the person cannot sign in, or she has got the role already; PermissionDenied for anybody else.
    """
    now = at or timezone.now()
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("pilot", "party", "invited_by")
    invitation = check_invitation(rows.filter(pk=invitation.pk).first(), at=now)
    known = Person.objects.filter(email=invitation.email).first()
    if known is not None and not known.is_active:
        raise ValidationError("Denne e-postadressen er stengt. Ta kontakt med den som forvalter portalen.")
    if by != known:
        raise PermissionDenied
    person = known or _new_person(invitation.email, name, password)
    membership = add_membership(
        person=person,
        role=Role(invitation.role),
        pilot=invitation.pilot,
        party=invitation.party,
        delmaal=list(invitation.delmaal.select_related("agreement")),
        by=person,
    )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    path = _path(invitation)
    record(
        path=path, label="Invitasjon tatt imot", before="", after=str(person), by=person, pilot=invitation.pilot, at=now
    )
    _take_over(invitation, person, now)
    _tell_inviter(invitation, person, now)
    return membership


def _take_over(invitation: Invitation, person: Person, at: datetime.datetime) -> None:
    """End the role that was to be held until somebody had taken over, unless it has been ended already."""
    old = Membership.objects.select_related("person").filter(pk=invitation.replaces_id or 0).first()
    if old is not None and old.person != person:
        remove(rows=[old], path=membership_path(old), by=invitation.invited_by, pilot=invitation.pilot, at=at)


def _tell_inviter(invitation: Invitation, person: Person, at: datetime.datetime) -> None:
    """Tell who invited that the invitation has been taken up."""
    pilot = invitation.pilot
    notify(
        people=[invitation.invited_by] if invitation.invited_by else [],
        what="tatt-imot",
        about=_path(invitation),
        detail=str(Role(invitation.role).label),
        address=reverse("people", kwargs={"pilot": pilot.slug} if pilot else {}),
        by=person,
        at=at,
        pilot=pilot,
    )


def _new_person(email: str, name: str, password: str) -> Person:
    """Make the person an invitation is for. Raises ValidationError by field."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Skriv navnet ditt."})
    try:
        validate_password(password, Person(email=email, name=name))
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    return create_person(email=email, name=name, password=password, by=None)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Person | None, at: datetime.datetime | None = None) -> Invitation:
    """Withdraw an invitation, so that its link no longer works.

    Raises PermissionDenied when `by` may not invite to its role, ValidationError when it has been taken up.
    """
    now = at or timezone.now()
    fresh = Invitation.objects.select_for_update(of=("self",)).select_related("pilot").get(pk=invitation.pk)
    require_invites(by, fresh.role, fresh.pilot)
    if fresh.accepted_at is not None:
        raise ValidationError("Invitasjonen er allerede brukt. Avslutt rollen i stedet.")
    if fresh.revoked_at is None:
        fresh.revoked_at = now
        fresh.save(update_fields=["revoked_at"])
        label = "Invitasjon trukket tilbake"
        record(path=_path(fresh), label=label, before=str(fresh), after="", by=by, pilot=fresh.pilot, at=now)
    return fresh


@transaction.atomic
def renew_invitation(
    *,
    invitation: Invitation,
    by: Person | None,
    address: Callable[[str], str],
    at: datetime.datetime | None = None,
) -> Invitation:
    """Send an invitation again, with a new link and a new term; the old one is withdrawn, also where it had run out.

    Raises as `revoke_invitation` and `create_invitation`.
    """
    old = revoke_invitation(invitation=invitation, by=by, at=at)
    return create_invitation(
        email=old.email,
        role=Role(old.role),
        pilot=old.pilot,
        party=old.party,
        delmaal=list(old.delmaal.select_related("agreement")),
        by=by,
        address=address,
        at=at,
    )
