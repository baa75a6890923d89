"""Plans that agree with themselves have no findings; one changed figure in their document does, and only there."""

import datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plans.templatetags.kroner import belop
from reporting.checks import checks
from reporting.stated import Stated
from reporting.value import Handlingsplan
from tests.reporting.checks.clean_plans import clean_plans
from tests.reporting.checks.printing import printed, with_cell
from tests.reporting.checks.real_plan import context

#: How long one takes says something of the machine and nothing of the plan.
many = settings(deadline=None, max_examples=60)

#: The rules that compare a figure of a printed table with others; a changed figure may trip no other rule.
FIGURES = {"sum-rad", "sum-kolonne", "sum-tvers", "sum-alt", "sum-tiltak", "tvers-rad", "tvers-statsmidler"}


def said(plan: Handlingsplan, stated: Stated | None) -> list[str]:
    """What the checks say of a plan, for the message of a failure."""
    today = plan.document_date or datetime.date(2024, 12, 6)
    return [f"{f.code} {f.path} {f.message.nb}" for f in checks(plan, context(today=today), stated)]


@many
@given(clean_plans())
def test_a_clean_plan_has_no_findings_live_or_printed(plan):
    assert said(plan, None) == []
    assert said(plan, printed(plan)) == []


@many
@given(clean_plans(), st.data())
def test_one_changed_figure_trips_the_rules_that_name_it(plan, data):
    stated = printed(plan)
    cells = [
        (table.key, index, key, cell.kroner)
        for table in stated.tables
        for index, row in enumerate(table.rows)
        for key in table.kroner_keys
        if (cell := table.cell(row, key)).kroner is not None and not cell.bracketed
    ]
    assume(cells)
    table, index, key, kroner = data.draw(st.sampled_from(cells))
    other = data.draw(st.integers(min_value=1, max_value=10**7).filter(lambda other: other != kroner))
    found = checks(plan, context(), with_cell(stated, table, index, key, belop(other)))
    assert found
    assert {finding.code for finding in found} <= FIGURES
    # Every finding names the figure, in its own cell or in a sum that it is part of.
    changed = stated.table(table)
    assert changed
    path = changed.rows[index].path
    for finding in found:
        assert table in finding.at or finding.at == "statsmidler" or finding.path == path
