"""The one way a field is saved: lock, compare with what the writer started from, change, leave a trace.

Every save carries the *base*: the hash of the value the writer saw. If somebody has saved the same field meanwhile the
hash no longer fits, nothing is written, and the caller gets both values (design: nothing a person wrote is ever lost).
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import models

from plans.models import EditOpening, Plan
from plans.richtext import clean

#: Statuses in which the whole plan may be written.
OPEN_STATUSES = frozenset({Plan.Status.UTKAST})

#: What a caller passes when there is no earlier value to compare with, as when a file is read into an empty plan.
UNCHECKED = "*"


class Conflict(Exception):
    """Somebody else saved the field since the writer opened it. Nothing was written."""

    def __init__(self, path: str, mine: Any, theirs: Any) -> None:
        super().__init__("Noen andre har endret det samme feltet i mellomtiden.")
        self.path = path
        self.mine = mine
        self.theirs = theirs


class Closed(Exception):
    """The plan is not open for writing at this path."""

    def __init__(self, path: str) -> None:
        super().__init__("Planen er ikke åpen for endring her. Den må tilbake til utkast først.")
        self.path = path


def field_hash(value: Any) -> str:
    """Return the hash of a field's value as 16 hexadecimal digits; empty text and nothing hash alike.

    `value` is a text, a number, or a list of ids; for lists the order counts.
    """
    plain = "" if value is None else value
    data = json.dumps(plain, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(data.encode()).hexdigest()[:16]


def check_base(path: str, base: str, mine: Any, theirs: Any) -> None:
    """Raise Conflict unless `base` is the hash of `theirs`, or both wrote the same."""
    if base != UNCHECKED and base != field_hash(theirs) and mine != theirs:
        raise Conflict(path, mine, theirs)


def locked_plan(plan: Plan, path: str) -> Plan:
    """Lock and return the plan's row as it is now; must run inside a transaction.

    Raises Closed when the plan is past draft and `path` (or what it is part of) has not been opened.
    """
    fresh = Plan.objects.select_for_update().select_related("agreement").get(pk=plan.pk)
    if fresh.status in OPEN_STATUSES:
        return fresh
    if is_opened(path, EditOpening.objects.filter(plan=fresh).values_list("path", flat=True)):
        return fresh
    raise Closed(path)


def is_opened(path: str, openings: Iterable[str]) -> bool:
    """Tell whether a path, or something that it is part of, is among what has been opened."""
    return any(path == opening or path.startswith(f"{opening}/") for opening in openings)


def save_columns(row: models.Model, *columns: str) -> None:
    """Clean the texts of the named columns, validate them and the row's constraints, then write only these columns.

    Raises ValidationError with a sentence per field, or per constraint, before the database has to refuse.
    """
    _clean(row, columns)
    names = {field.name for field in row._meta.fields}
    row.clean_fields(exclude=names - set(columns))
    row.validate_constraints()
    row.save(update_fields=list(columns))


def create(row: models.Model) -> None:
    """Clean a new row's texts, validate it whole and insert it. Raises ValidationError with sentences for people."""
    _clean(row, (field.name for field in row._meta.fields))
    row.full_clean(validate_unique=True, validate_constraints=True)
    row.save(force_insert=True)


def _clean(row: models.Model, columns: Iterable[str]) -> None:
    """Take out of texts what cannot be seen or printed, as Word's own bullets and control characters."""
    for name in columns:
        field, value = row._meta.get_field(name), getattr(row, name, None)
        # What is chosen, and rich text, which the normaliser has cleaned, stays as it is.
        if isinstance(field, models.CharField | models.TextField) and not field.choices and name != "html" and value:
            setattr(row, name, clean(value))
