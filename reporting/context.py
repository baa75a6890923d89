"""What the checks may know besides the plan, read from the database."""

import datetime

from budgets.promised import promises
from plans.models import Party, Plan
from reporting.checks import Context, checks
from reporting.control import Control, control
from reporting.load import party_value, standing
from reporting.models import Acknowledgement
from reporting.value import Handlingsplan


def load_context(plan: Plan, today: datetime.date) -> Context:
    """Return the day, the register of parties, the agreement's frames, and where the plan is on its way: two queries.

    `plan.agreement` is best fetched beforehand. What the year before said is part of the plan's own value.
    """
    return Context(
        today=today,
        parties=tuple(party_value(row) for row in Party.objects.all()),
        promises=tuple(promises(plan.agreement)),
        standing=standing(plan),
    )


def load_control(plan: Plan, value: Handlingsplan, today: datetime.date) -> Control:
    """Return what Kontroll has to say of a plan; `value` is the plan as it was loaded. Three queries."""
    rows = Acknowledgement.objects.filter(plan=plan).select_related("by")
    return control(value, checks(value, load_context(plan, today)), {row.key: row for row in rows})
