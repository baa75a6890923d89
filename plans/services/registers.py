"""Pilots, parties and themes: what all plans share."""

from typing import Any

from django.db import transaction

from plans.models import Party, Person, Pilot, Theme
from plans.services.fields import create
from plans.services.trace import record


@transaction.atomic
def create_pilot(*, slug: str, name: str, by: Person | None) -> Pilot:
    """Add a pilot. Raises ValidationError when the name or address is taken."""
    pilot = Pilot(slug=slug, name=name)
    create(pilot)
    record(path="pilot/navn", label="Ny pilot", before="", after=name, by=by, pilot=pilot)
    return pilot


@transaction.atomic
def create_party(*, key: str, name: str, kind: str, by: Person | None, **fields: Any) -> Party:
    """Add a party to the register; `fields` are Party's other columns. Raises ValidationError."""
    party = Party(key=key, name=name, kind=kind, **fields)
    create(party)
    record(path=f"part/{key}", label="Ny part", before="", after=name, by=by, pilot=party.pilot)
    return party


@transaction.atomic
def create_theme(*, key: str, name: str, position: int, by: Person | None) -> Theme:
    """Add a theme by which delmål of different pilots are compared. Raises ValidationError."""
    theme = Theme(key=key, name=name, position=position)
    create(theme)
    record(path=f"tema/{key}", label="Nytt tema", before="", after=name, by=by)
    return theme
