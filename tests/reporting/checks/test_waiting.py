"""What a text says that a tiltak waits for: each rule tripped, and nearly tripped. The sentences are made up."""

import pytest

from reporting.value import Answer, Handlingsplan
from tests.reporting import small_plan
from tests.reporting.checks.seen import found, one
from tests.reporting.example_plan import text
from tests.reporting.small_plan import delmaal, tiltak


def waiting(words: str, first: str = "2025-03", second: str = "2025-04", title: str = "Lage en strategisk fjordplan"):
    answers = [Answer(key="framdrift", text=text(words))]
    found = [
        tiltak("a", time_to=first, answers=answers, title="Kompetanse"),
        tiltak("b", time_to=second, number=2, title=title),
    ]
    return small_plan.plan([delmaal(1, found)])


def test_a_tiltak_that_waits_for_one_with_a_later_end():
    finding = one(waiting("Vi begynner etter at den strategiske fjordplanen er vedtatt."), "tid-venter")
    assert (finding.stated, finding.computed) == ("mars 2025", "april 2025")
    assert "tiltak 1.2 (Lage en strategisk fjordplan)" in finding.message.nb


@pytest.mark.parametrize(
    "found_in",
    [
        waiting("Vi begynner etter at den strategiske fjordplanen er vedtatt.", second="2025-02"),
        waiting("Vi begynner etter at den strategiske fjordplanen er vedtatt.", second=""),
        waiting("Den strategiske fjordplanen gir oss kunnskap."),
        waiting("Vi begynner etter at den nye ordføreren er valgt."),
        waiting("Vi begynner etter at den strategiske fjordplanen er vedtatt.", first="2025"),
    ],
)
def test_a_tiltak_that_does_not_wait_too_long(found_in):
    assert not found(found_in, "tid-venter")


@pytest.mark.parametrize(
    "words",
    [
        "Vi må vente til tiltak 1.2 er ferdig.",
        "Arbeidet bygger på resultatene fra tiltak 2.",
        "Kartet kan ikke trykkes før den strategiske fjordplanen er avsluttet.",
        "Alt startar når tiltak 1.2 er klart.",
        "Den strategiske fjordplanen må være ferdig først.",
    ],
)
def test_other_words_for_waiting(words):
    assert one(waiting(words), "tid-venter").path == "tiltak/a/svar/framdrift"


@pytest.mark.parametrize(
    "words",
    [
        "Den strategiske fjordplanen begynner etter at dette er ferdig.",
        "Vi begynner når malen under tiltak 1.2 er klar.",
        "Omfanget avhenger av den strategiske fjordplanen.",
        "Når vi møtes, snakker vi om den strategiske fjordplanen.",
        "Vi må vente til tiltak 2.2 er ferdig.",
    ],
)
def test_words_that_are_about_something_else(words):
    assert not found(waiting(words), "tid-venter")


def beginning(words: str, start: str) -> Handlingsplan:
    """A plan with these words about a tiltak that begins then and ends after the other, which ends in May 2025."""
    answers = [Answer(key="framdrift", text=text(words))]
    first = tiltak("a", time_from=start, time_to="2026", answers=answers, title="Kompetanse")
    return small_plan.plan([delmaal(1, [first, tiltak("b", time_to="2025-05", number=2)])])


def test_a_tiltak_that_begins_before_the_one_it_begins_after():
    finding = one(beginning("Oppstart i mars, etter at tiltak 1.2 er ferdig.", "2025-03"), "tid-venter-start")
    assert (finding.stated, finding.computed) == ("mars 2025", "mai 2025")
    assert not found(beginning("Oppstart i mai, etter at tiltak 1.2 er ferdig.", "2025-05"), "tid-venter-start")
    # Only a later step of it waits.
    assert not found(beginning("Vi velger felt etter at tiltak 1.2 er ferdig.", "2025-03"), "tid-venter-start")


def test_the_real_plan(real):
    assert [finding.where.nb for finding in found(real, "tid-venter")] == ["Tiltak 1.4"]
    assert not found(real, "tid-venter-start")
