"""The order people put rows in. Places are 1, 2, 3 … without gaps, whatever was added, moved or removed.

The base of an order is the hash of the rows' ids as the writer saw them (`order_value`).
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from plans.models import Person, Pilot, Plan
from plans.models.numbering import Numbered
from plans.services.fields import check_base
from plans.services.trace import record

_R = TypeVar("_R", bound=models.Model)

#: Rows wait here for their new places, as no two rows may hold one place even for a moment. No list is this long.
_PARKED = 10_000
#: What a row is known by outside the database, in the order it is looked for.
_NAMES = ("uid", "key", "slug", "sha256")


def identity(row: models.Model) -> str:
    """Return what a row is known by: its uid or key, or else its primary key."""
    return next((str(getattr(row, name)) for name in _NAMES if hasattr(row, name)), str(row.pk))


def order_value(rows: Sequence[models.Model]) -> list[str]:
    """Return the rows' ids in order: the list that the base hash of an order is taken of."""
    return [identity(row) for row in rows]


def siblings(row: _R) -> list[_R]:
    """Return the rows among which this row has its place, itself included, in order."""
    numbered: Numbered = getattr(row, "numbered")  # noqa: B009 - not every model has one
    rows = type(row)._default_manager.order_by(numbered.column, "pk")
    return list(rows.filter(**{name: getattr(row, _stored(row, name)) for name in numbered.within}))


def _stored(row: models.Model, name: str) -> str:
    """Return the attribute that holds a column's value as it is stored: for another row, its key."""
    field = row._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field.attname


def renumber(rows: Sequence[models.Model]) -> None:
    """Give rows of one model the places 1, 2, 3 … in this order; the others of their list must not be in the way."""
    if rows:
        numbered: Numbered = getattr(rows[0], "numbered")  # noqa: B009
        assign(rows, {row.pk: place for place, row in enumerate(rows, start=1)}, numbered.column)


def assign(rows: Sequence[models.Model], places: Mapping[Any, int], column: str) -> None:
    """Give each row the place that `places` has for its primary key, writing only those that change."""
    changed = [row for row in rows if getattr(row, column) != places[row.pk]]
    if not changed:
        return
    manager = type(changed[0])._default_manager
    manager.filter(pk__in=[row.pk for row in changed]).update(**{column: models.F(column) + _PARKED})
    for row in changed:
        setattr(row, column, places[row.pk])
    manager.bulk_update(changed, [column])


def check_place(place: int | None, others: int) -> int:
    """Return the place, from 1, at which a row may come among so many others; none means last.

    Raises ValidationError for a place that is not there.
    """
    if place is None:
        return others + 1
    if not 1 <= place <= others + 1:
        raise ValidationError(f"Plassen må være fra 1 til {others + 1}.")
    return place


def make_room(row: models.Model) -> None:
    """Move the others down so that an unsaved row can stand where it says, or last if the list is shorter now."""
    numbered: Numbered = getattr(row, "numbered")  # noqa: B009
    others: list[models.Model] = siblings(row)
    place = min(max(getattr(row, numbered.column), 1), len(others) + 1)
    setattr(row, numbered.column, place)
    places = {other.pk: number + (number >= place) for number, other in enumerate(others, start=1)}
    assign(others, places, numbered.column)


def set_order(
    *,
    rows: Sequence[models.Model],
    ids: Sequence[str],
    path: str,
    label: str,
    base: str,
    by: Person | None,
    plan: Plan | None = None,
    pilot: Pilot | None = None,
) -> None:
    """Put all rows of a list in the order of `ids`; the caller holds the lock.

    Raises Conflict when the list is another than the writer saw, ValidationError when `ids` are not exactly its rows.
    """
    before = order_value(rows)
    after = [str(one) for one in ids]
    check_base(path, base, after, before)
    known = dict(zip(before, rows, strict=True))
    if sorted(after) != sorted(before):
        raise ValidationError("Rekkefølgen må ha med alle, og hver av dem bare én gang.")
    # Taken before the numbers change, as some rows are named with their number.
    names = {one: str(getattr(row, "title", row)) for one, row in known.items()}
    renumber([known[one] for one in after])
    record(
        path=path,
        label=label,
        before=[names[one] for one in before],
        after=[names[one] for one in after],
        by=by,
        plan=plan,
        pilot=pilot,
    )
