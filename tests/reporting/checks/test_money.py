"""Frames, years, hours and certainty: each rule tripped, and nearly tripped."""

import datetime

import pytest

from budgets.frames import Promise
from reporting.checks import checks
from reporting.checks.money import FAMILY
from reporting.load import load
from reporting.value import Agreement, Answer, Rate, YearFigure
from tests.reporting import small_plan
from tests.reporting.checks.real_plan import context
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import text
from tests.reporting.small_plan import delmaal, line, post, tiltak

CODES = {rule.code for rule in FAMILY.rules}


def promise(kroner: int, year: int = 2025, source: str = "kdd", certainty: str = "innvilget", **more) -> Promise:
    return Promise(source, "KDD", year, kroner, certainty, **more)


def plan_with(*lines, **more):
    """A plan with one delmål whose tiltak has these lines."""
    return small_plan.plan([delmaal(1, [tiltak("a", *lines)], **more)])


def money(plan, **more) -> list[str]:
    return [code for code in codes(plan, **more) if code in CODES]


def test_nothing_is_said_of_innlandspiloten_and_of_the_real_plan(db):
    from plans.models import Plan

    for slug in ("innlandspiloten-2025", "indre-namdal-2025"):
        plan = load(Plan.objects.get(slug=slug))
        promises = (promise(14_000_000), promise(2_000_000, 2026)) if slug.startswith("inn") else ()
        assert money(plan, promises=promises) == []


def test_money_of_a_year_outside_the_agreement():
    finding = one(plan_with(line(5, year=2028)), "aar-utenfor")
    assert (finding.stated, finding.level, finding.path) == (5, "feil", "tiltak/a/kroner/kdd/2028/planlagt")
    assert one(plan_with(earlier=[YearFigure(year=2023, kroner=7)]), "aar-utenfor").stated == 7
    assert money(plan_with(line(5, year=2027), earlier=[YearFigure(year=2024, kroner=7)])) == []


def test_a_line_of_a_year_before_the_plan():
    assert one(plan_with(line(5, year=2024)), "aar-uten-tabell").stated == 5
    assert money(plan_with(line(5, year=2023))) == ["aar-utenfor"]


@pytest.mark.parametrize(
    "own", [line(5, "egenandel"), line(5, year=2026), line(5, certainty="fryst"), line(0)], ids=str
)
def test_own_effort_later_years_and_frozen_money_need_no_tiltak(own):
    assert money(small_plan.plan([delmaal(1, [], [own])])) == []


def test_state_money_of_the_year_on_no_tiltak():
    finding = one(small_plan.plan([delmaal(1, [tiltak("a", line(1))], [line(5)])]), "penger-uten-tiltak")
    assert (finding.path, finding.stated) == ("delmaal/d1", 5)
    assert money(small_plan.plan([], [post(1, line(5))])) == []


def test_a_frame_that_is_too_small_for_its_year():
    plan = plan_with(line(600), line(500, "fylke"), line(999, year=2026))
    finding = one(plan, "ramme-aar", promises=(promise(500), promise(5_000, certainty="avslatt")))
    assert (finding.stated, finding.computed, finding.difference) == (600, 500, 100)
    assert money(plan, promises=(promise(600), promise(400, 2024, moved_to=2026))) == ["ramme-aar"]
    assert money(plan, promises=(promise(500), promise(100, 2024, moved_to=2025))) == []


def test_money_that_was_moved_away_is_in_the_frame_no_more():
    assert one(plan_with(line(600)), "ramme-aar", promises=(promise(600, moved_to=2026),)).computed == 0


def test_frames_too_small_in_all():
    plan = plan_with(line(600), earlier=[YearFigure(year=2024, kroner=500)])
    assert one(plan, "ramme-samlet", promises=(promise(1_000),)).stated == 1_100
    assert money(plan, promises=(promise(1_100),)) == []
    # A year without a frame of its own is not yet promised, which is no fault.
    assert money(plan_with(line(600), line(999, year=2026)), promises=(promise(1_000),)) == []


def test_a_post_outside_the_sum_uses_no_frame():
    assert money(small_plan.plan([], [post(1, line(600), outside_sum=True)]), promises=(promise(500),)) == []


def with_rate(plan, kroner: int = 500):
    agreement = Agreement(first_year=2024, last_year=2027, hourly_rates=(Rate(year=2025, kroner=kroner),))
    return plan.model_copy(update={"agreement": agreement})


def test_own_effort_that_is_no_whole_number_of_hours():
    assert one(with_rate(plan_with(line(705_250, "egenandel"))), "timer-hele").level == "tips"
    assert money(with_rate(plan_with(line(705_000, "egenandel")))) == []
    assert money(with_rate(plan_with(line(705_250, "fylke"), line(250, "egenandel", year=2026)))) == []


def test_hours_in_the_text_that_do_not_make_the_own_effort():
    def plan(words):
        answers = [Answer(key="okonomi", text=text(words))]
        return with_rate(plan_with(line(705_000, "egenandel"), answers=answers))

    finding = one(plan("Kommunene bidrar med 1 400 timer."), "timer-tekst")
    assert (finding.stated, finding.computed) == (700_000, 705_000)
    assert finding.path == "delmaal/d1/svar/okonomi"
    assert money(plan("Kommunene bidrar med 1 410 timer.")) == []
    assert money(plan("Kommunene bidrar med 1 000 timer og 400 timer.")) == []


def test_hours_and_own_effort_in_one_sentence_of_another_text():
    def plan(words):
        item = tiltak("a", line(50_000, "egenandel"), answers=[Answer(key="beskrivelse", text=text(words))])
        return with_rate(small_plan.plan([delmaal(1, [item])]))

    assert one(plan("Timer for 50 000 kr (110 timer)."), "timer-tekst").computed == 50_000
    for words in (
        "Timer for 50 000 kr (100 timer).",
        "Museet har 110 timer opptak.",
        "Maskinen går 110 timer og koster 60 000 kr.",
    ):
        assert not found(plan(words), "timer-tekst")


def test_money_still_applied_for_when_the_year_is_over():
    plan = plan_with(line(5, "fylke", certainty="sokt"), line(6, "fylke"))
    assert one(plan, "soekt-etter-aaret", today=datetime.date(2026, 1, 1)).stated == 5
    assert money(plan, today=datetime.date(2025, 12, 31)) == []


def test_shared_money_without_a_word_of_how():
    assert one(plan_with(line(5, shared_with="Storefjord")), "delt-uten-merknad").path.endswith("planlagt/Storefjord")
    assert money(plan_with(line(5, shared_with="Storefjord", note="Halvparten er vår."))) == []
    assert money(plan_with(line(5, shared_with="Storefjord", certainty="avslatt"))) == []


def test_history_that_the_approved_plan_denies():
    before = plan_with(line(900, year=2024)).model_copy(update={"year": 2024})
    plan = plan_with(earlier=[YearFigure(year=2024, kroner=950)])
    finding = one(plan, "tidligere-aar", approved=before)
    assert (finding.stated, finding.computed, finding.difference) == (950, 900, 50)
    right = plan_with(earlier=[YearFigure(year=2024, kroner=900)])
    assert money(right, approved=before) == []
    assert not found(plan, "tidligere-aar", approved=before.model_copy(update={"year": 2023}))


def test_findings_of_a_live_plan_need_no_document():
    assert checks(plan_with(line(5, year=2028)), context())
