"""Years and dates against plan and time frames: each rule tripped, and nearly tripped. The sentences are made up."""

import datetime
from typing import Any

import pytest

from reporting.checks.times import FAMILY
from reporting.stated import Stated, StatedLine
from reporting.value import Answer, Handlingsplan, Standing
from tests.reporting import small_plan
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import text
from tests.reporting.small_plan import delmaal, tiltak

CODES = {rule.code for rule in FAMILY.rules}


def plan(words: str = "", start: str = "", end: str = "2025-11", **more: Any) -> Handlingsplan:
    """A plan with a tiltak that has this time frame and these words about its progress."""
    answers = [Answer(key="framdrift", text=text(words))] if words else []
    return small_plan.plan([delmaal(1, [tiltak("a", time_from=start, time_to=end, answers=answers)])], **more)


def times(found_in: Handlingsplan, stated: Stated | None = None, **more) -> list[str]:
    return [code for code in codes(found_in, stated, **more) if code in CODES]


def lines(kind: str, words: str, path: str = "delmaal/d1") -> Stated:
    return Stated(lines=(StatedLine.model_validate({"kind": kind, "text": words, "path": path}),))


@pytest.mark.parametrize("kind", ["prompt", "lead", "title"])
def test_a_prompt_left_from_last_year(kind):
    finding = one(plan(), "aar-i-ledetekst", lines(kind, "I 2024 gjør vi følgende"))
    assert (finding.stated, finding.computed, finding.level) == ("2024", "2025", "advarsel")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("prompt", "I 2025 gjør vi følgende"),
        ("prompt", "Hva er nytt fra 2024 til 2025?"),
        ("prompt", "Hva er gjort?"),
        ("heading", "Mot 2030"),
        ("date", "6. desember 2024"),
    ],
)
def test_years_that_may_stand_there(kind, words):
    assert times(plan(), lines(kind, words)) == []


def test_something_that_will_be_done_in_a_year_that_has_passed():
    finding = one(plan("Departementet vil lage en mal i løpet av 2024."), "aar-framtid")
    assert (finding.stated, finding.computed, finding.level) == ("2024", "2025", "tips")
    assert one(plan("Innen utgangen av 2024 skal tretti hus stå ferdig."), "aar-framtid").stated == "2024"


@pytest.mark.parametrize(
    "words",
    [
        "Fase 1 ferdigstilles i november 2024.",
        "Oppstart våren 2024 med sikte på å komme godt i gang i løpet av 2024.",
        "Kartlegginga blir avslutta hausten 2024.",
    ],
)
def test_an_answer_about_when_that_speaks_of_last_year_as_to_come(words):
    assert one(plan(words, "2024-02"), "aar-framtid").stated == "2024"
    # Elsewhere the present may be history.
    assert not found(plan(answers=[Answer(key="rammer", text=text(words))]), "aar-framtid")


@pytest.mark.parametrize(
    ("words", "said"),
    [("Planen gjelder for 2024.", "2024"), ("Handlingsplanen seier kva vi vil i budsjettåret 2024.", "2024")],
)
def test_a_text_that_says_that_the_plan_is_for_another_year(words, said):
    answers = [Answer(key="rammer", text=text(words))]
    finding = one(plan(answers=answers), "aar-planen")
    assert (finding.stated, finding.computed, finding.path) == (said, "2025", "plan/svar/rammer")


@pytest.mark.parametrize(
    "words", ["Planen gjelder for 2025.", "Planen gjelder 2024–2027.", "Handlingsplanen for 2024 er evaluert."]
)
def test_a_text_that_does_not(words):
    assert times(plan(answers=[Answer(key="rammer", text=text(words))])) == []
    # A tiltak may make a plan of its own.
    assert times(plan("Planen gjelder for 2024.")) == []


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        ("Vi møtes 31. juni 2025.", "31. juni 2025", "Måneden har 30 dager."),
        ("Vi møtes 30. februar.", "30. februar", "Måneden har 29 dager."),
        ("Vi møtes 29. februar 2025.", "29. februar 2025", "Måneden har 28 dager."),
        ("Vi møtes fredag 18. juni 2026.", "fredag 18. juni 2026", "Det er en torsdag."),
    ],
)
def test_a_day_that_there_is_not(words, said, why):
    finding = one(plan(words), "dato-finnes-ikke")
    assert (finding.stated, finding.level) == (said, "advarsel")
    assert why in finding.message.nb


@pytest.mark.parametrize(
    "words",
    [
        "Vi møtes 31. mai 2025, 29. februar, og torsdag 18. juni 2026.",
        "Måndag 1. september 2025 startar vi.",
        "Jf. § 45. Mai er en fin måned.",
    ],
)
def test_a_day_that_there_is(words):
    assert not found(plan(words), "dato-finnes-ikke")


@pytest.mark.parametrize(
    "words",
    [
        "Departementet laget en mal i 2024.",
        "Oppstart våren 2024.",
        "Fase 1 ble ferdigstilt i november 2024.",
        "Planen ble vedtatt i 2024, og skal følges opp.",
        "Etter mønster av møtene i 2024 skal hver kommune få sitt.",
        "Arbeidet som startet i 2024 skal gå videre i 2025.",
        "Departementet vil lage en mal i 2025.",
        "Vi skal bygge på rapport 2023:4.",
        "Det skal bo 50 flere her enn i 2023.",
        "Vi skal ned fra 14 % i 2024.",
    ],
)
def test_years_that_have_passed_and_are_told_of_as_past(words):
    assert not found(plan(words), "aar-framtid")


