"""Starting a pilot: the pilot itself, its municipalities, and what later apps say that every pilot begins with."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Party, Person, Pilot
from plans.services.fields import field_hash
from plans.services.registers import create_party, create_pilot, set_municipalities


class Beginning(Protocol):
    """Gives a new pilot something to begin with, as its funding sources; runs in the pilot's own transaction."""

    def __call__(self, *, pilot: Pilot, by: Person | None) -> object:
        """Write it."""
        ...


_beginnings: dict[str, Beginning] = {}


def register(name: str, begin: Beginning) -> None:
    """Add something that every new pilot begins with, under a name; registering again replaces."""
    _beginnings[name] = begin


def registered() -> frozenset[str]:
    """Return the names of all that a new pilot begins with."""
    return frozenset(_beginnings)


class NewMunicipality(NamedTuple):
    """A municipality that may not stand in the register yet: its number of four digits, and its name."""

    kommunenummer: str
    name: str


@transaction.atomic
def start_pilot(
    *,
    name: str,
    slug: str,
    municipalities: Sequence[Party],
    new: Iterable[NewMunicipality] = (),
    by: Person | None,
) -> Pilot:
    """Add a pilot with its municipalities; those in `new` are added to the register where they do not stand there.

    The county of a new municipality is that of the others whose numbers begin with the same two digits.
    Raises ValidationError: name or address taken, a municipality of another pilot, a number that is another's.
    """
    pilot = create_pilot(name=name, slug=slug, by=by)
    for begin in _beginnings.values():
        begin(pilot=pilot, by=by)
    chosen = {party.key: party for party in [*municipalities, *(_municipality(one, by) for one in new)]}
    set_municipalities(pilot=pilot, municipalities=list(chosen.values()), base=field_hash([]), by=by)
    return pilot


def _municipality(new: NewMunicipality, by: Person | None) -> Party:
    """Return the municipality with this number, added to the register unless it stands there under this name."""
    stored = Party.objects.filter(kommunenummer=new.kommunenummer).first()
    if stored is None:
        return create_party(
            name=new.name,
            kind=Party.Kind.KOMMUNE,
            kommunenummer=new.kommunenummer,
            county=_county(new.kommunenummer),
            by=by,
        )
    if new.name.casefold() not in {stored.name.casefold(), stored.short_name.casefold()}:
        raise ValidationError({"new": f"{new.kommunenummer} er {stored} i registeret, ikke {new.name}."})
    return stored


def _county(kommunenummer: str) -> Party | None:
    """Return the county of the municipalities with the same first two digits; None where none is known."""
    return Party.objects.filter(municipalities__kommunenummer__startswith=kommunenummer[:2]).first()
