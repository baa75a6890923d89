"""Every write leaves a trace, and several saves in a row by one person become one entry."""

import datetime
from typing import Any

from django.utils import timezone

from plans.models import FieldChange, Person, Pilot, Plan
from plans.words import shared_start

#: One person's saves in a field are one entry until another writes there or this long has passed.
MERGE_WITHIN = datetime.timedelta(minutes=10)
#: A save that writes over more characters than this at once is an entry of its own, so that a text that was emptied or
#: pasted over by mistake, and saved by itself a second later, can be brought back.
MERGE_OVER = 40
#: As many characters of a field's name as the trace holds.
MOST_LABEL = 300


def as_text(value: Any) -> str:
    """Return a value as the text kept in the trace."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(as_text(part) for part in value)
    return str(value)


def _written_over(old: str, new: str) -> int:
    """Return how many characters of the old text lie between what both texts begin and end with."""
    head = shared_start(old, new)
    return len(old) - head - shared_start(old[head:][::-1], new[head:][::-1])


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
    goes_on = last is not None and last.by_id == (by.pk if by else None) and last.after == old
    if last is not None and goes_on and last.at > now - MERGE_WITHIN and _written_over(old, new) <= MERGE_OVER:
        last.after, last.at = new, now
        last.save(update_fields=["after", "at"])
        return
    # A name made of a title and a source may be longer than the column, which PostgreSQL would refuse.
    label = label[:MOST_LABEL]
    FieldChange.objects.create(plan=plan, pilot=pilot, path=path, label=label, before=old, after=new, by=by, at=now)
