"""Saving a small row whose columns are written together, as the name and date of a meeting."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from plans.models import Person, Pilot, Plan
from plans.services.fields import check_base, save_columns
from plans.services.ordering import identity
from plans.services.trace import record

_R = TypeVar("_R", bound=models.Model)


def reread(row: _R) -> _R:
    """Return the row as it is now; the caller holds the lock. Raises ValidationError when it has been removed."""
    fresh = type(row)._default_manager.filter(pk=row.pk).first()
    if fresh is None:
        raise ValidationError(f"{str(row._meta.verbose_name).capitalize()} «{row}» er fjernet.")
    return fresh


def plain(value: Any) -> Any:
    """Return a value as it stands in a row's base hash: another row by what it is known by, the rest as it is."""
    return identity(value) if isinstance(value, models.Model) else value


def row_value(row: models.Model, columns: Iterable[str]) -> list[Any]:
    """Return the columns of a row as the list that its base hash is taken of."""
    return [plain(getattr(row, column)) for column in columns]


def update_row(
    *,
    row: models.Model,
    values: Mapping[str, Any],
    path: str,
    base: str,
    by: Person | None,
    plan: Plan | None = None,
    pilot: Pilot | None = None,
    at: datetime.datetime | None = None,
) -> None:
    """Save the columns that changed, with a trace of each; the caller holds the lock and has just read the row.

    `base` is the hash of `row_value` with the columns of `values` in their order. White space in a line of text is
    tidied, and an empty text is none where a column can be null.
    Raises Conflict, ValidationError (one sentence per column or constraint).
    """
    before = row_value(row, values)
    name = str(row)
    words = {column: _in_words(row, column) for column in values}
    for column, value in values.items():
        setattr(row, column, _tidy(row._meta.get_field(column), value))
    after = row_value(row, values)
    check_base(path, base, after, before)
    changed = [column for column, old, new in zip(values, before, after, strict=True) if old != new]
    if not changed:
        return
    row.validate_unique(exclude={field.name for field in row._meta.fields} - set(changed))
    save_columns(row, *changed)
    kind = str(row._meta.verbose_name).capitalize()
    for column in changed:
        label = f"{kind} «{name}»: {_label(row, column)}"
        now = _in_words(row, column)
        record(
            path=f"{path}/{column}", label=label, before=words[column], after=now, by=by, plan=plan, pilot=pilot, at=at
        )


def _tidy(field: Any, value: Any) -> Any:
    """Return a value as it is stored in this column."""
    if isinstance(value, str):
        value = " ".join(value.split()) if isinstance(field, models.CharField) else value.strip()
        return None if field.null and not value else value
    return value


def _label(row: models.Model, column: str) -> str:
    """Return the column's name for people."""
    field = row._meta.get_field(column)
    assert isinstance(field, models.Field)
    return str(field.verbose_name)


def _in_words(row: models.Model, column: str) -> str:
    """Return what stands in a column as a reader of the trace understands it."""
    shown = getattr(row, f"get_{column}_display", None)
    value = shown() if shown else getattr(row, column)
    if isinstance(value, bool):
        return "ja" if value else "nei"
    return "" if value is None else str(value)
