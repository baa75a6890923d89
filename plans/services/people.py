"""People and their memberships."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from plans.models import Delmaal, MailChoice, Membership, Party, Person, Pilot, Removed
from plans.roles import MAY_BE_LIMITED, ROLES, Role
from plans.services.fields import check_base, create, save_columns
from plans.services.ordering import order_value
from plans.services.removal import remove
from plans.services.rows import update_row
from plans.services.trace import record

#: A person's columns as the register has them, in the order that its base hash is taken of.
PERSON_COLUMNS = ("name", "email", "is_active")


@transaction.atomic
def create_person(
    *, email: str, name: str, by: Person | None, password: str | None = None, is_demo: bool = False
) -> Person:
    """Add a person who can sign in with `password` (none: not until she sets one).

    Raises IntegrityError when the address is taken.
    """
    person = Person.objects.create_user(email, password, name=name, is_demo=is_demo)
    record(path=f"person/{person.pk}", label="Ny person", before="", after=name, by=by)
    return person


@transaction.atomic
def update_person(*, person: Person, name: str, email: str, is_active: bool, base: str, by: Person | None) -> Person:
    """Save name, address and whether she can sign in. Raises ValidationError when the address is taken, Conflict."""
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    values = {"name": name, "email": email.strip().lower(), "is_active": is_active}
    update_row(row=fresh, values=values, path=f"person/{fresh.pk}", base=base, by=by)
    return fresh


@transaction.atomic
def set_mail_choice(*, person: Person, field: str, choice: str, base: str, by: Person) -> None:
    """Save when a person is mailed: `field` is `mail_turn` or `mail_rest`. Raises ValidationError, Conflict.

    It is her own affair, so it stands in no log that others read.
    """
    assert field in ("mail_turn", "mail_rest")
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    check_base(f"person/{fresh.pk}/{field}", base, choice, getattr(fresh, field))
    setattr(fresh, field, choice)
    save_columns(fresh, field)


@transaction.atomic
def stop_mail(*, person: Person) -> None:
    """Let a person get no more mail of notices; what she is told in the portal stays."""
    Person.objects.filter(pk=person.pk).update(mail_turn=MailChoice.NEVER, mail_rest=MailChoice.NEVER)


def roles_to_invite(person: Person, pilot: Pilot | None) -> list[Role]:
    """Return the roles a person may invite to in a pilot (none: in all pilots at once), in the table's order.

    What `plans.roles.ROLES` says of each of her roles that holds there.
    """
    here = Q(pilot__isnull=True) if pilot is None else Q(pilot__isnull=True) | Q(pilot=pilot)
    held = Membership.objects.filter(here, person=person).values_list("role", flat=True)
    allowed = frozenset[Role]().union(*(ROLES[Role(role)].invites for role in held))
    return [role for role in Role if role in allowed and (pilot is not None or role in Role.across_pilots())]


def require_invites(by: Person | None, role: str, pilot: Pilot | None) -> None:
    """Raise PermissionDenied when `by` may not give or take a role in a pilot; a command (None) may."""
    if by is not None and role not in roles_to_invite(by, pilot):
        raise PermissionDenied


def check_scope(*, role: Role, pilot: Pilot | None, party: Party | None, delmaal: Sequence[Delmaal]) -> None:
    """Raise ValidationError when a role cannot be held in this pilot, for this party, or for these delmål."""
    if role == Role.KOMMUNESEKRETAER and party is not None and (pilot is None or party.pilot_id != pilot.pk):
        raise ValidationError({"party": "En kommunesekretær hører til en av pilotens kommuner. Velg hvilken."})
    if delmaal and role not in MAY_BE_LIMITED:
        raise ValidationError({"delmaal": f"Rollen {role.label} kan ikke begrenses til noen delmål."})
    if any(pilot is None or one.agreement.pilot_id != pilot.pk for one in delmaal):
        raise ValidationError({"delmaal": "Delmålene hører til en annen pilot."})


@transaction.atomic
def add_membership(
    *,
    person: Person,
    role: Role,
    by: Person | None,
    pilot: Pilot | None = None,
    party: Party | None = None,
    delmaal: Sequence[Delmaal] = (),
) -> Membership:
    """Give a person a role in a pilot (or all), for a party, or for some delmål. Raises ValidationError."""
    check_scope(role=role, pilot=pilot, party=party, delmaal=delmaal)
    membership = Membership(person=person, role=role, pilot=pilot, party=party)
    create(membership)
    membership.delmaal.set(delmaal)
    record(path=membership_path(membership), label="Ny rolle", before="", after=str(membership), by=by, pilot=pilot)
    return membership


def membership_path(membership: Membership) -> str:
    """Return the path of a role in the trace."""
    return f"person/{membership.person_id}/rolle/{membership.pk}"


def membership_delmaal_value(membership: Membership) -> list[str]:
    """Return the uids of the delmål a membership names, by priority: the list that their base hash is taken of."""
    return order_value(list(membership.delmaal.all()))


@transaction.atomic
def set_membership_delmaal(
    *, membership: Membership, delmaal: Sequence[Delmaal], base: str, by: Person | None
) -> Membership:
    """Save which delmål a collaborator writes in; none named means all of them.

    Raises ValidationError (a role that cannot be limited, delmål of another pilot), Conflict, PermissionDenied.
    """
    fresh = locked_membership(membership)
    require_invites(by, fresh.role, fresh.pilot)
    path = f"{membership_path(fresh)}/delmaal"
    before = list(fresh.delmaal.all())
    chosen = list(Delmaal.objects.select_related("agreement").filter(pk__in=[one.pk for one in delmaal]))
    check_base(path, base, order_value(chosen), order_value(before))
    check_scope(role=Role(fresh.role), pilot=fresh.pilot, party=fresh.party, delmaal=chosen)
    fresh.delmaal.set(chosen)
    label = f"Delmålene {fresh.person} skriver i"
    record(path=path, label=label, before=_names(before), after=_names(chosen), by=by, pilot=fresh.pilot)
    return fresh


def _names(delmaal: Sequence[Delmaal]) -> str:
    return ", ".join(str(one) for one in delmaal) or "alle"


@transaction.atomic
def end_membership(*, membership: Membership, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """End a role; the person stays, and the returned row gives the role back.

    Who may invite to a role may end it, but not her own: nobody locks herself out, or a pilot out of its last leader.
    Raises PermissionDenied; ValidationError when it has ended already, or is her own.
    """
    fresh = locked_membership(membership)
    require_invites(by, fresh.role, fresh.pilot)
    if by == fresh.person:
        raise ValidationError("Du kan ikke avslutte din egen rolle. Be en annen som kan invitere, om å gjøre det.")
    return remove(rows=[fresh], path=membership_path(fresh), by=by, pilot=fresh.pilot, at=at)


def locked_membership(membership: Membership) -> Membership:
    """Lock a membership and return it as it is now. Raises ValidationError when it has ended."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "pilot", "party")
    fresh = rows.filter(pk=membership.pk).first()
    if fresh is None:
        raise ValidationError("Rollen er allerede avsluttet.")
    return fresh
