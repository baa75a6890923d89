"""Every write leaves a trace, and several saves in a row by one person become one entry."""

import datetime
from typing import Any

from django.utils import timezone

from plans.models import FieldChange, Person, Pilot, Plan

#: One person's saves in a field are one entry until another writes there or this long has passed.
MERGE_WITHIN = datetime.timedelta(minutes=10)


def as_text(value: Any) -> str:
    """Return a value as the text kept in the trace."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(as_text(part) for part in value)
    return str(value)


def record(
    *,
    path: str,
    label: str,
    before: Any,
    after: Any,
    by: Person | None,
    plan: Plan | None = None,
    pilot: Pilot | None = None,
    at: datetime.datetime | None = None,
) -> None:
    """Leave a trace of one changed field and mark the plan as changed; nothing when the value is the same.

    Runs inside the caller's transaction, so a trace exists exactly when the change does.
    """
    old, new = as_text(before), as_text(after)
    if old == new:
        return
    now = at or timezone.now()
    if plan is not None:
        Plan.objects.filter(pk=plan.pk).update(changed_at=now, changed_by=by)
        pilot = plan.agreement.pilot
    last = FieldChange.objects.filter(plan=plan, pilot=pilot, path=path).first()
    if last is not None and last.by == by and last.at > now - MERGE_WITHIN and last.after == old:
        last.after, last.at = new, now
        last.save(update_fields=["after", "at"])
        return
    FieldChange.objects.create(plan=plan, pilot=pilot, path=path, label=label, before=old, after=new, by=by, at=now)
