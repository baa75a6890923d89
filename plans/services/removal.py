"""Removing with a way back: what goes is kept as data, with everything that goes with it, and can be put back whole.

Works on any rows of any app. What would cascade is asked of the database's own relations, so that this app need not
know what later apps hang on a tiltak.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.deletion import Collector, ProtectedError
from django.utils import timezone

from plans.models import Person, Pilot, Plan, Removed
from plans.services.ordering import renumber, siblings
from plans.services.trace import record

Data = dict[str, Any]


class _Cascade(Collector):
    """Finds every row that goes. Django's shortcut would delete some of them without looking at them."""

    def can_fast_delete(self, *args: Any, **kwargs: Any) -> bool:
        """Never."""
        return False


def describe(row: models.Model) -> str:
    """Return a row's kind and name for people: «Tiltak «Bolig i sentrum»»."""
    return f"{str(row._meta.verbose_name).capitalize()} «{row}»"[:300]


def remove(
    *,
    rows: Sequence[models.Model],
    path: str,
    by: Person | None,
    plan: Plan | None = None,
    pilot: Pilot | None = None,
    at: datetime.datetime | None = None,
) -> Removed:
    """Remove rows, in this order, with all that hangs on them; the last one names the removal.

    The caller has decided that it may happen and holds the lock; this runs inside its transaction. Rows that stand in
    an order close up behind it. Raises ValidationError when something that does not go with it still needs it, or when
    it is gone already.
    """
    label = describe(rows[-1])
    kind = str(rows[-1]._meta.verbose_name)
    name = str(rows[-1])
    data: Data = {"roots": [], "rows": [], "emptied": []}
    for row in rows:
        _remove_one(row, data)
    removed = Removed.objects.create(
        plan=plan,
        pilot=plan.agreement.pilot if plan else pilot,
        path=path,
        label=label,
        data=data,
        by=by,
        at=at or timezone.now(),
    )
    record(path=f"{path}/fjernet", label=f"Fjernet {kind}", before=name, after="", by=by, plan=plan, pilot=pilot, at=at)
    return removed


def _remove_one(row: models.Model, data: Data) -> None:
    """Note a row and all that goes with it in `data`, delete them, and let the others of its list close up."""
    # A copy of its own, as deleting takes the primary key from the object it is given.
    fresh = type(row)._base_manager.filter(pk=row.pk).first()
    if fresh is None:
        raise ValidationError(f"{describe(row)} er allerede fjernet.")
    collector = _Cascade(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([fresh])
    except ProtectedError as error:
        users = sorted({str(user) for user in error.protected_objects})
        raise ValidationError(f"{describe(row)} kan ikke fjernes. Det brukes av {', '.join(users[:3])}.") from error
    data["roots"].append([row._meta.label_lower, row.pk])
    for model, instances in collector.data.items():
        data["rows"] += _dump(model, instances)
    data["emptied"] += list(_emptied(collector))
    others = [other for other in siblings(row) if other.pk != row.pk] if hasattr(row, "numbered") else []
    collector.delete()
    renumber(others)


def _dump(model: type[models.Model], instances: Iterable[models.Model]) -> list[Data]:
    """Return rows as JSON data, read whole; links to many rows are left out, as they are rows of their own."""
    rows = model._base_manager.filter(pk__in=[row.pk for row in instances]).order_by("pk")
    columns = [field.name for field in model._meta.local_fields]
    return list(json.loads(serializers.serialize("json", rows, fields=columns)))


def _emptied(collector: Collector) -> Iterator[list[Any]]:
    """Yield model, key, column and value of each reference that is emptied, not removed."""
    for (field, _), querysets in collector.field_updates.items():
        for queryset in querysets:
            assert isinstance(queryset, models.QuerySet)
            model = field.model
            for key, value in queryset.values_list("pk", field.attname):
                yield [model._meta.label_lower, key, field.name, value]
