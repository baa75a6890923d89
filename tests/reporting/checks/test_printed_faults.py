"""The list of mistakes in the printed plan against what the checks find in it: nothing missed, nothing cried over."""

from collections import Counter

import pytest

from reporting.checks import RULES, Finding, checks
from tests.fixtures.typed_cells import FILE
from tests.reporting.checks.real_plan import context

FAULTS = FILE.with_name("printed-faults.md")


def listed() -> list[tuple[str, str]]:
    """Place and rule of every row of the list that has a rule."""
    lines = [line for line in FAULTS.read_text("utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(row[0], row[3]) for row in rows if len(row) == 4 and row[0] not in ("place", "---")]


@pytest.fixture
def as_printed(real, printed) -> tuple[Finding, ...]:
    """What is found in the plan as printed: the document has no remarks on money outside the tables."""
    goals = tuple(goal.model_copy(update={"money_note": ""}) for goal in real.delmaal)
    return checks(real.model_copy(update={"delmaal": goals}), context(), printed)


def test_every_mistake_that_a_rule_finds_is_found_and_every_finding_is_a_mistake(as_printed):
    expected = Counter((place, rule) for place, rule in listed() if not rule.startswith(("(", "none")))
    seen = Counter((finding.where.nb, finding.code) for finding in as_printed)
    assert (seen - expected, expected - seen) == (Counter(), Counter())


def test_every_rule_named_is_a_rule():
    codes = {rule.code for rule in RULES}
    assert {rule.strip("()") for _, rule in listed() if not rule.startswith("none")} <= codes


def test_levels_of_the_plan_as_printed(as_printed):
    levels = Counter(finding.level for finding in as_printed)
    assert levels["feil"] == 11
    # What is read from prose, names or dates is never a «feil».
    assert {finding.family for finding in as_printed if finding.level == "feil"} == {"summer", "tabeller"}
