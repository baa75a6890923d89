"""What the checks may know besides the plan, read from the database."""

import datetime

from budgets.models import EarlierFigure
from budgets.promised import promises
from plans.models import Party, Plan
from reporting.checks import FAMILIES, Context, Parameters, across, checks, sheets
from reporting.control import Control, control
from reporting.intake.document.reading import Reading
from reporting.load import party_value, standing
from reporting.models import Acknowledgement, Approved
from reporting.sent import sent_of
from reporting.snapshots import thaw
from reporting.value import Handlingsplan

#: Families of rules that a workbook of tables can be held against.
_OF_TABLES = (across.FAMILY.key, sheets.FAMILY.key)


def load_context(plan: Plan, today: datetime.date) -> Context:
    """Return the day, the register of parties, the agreement's frames, where the plan is, and what was approved last.

    Three queries, and one more where earlier years are typed: only then there is something to hold against the plan
    that was approved, which else the value has its earlier years from. `plan.agreement` is best fetched beforehand.
    """
    return Context(
        today=today,
        approved=_last_approved(plan) if EarlierFigure.objects.filter(plan=plan).exists() else None,
        parties=tuple(party_value(row) for row in Party.objects.all()),
        promises=tuple(promises(plan.agreement)),
        standing=standing(plan),
    )


def document_context(reading: Reading, today: datetime.date) -> Context:
    """Return the day, the register of parties and the adoption that a document states. One query.

    Of a workbook only its sums are looked at, and whether its tables agree.
    """
    parties = tuple(party_value(row) for row in Party.objects.all())
    off = frozenset(rule.code for family in FAMILIES if family.key not in _OF_TABLES for rule in family.rules)
    parameters = Parameters(off=off) if reading.is_workbook else Parameters()
    return Context(today=today, parties=parties, standing=reading.standing, parameters=parameters)


def _last_approved(plan: Plan) -> Handlingsplan | None:
    """Return the agreement's last approved plan of an earlier year, as it was approved. Raises Damaged."""
    found = Approved.objects.filter(plan__agreement=plan.agreement_id, plan__year__lt=plan.year)
    row = found.select_related("snapshot").order_by("-plan__year").first()
    return thaw(row.snapshot) if row else None


def load_control(plan: Plan, value: Handlingsplan, today: datetime.date) -> Control:
    """Return what Kontroll has to say of a plan; `value` is the plan as it was loaded. Four or five queries."""
    found = checks(value, load_context(plan, today))
    if sent := sent_of(plan):
        return control(value, found, sent.kept)
    rows = Acknowledgement.objects.filter(plan=plan).select_related("by")
    return control(value, found, {row.key: row for row in rows})