@pytest.mark.parametrize(
    ("words", "end", "said"),
    [
        ("Møtene er ferdige innen mai 2025.", "2025-11", "mai 2025"),
        ("Vi holder på gjennom hele avtaleperioden.", "2025-12", "hele avtaleperioden"),
        ("Det varer ut 2025.", "2026", "2025"),
        ("Første del er ferdig i mars 2025. Andre del avsluttes våren 2026.", "2027", "våren 2026"),
        ("Møter i november 2025. Alt er ferdig våren 2026.", "2025-11", "våren 2026"),
        ("Siste konsert er i juni 2026.", "2025-11", "juni 2026"),
        ("Prøvedrift 1. mars–31. mai 2025.", "2025-11", "31. mai 2025"),
    ],
)
def test_a_text_that_ends_at_another_time_than_the_frame(words, end, said):
    finding = one(plan(words, end=end), "tid-slutt")
    assert (finding.stated, finding.level) == (said, "advarsel")


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("Møtene er ferdige innen november 2025.", "2025-11"),
        ("Ferdig i første halvår 2025.", "2025-04"),
        ("Ferdig før juli 2025.", "2025-06"),
        ("Det varer ut 2025.", "2025-11"),
        ("Første del er ferdig i mars 2025, og resten i november 2025.", "2025-11"),
        ("Forprosjektet ble avsluttet i 2024.", "2025-11"),
        ("Søknadsfristen er 5. februar.", "2025-11"),
        ("Møtene er ferdige innen mai 2025.", ""),
        ("I mars 2025 blir papirene vedtatt.", "2025-11"),
        ("Åpen rute fra 20. juni til 20. september. Evaluering i november 2025.", "2025-11"),
        ("Modellen er ferdig i mars 2025, og deretter prøver vi den ut.", "2025-11"),
        ("Modellen er klar i mars 2025. Utprøvingen pågår resten av året.", "2025-11"),
        ("Siste kurs er i mai 2025.", "2025-11"),
    ],
)
def test_a_text_that_ends_with_its_frame(words, end):
    assert times(plan(words, end=end)) == []


def test_a_step_that_begins_later_and_ends_earlier_than_the_frame():
    words = "Prøvingen går fra april til oktober 2025."
    assert times(plan(words, "2025-03", "2025-11")) == []
    assert one(plan(words, "2025-04", "2025-11"), "tid-slutt").stated == "oktober 2025"


def test_a_text_that_begins_before_its_frame():
    finding = one(plan("Arbeidet starter høsten 2024.", "2025-02"), "tid-start")
    assert finding.stated == "høsten 2024"
    assert times(plan("Arbeidet starter våren 2025.", "2025-02")) == []
    assert times(plan("Andre del starter i september 2025.", "2025-02")) == []
    # Without a frame it is said of the year alone.
    assert times(plan("Arbeidet starter høsten 2024.")) == ["aar-framtid"]
    assert found(plan("Ordningen iverksettes høsten 2024.", "2025-02"), "tid-start")
    # What came before the tiltak, or the agreement, is not the tiltak.
    assert times(plan("Arbeidet ble startet i 2022.", "2025-02")) == []
    assert times(plan("Forprosjektet startet høsten 2024.", "2025-02")) == []
    assert times(plan("Vi kom i gang høsten 2024. Denne delen begynner i februar 2025.", "2025-02")) == []


DATED: dict[str, Any] = {"document_date": datetime.date(2024, 12, 6)}


def test_a_plan_adopted_a_year_after_it_was_dated():
    standing = Standing(adoption_date=datetime.date(2025, 12, 13))
    finding = one(plan(**DATED), "vedtak-dato", standing=standing)
    assert (finding.stated, finding.computed) == ("13. desember 2025", "13. desember 2024")
    assert "13. desember 2024" in finding.cause.nb
    before = Standing(adoption_date=datetime.date(2024, 11, 1))
    assert one(plan(**DATED), "vedtak-dato", standing=before).computed is None


def test_what_the_document_prints_goes_before_what_the_portal_holds():
    standing = Standing(adoption_date=datetime.date(2024, 12, 13))
    assert times(plan(**DATED), standing=standing) == []
    finding = one(
        plan(**DATED), "vedtak-dato", lines("adoption", "13.desember 2025", "plan/svar/forankring"), standing=standing
    )
    assert finding.computed == "13. desember 2024"
    assert times(plan(**DATED), lines("adoption", "[XX]"), standing=standing) == []


def test_the_real_plan(real, printed):
    seen = {(finding.where.nb, finding.stated, finding.computed) for finding in found(real, "tid-slutt")}
    assert seen == {
        ("Tiltak 2.2", "Så lenge avtaleperioden varer", "desember 2025"),
        ("Tiltak 4.1", "2025", "2026"),
        ("Tiltak 4.2", "våren 2025", "2027"),
        ("Tiltak 6.3", "tidlig i 2025", "juni 2025"),
        ("Tiltak 7.1", "mai 2025", "november 2025"),
        ("Tiltak 7.2", "mai samme år", "juni 2025"),
    }
    assert not found(real, "tid-start")
    stale = {(finding.where.nb, finding.at) for finding in found(real, "aar-i-ledetekst", printed)}
    prompts = {(f"Delmål {number}", "linje/prompt") for number in (2, 3, 7)}
    assert stale == prompts | {(f"Delmål {number}", "linje/lead") for number in (3, 4)}
    assert one(real, "vedtak-dato", printed).computed == "13. desember 2024"
