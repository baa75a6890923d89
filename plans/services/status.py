"""Where a plan stands on its way, and what of a closed one is open for writing. Only `review.services` calls this."""

import datetime
from collections.abc import Iterable

from plans import paths
from plans.models import EditOpening, Person, Plan
from plans.services.fields import create, save_columns
from plans.services.plans import PLAN_FIELDS
from plans.services.trace import record


def set_status(
    *,
    plan: Plan,
    status: Plan.Status,
    by: Person | None,
    at: datetime.datetime,
    adoption_date: datetime.date | None = None,
    case_number: str | None = None,
) -> None:
    """Put a plan in a status, with what the styringsgruppe decided when that is given.

    The caller holds the plan's lock and has decided that it may. What was open for writing is closed.
    Raises ValidationError when an adopted plan would have no date.
    """
    values = {"adoption_date": adoption_date, "case_number": case_number}
    given = {name: value for name, value in values.items() if value is not None}
    before = {name: getattr(plan, name) for name in given}
    was = plan.get_status_display()
    plan.status = status
    for name, value in given.items():
        setattr(plan, name, value)
    save_columns(plan, "status", *given)
    EditOpening.objects.filter(plan=plan).delete()
    record(
        path=paths.plan_field("status"),
        label="Status",
        before=was,
        after=plan.get_status_display(),
        by=by,
        plan=plan,
        at=at,
    )
    for name, value in given.items():
        path = paths.plan_field(name)
        record(path=path, label=PLAN_FIELDS[name], before=before[name], after=value, by=by, plan=plan, at=at)


def open_paths(*, plan: Plan, opened: Iterable[str]) -> None:
    """Open places of a closed plan, and what is under them, for writing. The caller holds the plan's lock."""
    for path in opened:
        create(EditOpening(plan=plan, path=path))
