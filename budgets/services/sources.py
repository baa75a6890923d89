"""A pilot's funding sources: the columns of its budgets."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from budgets.models import BudgetLine, FundingSource
from plans.keys import make_key
from plans.models import Person, Pilot, Removed
from plans.services.fields import OPEN_STATUSES, create
from plans.services.locks import locked_pilot
from plans.services.ordering import order_value, set_order
from plans.services.removal import remove
from plans.services.rows import reread, update_row
from plans.services.trace import record

#: A source's columns as its form has them, in the order that its base hash is taken of.
SOURCE_COLUMNS = ("name", "kind", "programme_category", "chapter", "post")


def _path(source: FundingSource) -> str:
    return f"kilde/{source.key}"


@transaction.atomic
def create_source(
    *, pilot: Pilot, kind: str, name: str, by: Person | None, key: str = "", **fields: Any
) -> FundingSource:
    """Add a funding source last in a pilot's list, or at `position`; its key is made from its name unless given.

    Raises ValidationError when the name is taken, or state money has no chapter and post.
    """
    if "position" not in fields:
        last = FundingSource.objects.filter(pilot=pilot).aggregate(last=Max("position"))["last"] or 0
        fields["position"] = last + 1
    name = " ".join(name.split())
    taken = set(FundingSource.objects.filter(pilot=pilot).values_list("key", flat=True))
    source = FundingSource(
        pilot=pilot, key=key or make_key(name, taken=taken, max_length=40), kind=kind, name=name, **fields
    )
    create(source)
    record(path=_path(source), label="Ny finansieringskilde", before="", after=name, by=by, pilot=pilot)
    return source


#: The sources a new pilot begins with (KDD's template, section 7); each pilot may add, rename and order.
STANDARD_SOURCES: tuple[dict[str, str], ...] = (
    {
        "key": "kdd",
        "kind": "stat",
        "name": "KDD 13.50 post 66",
        "programme_category": "13.50",
        "chapter": "553",
        "post": "66",
    },
    {"key": "egenandel", "kind": "egenandel", "name": "Kommunal egenandel"},
    {"key": "fylkeskommune", "kind": "fylkeskommune", "name": "Fylkeskommunen"},
    {"key": "statsforvalter", "kind": "statsforvalter", "name": "Statsforvalter"},
    {"key": "offentlige", "kind": "offentlige", "name": "Offentlige tilskuddsordninger"},
    {"key": "annet", "kind": "annet", "name": "Annet"},
)


def create_standard_sources(*, pilot: Pilot, by: Person | None) -> list[FundingSource]:
    """Give a new pilot the standard set of sources, in KDD's order."""
    return [create_source(pilot=pilot, by=by, **source) for source in STANDARD_SOURCES]


def _locked(source: FundingSource) -> FundingSource:
    """Lock the pilot with its plans, and return the source as it is now. Raises ValidationError when it is gone."""
    pilot = locked_pilot(source.pilot)
    fresh = reread(source)
    fresh.pilot = pilot
    return fresh


@transaction.atomic
def update_source(*, source: FundingSource, base: str, by: Person | None, **fields: Any) -> FundingSource:
    """Save columns of a source (SOURCE_COLUMNS); its key stays. `base` is of `row_value` with the same columns.

    Raises ValidationError (name taken; state money without chapter and post; another kind of money for a source that
    a plan past draft has used), Conflict, KeyError for another column.
    """
    for column in fields:
        if column not in SOURCE_COLUMNS:
            raise KeyError(column)
    fresh = _locked(source)
    if fields.get("kind", fresh.kind) != fresh.kind:
        _refuse_in_closed_plans(fresh)
    update_row(row=fresh, values=fields, path=_path(fresh), base=base, by=by, pilot=fresh.pilot)
    return fresh


def _refuse_in_closed_plans(source: FundingSource) -> None:
    """Raise ValidationError when a plan past draft has money from the source: its sums would change."""
    lines = BudgetLine.objects.filter(source=source).exclude(plan__status__in=OPEN_STATUSES)
    if year := lines.values_list("plan__year", flat=True).order_by("plan__year").first():
        raise ValidationError(
            f"Handlingsplanen for {year} er vedtatt med penger fra «{source}». Lag en ny kilde for andre midler."
        )


def source_order_value(pilot: Pilot) -> list[str]:
    """Return the keys of the pilot's sources in order: the list that the order's base hash is taken of."""
    return order_value(list(FundingSource.objects.filter(pilot=pilot)))


@transaction.atomic
def set_source_order(*, pilot: Pilot, keys: Sequence[str], base: str, by: Person | None) -> list[FundingSource]:
    """Put the pilot's sources in this order, which is that of the tables' columns.

    Raises ValidationError when `keys` are not exactly the pilot's, Conflict.
    """
    fresh = locked_pilot(pilot)
    rows = FundingSource.objects.filter(pilot=fresh)
    set_order(rows=list(rows), ids=keys, path="kilde", label="Kildenes rekkefølge", base=base, by=by, pilot=fresh)
    return list(rows.all())


@transaction.atomic
def remove_source(*, source: FundingSource, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Remove a source; the returned row puts it back. Raises ValidationError while an amount or a frame uses it."""
    fresh = _locked(source)
    years = fresh.lines.order_by("plan__year").values_list("plan__year", flat=True).distinct()
    uses = [f"handlingsplanen for {year}" for year in years]
    uses += [f"rammen for {year}" for year in fresh.frames.order_by("year").values_list("year", flat=True).distinct()]
    if uses:
        raise ValidationError(f"Kilden «{fresh}» er i bruk: {', '.join(uses)}. Flytt eller fjern beløpene først.")
    return remove(rows=[fresh], path=_path(fresh), by=by, pilot=fresh.pilot, at=at)
