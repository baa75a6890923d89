"""What holds for every rule: its words in two languages, its example, its code; how findings are kept and ordered."""

import json
import re
from pathlib import Path

import pytest

from reporting.checks import FAMILIES, RULES, checks, count, of_part
from reporting.checks.case import Case
from reporting.checks.finding import LEVELS, Hit, acknowledgement_key
from reporting.checks.rules import GIVEN, Family
from reporting.checks.words import Text, Words, listed, same
from tests.reporting import small_plan
from tests.reporting.checks.printing import printed, with_cell
from tests.reporting.checks.real_plan import context

_DIGITS = re.compile(r"\d+")


def test_every_code_is_given_once_and_looks_like_one():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
    assert len({family.key for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_docstring_and_words_that_say_the_same_in_both_languages(rule):
    assert rule.doc.endswith(".")
    assert rule.says.fields | rule.mend.fields <= GIVEN | set(rule.example)
    assert set(rule.example) <= rule.says.fields | rule.mend.fields | GIVEN
    for text in rule.sample():
        for language in text:
            assert re.fullmatch(r"[A-ZÆØÅ«\d].*[.?]»?", language, re.DOTALL)
            assert "{" not in language
        assert text.nb != text.nn or rule.says.nb == rule.says.nn or rule.mend.nb == rule.mend.nn
        assert _DIGITS.findall(text.nb) == _DIGITS.findall(text.nn)


def test_every_finding_of_the_real_plan_says_the_same_in_both_languages_and_is_not_blank(real, printed):
    findings = checks(real, context(), printed)
    assert findings
    for finding in findings:
        for text in (finding.message, finding.mend, finding.where):
            assert text.nb.strip()
            assert text.nn.strip()
        for text in (finding.message, finding.mend, finding.where, finding.cause):
            assert _DIGITS.findall(text.nb) == _DIGITS.findall(text.nn)
        assert finding.path
    assert json.loads(json.dumps([finding.as_data() for finding in findings]))
    assert len({finding.key for finding in findings}) == len(findings)


def test_words_that_do_not_say_the_same_are_refused():
    with pytest.raises(ValueError, match="do not say the same"):
        Words(nb="Summen er {stated}.", nn="Summen er {computed}.")
    with pytest.raises(ValueError, match="do not say the same"):
        Words(nb="Summen er feil.", nn="")


def test_words_write_kroner_and_leave_what_people_wrote_alone():
    words = Words(nb="{name}: {amount} ikke", nn="{name}: {amount} ikkje")
    filled = words(name="{amount}", amount=-1_000)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in filled] == [
        "{amount}: −1 000 kr ikke",
        "{amount}: −1 000 kr ikkje",
    ]
    assert listed([same("a"), Text("b", "c"), same("d")]) == ("a, b og d", "a, c og d")


def test_a_hit_may_be_milder_than_its_rule_and_not_graver():
    family = Family("prove", same("Prøve"), "For a test.")

    @family.rule("prove-regel", level="advarsel", says=Words("A.", "B."), mend=Words("C.", "D."), example={})
    def check(case):
        """Yields a hit of the level that the plan is called."""
        yield Hit("plan", same("Planen"), level=case.plan.pilot)

    (rule,) = family.rules
    for level in ("advarsel", "tips"):
        (finding,) = rule.findings(Case(small_plan.plan(pilot=level), context()))
        assert finding.level == level
    with pytest.raises(ValueError, match="at most advarsel"):
        list(rule.findings(Case(small_plan.plan(pilot="feil"), context())))


def test_an_acknowledgement_holds_while_code_place_and_amounts_do():
    hit = Hit("tiltak/a", same("Tiltak 1.1"), 100, 200, "rad")
    key = acknowledgement_key("sum-rad", hit)
    assert key.startswith("sum-rad:")
    # Only the words for the place: the tiltak has moved to another number.
    assert acknowledgement_key("sum-rad", hit._replace(where=same("Tiltak 2.1"), cause=same("Noe."))) == key
    others = [
        hit._replace(path="tiltak/b"),
        hit._replace(at="kolonne"),
        hit._replace(stated=101),
        hit._replace(computed=201),
        hit._replace(values={"amount": 5}),
    ]
    assert (
        len({key, acknowledgement_key("sum-kolonne", hit), *(acknowledgement_key("sum-rad", x) for x in others)}) == 7
    )


def test_findings_come_in_the_order_of_the_document_the_gravest_first():
    goals = [small_plan.delmaal(1, [], [small_plan.line(10_000)]), small_plan.delmaal(2, [], [small_plan.line(90_000)])]
    plan = small_plan.plan(goals)
    stated = with_cell(printed(plan), "seksjon-7", "delmaal/d2", "total", "70 000")
    stated = with_cell(stated, "seksjon-6", "delmaal/d1", "total", "30 000")
    findings = [finding for finding in checks(plan, context(), stated) if finding.code.startswith("sum-")]
    assert [finding.path for finding in findings] == ["delmaal/d1", "delmaal/d2"]
    assert of_part(findings, "delmaal/d2") == (findings[1],)
    assert of_part(findings, "delmaal/d") == ()
    assert count(findings) == (2, 0, 0)
    assert count(findings).total == 2
    assert tuple(LEVELS) == ("feil", "advarsel", "tips")


def test_a_rule_can_be_turned_off(real, printed):
    parameters = type(context().parameters)(off=frozenset({"sum-rad"}))
    codes = {finding.code for finding in checks(real, context(parameters=parameters), printed)}
    assert "sum-rad" not in codes
    assert "sum-kolonne" in codes


def test_every_rule_is_named_in_a_test():
    folder = Path(__file__).parent
    tests = "\n".join(path.read_text("utf-8") for path in folder.glob("test_*.py"))
    assert [rule.code for rule in RULES if f'"{rule.code}"' not in tests] == []
