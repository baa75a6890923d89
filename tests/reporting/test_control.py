"""Findings as they are shown: by level, at their place, in the plan's language."""

from typing import Any

from reporting.checks import Finding
from reporting.checks.words import same
from reporting.control import anchor, control, show
from reporting.value import Handlingsplan, Prompt
from tests.reporting.example_plan import PLAN


def finding(level: str = "advarsel", path: str = "plan", key: str = "a", **more: object) -> Finding:
    fields: dict[str, Any] = {
        "code": "regel",
        "family": "familie",
        "level": level,
        "path": path,
        "at": "",
        "where": same("Planen"),
        "stated": None,
        "computed": None,
        "message": same("Noe er galt."),
        "cause": same(""),
        "mend": same("Rett det."),
        "key": key,
    }
    return Finding(**{**fields, **more})


def test_the_gravest_level_comes_first_and_an_empty_one_not_at_all():
    found = control(PLAN, [finding("tips", key="a"), finding("feil", key="b"), finding("tips", key="c")], {})
    assert [(group.level, len(group.findings)) for group in found.groups] == [("feil", 1), ("tips", 2)]
    assert tuple(found.counts) == (1, 0, 2)


def test_a_clean_plan_has_no_groups():
    found = control(PLAN, [], {"a": "noe som en gang ble begrunnet"})
    assert (found.groups, found.acknowledged, found.counts.total) == ((), (), 0)


def test_what_somebody_lets_stand_is_apart_but_an_error_never_is():
    findings = [finding("feil", key="a"), finding("advarsel", key="b"), finding("tips", key="c")]
    found = control(PLAN, findings, {"a": "A", "b": "B", "c": "C"})
    assert [(one.shown.finding.key, one.row) for one in found.acknowledged] == [("b", "B"), ("c", "C")]
    assert [one.finding.key for group in found.groups for one in group.findings] == ["a"]


def test_amounts_are_told_with_their_words_and_texts_are_not():
    shown = show(PLAN, finding(stated=7_950_000, computed=8_150_000))
    assert shown.amounts == (
        ("Oppgitt", "7\u00a0950\u00a0000\u00a0kr"),
        ("Beregnet", "8\u00a0150\u00a0000\u00a0kr"),
        ("Differanse", "\u2212200\u00a0000\u00a0kr"),
    )
    assert show(PLAN, finding(stated=same("mai"), computed=same("november"))).amounts == ()


def test_words_are_in_the_plan_s_language():
    nynorsk = PLAN.model_copy(update={"language": "nn"})
    both = finding(stated=1, computed=2, message=same("x")._replace(nb="ikke", nn="ikkje"))
    assert show(nynorsk, both).message == "ikkje"
    assert show(nynorsk, both).amounts[1][0] == "Utrekna"
    assert show(PLAN, both).message == "ikke"


def plan_with_sections(*keys: str) -> Handlingsplan:
    plan = PLAN
    form = plan.form.model_copy(update={"plan": tuple(Prompt(key=key, wording=key) for key in keys)})
    return plan.model_copy(update={"form": form})


def test_every_path_has_a_place_on_the_page():
    plan = plan_with_sections("introduksjon", "rammer", "forankring", "samlet_budsjett")
    assert anchor(plan, "tiltak/123/svar/roller") == "tiltak-123"
    assert anchor(plan, "delmaal/456") == "delmaal-456"
    assert anchor(plan, "plan/svar/rammer") == "del-2"
    assert anchor(plan, "post/789/kroner/kdd/2025/planlagt") == "del-4"
    assert anchor(plan, "plan/adoption_date") == "del-3"
    assert anchor(plan_with_sections("rammer"), "post/789") == "innhold"


def test_findings_are_found_by_their_place():
    findings = [finding(path="tiltak/1/tittel", key="a"), finding("feil", path="tiltak/1", key="b"), finding(key="c")]
    found = control(PLAN, findings, {})
    assert [one.finding.key for one in found.at("tiltak-1")] == ["b", "a"]
    assert found.at("tiltak-2") == ()
