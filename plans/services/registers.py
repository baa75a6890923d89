"""Pilots, parties and themes: what all plans share."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from plans.keys import RESERVED, make_key
from plans.models import Party, Person, Pilot, Removed, Theme
from plans.services.fields import check_base, create
from plans.services.locks import locked_pilot
from plans.services.ordering import order_value, set_order
from plans.services.removal import remove
from plans.services.rows import reread, update_row
from plans.services.trace import record

#: A party's columns as its form has them, in the order that its base hash is taken of.
PARTY_COLUMNS = ("name", "short_name", "kind", "kommunenummer", "organisasjonsnummer", "language", "county")


@transaction.atomic
def create_pilot(*, name: str, by: Person | None, slug: str = "") -> Pilot:
    """Add a pilot; its address is made from its name unless given. Raises ValidationError when one is taken."""
    name = " ".join(name.split())
    slug = slug or make_key(name, taken=RESERVED | set(Pilot.objects.values_list("slug", flat=True)), max_length=60)
    if slug in RESERVED:
        raise ValidationError({"slug": f"Adressen «{slug}» bruker portalen selv. Velg en annen."})
    pilot = Pilot(slug=slug, name=name)
    create(pilot)
    record(path="pilot/navn", label="Ny pilot", before="", after=name, by=by, pilot=pilot)
    return pilot


@transaction.atomic
def rename_pilot(*, pilot: Pilot, name: str, base: str, by: Person | None) -> Pilot:
    """Save a pilot's name; its address stays, as people have linked to it. Raises ValidationError, Conflict."""
    fresh = locked_pilot(pilot)
    update_row(row=fresh, values={"name": name}, path="pilot", base=base, by=by, pilot=fresh)
    return fresh


def municipalities_value(pilot: Pilot) -> list[str]:
    """Return the keys of the pilot's municipalities, sorted: the list that their base hash is taken of."""
    return sorted(order_value(list(Party.objects.filter(pilot=pilot))))


@transaction.atomic
def set_municipalities(*, pilot: Pilot, municipalities: Sequence[Party], base: str, by: Person | None) -> Pilot:
    """Save which municipalities make up a pilot.

    Raises ValidationError (one belongs to another pilot, or is no municipality), Conflict.
    """
    fresh = locked_pilot(pilot)
    path = "pilot/kommuner"
    after = sorted({party.key for party in municipalities})
    # Everything that belongs or is to belong here, in one order, so that two pilots' lists never wait for each other.
    parties = list(
        Party.objects.select_for_update(of=("self",))
        .select_related("pilot")
        .filter(Q(pilot=fresh) | Q(key__in=after))
        .order_by("pk")
    )
    stored = [party for party in parties if party.pilot_id == fresh.pk]
    before, names = sorted(order_value(stored)), sorted(str(party) for party in stored)
    check_base(path, base, after, before)
    for party in parties:
        party.pilot = _belonging(party, fresh) if party.key in after else None
    Party.objects.bulk_update(parties, ["pilot"])
    now = sorted(str(party) for party in Party.objects.filter(pilot=fresh))
    record(path=path, label="Pilotens kommuner", before=names, after=now, by=by, pilot=fresh)
    return fresh


def _belonging(party: Party, pilot: Pilot) -> Pilot:
    """Return the pilot, which a party is to belong to. Raises ValidationError when it cannot."""
    if party.pilot is not None and party.pilot != pilot:
        raise ValidationError(f"{party} hører til piloten {party.pilot}.")
    if party.kind != Party.Kind.KOMMUNE:
        raise ValidationError(f"{party} er ikke en kommune.")
    return pilot


@transaction.atomic
def create_party(*, name: str, kind: str, by: Person | None, key: str = "", **fields: Any) -> Party:
    """Add a party to the register; `fields` are Party's other columns, the key is made from the name unless given.

    Raises ValidationError, also for a name that differs from another only in capitals and spaces.
    """
    name = " ".join(name.split())
    for other in Party.objects.values_list("name", flat=True):
        if other.casefold() == name.casefold():
            raise ValidationError({"name": f"«{other}» står allerede i registeret."})
    key = key or make_key(name, taken=set(Party.objects.values_list("key", flat=True)))
    party = Party(key=key, name=name, kind=kind, **fields)
    create(party)
    record(path=f"part/{key}", label="Ny part", before="", after=name, by=by, pilot=party.pilot)
    return party


@transaction.atomic
def update_party(*, party: Party, base: str, by: Person | None, **fields: Any) -> Party:
    """Save columns of a party (PARTY_COLUMNS); its key stays. `base` is of `row_value` with the same columns.

    Raises ValidationError (name or number taken, wrong number), Conflict, KeyError for another column.
    """
    for column in fields:
        if column not in PARTY_COLUMNS:
            raise KeyError(column)
    fresh = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    update_row(row=fresh, values=fields, path=f"part/{fresh.key}", base=base, by=by, pilot=fresh.pilot)
    return fresh


@transaction.atomic
def remove_party(*, party: Party, by: Person | None) -> Removed:
    """Remove a party that nothing uses; the returned row puts it back. Raises ValidationError with what uses it."""
    # Roles would go with it, and nobody's role ends by a register being tidied.
    invited = party.invitations.filter(accepted_at=None, revoked_at=None)
    for role in [*party.memberships.select_related("person"), *invited]:
        raise ValidationError(f"Part «{party}» kan ikke fjernes. Det brukes av {role}.")
    fresh = reread(party)
    return remove(rows=[fresh], path=f"part/{fresh.key}", by=by, pilot=fresh.pilot)


@transaction.atomic
def create_theme(*, key: str, name: str, position: int, by: Person | None) -> Theme:
    """Add a theme by which delmål of different pilots are compared. Raises ValidationError."""
    theme = Theme(key=key, name=name, position=position)
    create(theme)
    record(path=f"tema/{key}", label="Nytt tema", before="", after=name, by=by)
    return theme


@transaction.atomic
def rename_theme(*, theme: Theme, name: str, base: str, by: Person | None) -> Theme:
    """Save a theme's name. Raises ValidationError when another has it, Conflict."""
    fresh = Theme.objects.select_for_update().get(pk=theme.pk)
    update_row(row=fresh, values={"name": name}, path=f"tema/{fresh.key}", base=base, by=by)
    return fresh


@transaction.atomic
def set_theme_order(*, keys: Sequence[str], base: str, by: Person | None) -> None:
    """Put all themes in this order. Raises ValidationError when `keys` are not exactly theirs, Conflict."""
    themes = list(Theme.objects.select_for_update())
    set_order(rows=themes, ids=keys, path="tema", label="Temaenes rekkefølge", base=base, by=by)


@transaction.atomic
def remove_theme(*, theme: Theme, by: Person | None) -> Removed:
    """Remove a theme that no delmål has; the returned row puts it back. Raises ValidationError with what uses it."""
    return remove(rows=[theme], path=f"tema/{theme.key}", by=by)
