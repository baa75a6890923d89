"""Putting back what was removed: the same rows with the same keys, in their old place in the order, or nothing."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializationError
from django.db import models, transaction
from django.utils import timezone

from plans.models import Agreement, Membership, Person, Plan, Removed
from plans.services.fields import OPEN_STATUSES, Closed, locked_plan
from plans.services.locks import locked_pilot
from plans.services.ordering import make_room
from plans.services.people import require_invites
from plans.services.trace import record
from plans.services.years import YearUse, uses_outside


@transaction.atomic
def restore(*, removed: Removed, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Put back what one removal took, and return the removal with `restored_at` set.

    References that were emptied by the removal are filled again where nobody has filled them since.
    Raises Closed when the plan is no longer open there; ValidationError with a sentence when it is back already, when
    its place or something it needs is gone, when its name or place has been taken, or when the agreement no longer
    covers its years; PermissionDenied for a role that `by` may not give.
    """
    plan = locked_plan(removed.plan, removed.path) if removed.plan else None
    if plan is None and removed.pilot is not None:
        locked_pilot(removed.pilot)
    fresh = Removed.objects.select_for_update(of=("self",)).get(pk=removed.pk)
    if fresh.restored_at is not None:
        raise ValidationError(f"{fresh.label} er allerede satt tilbake.")
    rows = _rows(fresh)
    for row in rows:
        if isinstance(row, Membership):
            require_invites(by, row.role, fresh.pilot)
    _refuse_closed(rows, fresh)
    _refuse_missing(rows, fresh)
    agreements = Agreement.objects.filter(pk__in=_agreements(rows, plan))
    before = {agreement: _outside(agreement) for agreement in agreements}
    _insert(rows, fresh)
    for label, key, column, value in fresh.data["emptied"]:
        manager = apps.get_model(label)._base_manager
        manager.filter(pk=key, **{f"{column}__isnull": True}).update(**{column: value})
    lost = [use.what for agreement in agreements for use in _outside(agreement) if use not in before[agreement]]
    if lost:
        raise _refusal(fresh, f"Avtalen gjelder ikke lenger for {', '.join(lost)}.")
    fresh.restored_at = at or timezone.now()
    fresh.save(update_fields=["restored_at"])
    record(
        path=f"{fresh.path}/satt-tilbake",
        label="Satt tilbake",
        before="",
        after=fresh.label,
        by=by,
        plan=plan,
        pilot=fresh.pilot,
        at=at,
    )
    return fresh


def _refusal(removed: Removed, why: str) -> ValidationError:
    return ValidationError(f"{removed.label} kan ikke settes tilbake. {why}")


def _rows(removed: Removed) -> list[models.Model]:
    """Return the removed rows, not saved yet. Columns that have gone since are left out, tables are not."""
    try:
        for label in {row["model"] for row in removed.data["rows"]} | {row[0] for row in removed.data["emptied"]}:
            apps.get_model(label)
        found = list(serializers.deserialize("python", removed.data["rows"], ignorenonexistent=True))
    except (LookupError, DeserializationError) as error:
        raise _refusal(removed, "Det ble fjernet i en eldre utgave av portalen.") from error
    return [one.object for one in found]


def _refuse_closed(rows: Sequence[models.Model], removed: Removed) -> None:
    """Raise Closed when rows go into another plan than the one that is locked, and it is past draft."""
    plans = {row.plan_id for row in rows if hasattr(row, "plan_id")} - {removed.plan_id}
    if Plan.objects.filter(pk__in=plans).exclude(status__in=OPEN_STATUSES).exists():
        raise Closed(removed.path)


def _refuse_missing(rows: Sequence[models.Model], removed: Removed) -> None:
    """Raise ValidationError when a row needs another that is neither here nor coming back with it.

    A reference that is emptied when its target goes is emptied here as well.
    """
    coming = {(row._meta.concrete_model, row.pk) for row in rows}
    needed: dict[type[models.Model], set[Any]] = defaultdict(set)
    references = [
        (row, field, getattr(row, field.attname))
        for row in rows
        for field in row._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and getattr(row, field.attname) is not None
    ]
    for _, field, key in references:
        if (field.related_model, key) not in coming:
            needed[field.related_model].add(key)
    there = coming | {
        (model, key)
        for model, keys in needed.items()
        for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
    }
    for row, field, key in references:
        if (field.related_model, key) in there:
            continue
        if field.remote_field.on_delete is not models.SET_NULL:
            raise _refusal(removed, f"Det hører til noe som er fjernet siden ({field.verbose_name}).")
        setattr(row, field.attname, None)


def _agreements(rows: Sequence[models.Model], plan: Plan | None) -> set[int]:
    """Return the keys of the agreements that rows go into."""
    found = {getattr(row, "agreement_id", None) for row in rows} | {plan.agreement_id if plan else None}
    return {key for key in found if key is not None}


def _outside(agreement: Agreement) -> list[YearUse]:
    return uses_outside(agreement, agreement.years)


def _insert(rows: Sequence[models.Model], removed: Removed) -> None:
    """Insert the rows with their old keys. Foreign keys are checked when the transaction ends, so any order will do."""
    roots = {(label, key) for label, key in removed.data["roots"]}
    for row in rows:
        if (row._meta.label_lower, row.pk) in roots and hasattr(row, "numbered"):
            make_room(row)
        try:
            row.validate_unique()
            row.validate_constraints()
        except ValidationError as error:
            raise _refusal(removed, " ".join(error.messages)) from error
        row.save_base(raw=True, force_insert=True)
