"""The checks that speak in kroner: `checks(plan, context, stated=None)` gives the findings in a plan.

Pure Python: no database, no request. They run live on a plan being written, on a frozen snapshot, and on a plan as
printed (`reporting.stated.Stated`, which a reader of documents fills).

How a rule is added
-------------------

1. Choose the family's module (`sums`, `across`, …); a new family is a new module with a `FAMILY`, listed in `FAMILIES`.
2. Write a generator that takes a `Case` (plan, context, stated, and views of them) and yields a `Hit` for every place
   where something is wrong: the path of the field, the place in words, what is stated, what was computed.
3. Put `@FAMILY.rule(code, level=…, says=Words(nb=…, nn=…), mend=Words(nb=…, nn=…), example={…})` above it. The code is
   stable for ever: acknowledgements are kept by it. *feil* only where no reading makes the plan right; whatever is read
   from prose, names or dates is at most *advarsel*. A hit may be milder than its rule, never graver.
4. `Words` holds bokmål and nynorsk side by side and refuses two with different places. `{stated}`, `{computed}`,
   `{difference}` and `{where}` are always there; others come from `Hit.values`. An int is written as kroner, a year is
   given as a str, and words that differ in the two languages as a `Text`.
5. The docstring says in English what the rule finds. `manage.py kontrollregler` writes it with the example to
   `docs/kontroll.md`.
6. Tests: one that trips the rule, and one that nearly does, in `tests/reporting/checks/test_<family>.py`. The random
   consistent plans of `test_consistent.py` must stay without findings.

A rule about what is printed reads `case.stated`, which is empty for a plan being written, and so is silent there.
"""

from reporting.checks import (
    across,
    answering,
    changes,
    completeness,
    money,
    names,
    notation,
    numbering,
    prose,
    punctuation,
    references,
    sheets,
    sums,
    times,
    waiting,
    wording,
)
from reporting.checks.case import Case
from reporting.checks.context import Context, Parameters
from reporting.checks.finding import LEVELS, Finding, Level
from reporting.checks.ordering import Counts, count, in_document_order, of_part
from reporting.checks.rules import Family, Rule
from reporting.stated import Stated
from reporting.value import Handlingsplan

__all__ = [
    "FAMILIES",
    "LEVELS",
    "RULES",
    "Context",
    "Counts",
    "Finding",
    "Level",
    "Parameters",
    "checks",
    "count",
    "of_part",
]

FAMILIES: tuple[Family, ...] = (
    sums.FAMILY,
    across.FAMILY,
    money.FAMILY,
    prose.FAMILY,
    times.FAMILY,
    waiting.FAMILY,
    completeness.FAMILY,
    references.FAMILY,
    names.FAMILY,
    numbering.FAMILY,
    answering.FAMILY,
    wording.FAMILY,
    notation.FAMILY,
    punctuation.FAMILY,
    changes.FAMILY,
    sheets.FAMILY,
)

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.rules)


def checks(plan: Handlingsplan, context: Context, stated: Stated | None = None) -> tuple[Finding, ...]:
    """Return every finding in the plan, in the order of the document, the gravest first within one place.

    Two that say the same of the same place are one.
    """
    case = Case(plan, context, stated)
    rules = [rule for rule in RULES if rule.code not in context.parameters.off]
    found = {finding.key: finding for rule in rules for finding in rule.findings(case)}
    return in_document_order(plan, found.values())
