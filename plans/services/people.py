"""People and their memberships."""

from collections.abc import Sequence

from django.db import transaction

from plans.models import Delmaal, Membership, Party, Person, Pilot
from plans.roles import Role
from plans.services.fields import create
from plans.services.trace import record


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
    membership = Membership(person=person, role=role, pilot=pilot, party=party)
    create(membership)
    membership.delmaal.set(delmaal)
    record(path=f"person/{person.pk}/rolle", label="Ny rolle", before="", after=str(membership), by=by, pilot=pilot)
    return membership
