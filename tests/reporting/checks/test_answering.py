"""Answers against their prompts: each rule tripped, and nearly tripped. The sentences are made up."""

import pytest

from reporting.checks.answering import FAMILY
from reporting.stated import Stated, StatedLine
from reporting.value import Answer, Form, Handlingsplan, Prompt
from tests.reporting import small_plan
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import FYLKE, NORDLI, text
from tests.reporting.small_plan import delmaal, line, tiltak

CODES = {rule.code for rule in FAMILY.rules}


def answers(**words: str) -> list[Answer]:
    return [Answer(key=key, text=text(said)) for key, said in words.items()]


def plan(goal=(), *items, **fields) -> Handlingsplan:
    return small_plan.plan([delmaal(1, items or [tiltak("a", **fields)], answers=goal)])


def seen(found_in: Handlingsplan, stated: Stated | None = None) -> list[str]:
    return [code for code in codes(found_in, stated) if code in CODES]


def test_years_to_come_answered_with_the_year_of_the_plan():
    finding = one(plan(answers(kommende_aar="I 2025 prøver vi ut bussen.")), "svar-kommende-aar")
    assert "handler om 2025" in finding.message.nb


@pytest.mark.parametrize(
    "words",
    ["I 2025 prøver vi, og i 2026 kjører vi.", "Vi prøver i 2025 og går videre siden.", "Vi kjører mer buss."],
)
def test_years_to_come_that_are_told(words):
    assert seen(plan(answers(kommende_aar=words))) == []


@pytest.mark.parametrize(
    "words", ["Forprosjektet går over i en ny fase.", "Vi begynner snart, og ser hva det blir til."]
)
def test_progress_without_a_time(words):
    assert one(plan(answers=answers(framdrift=words)), "svar-uten-tid").where.nb == "Tiltak 1.1"


@pytest.mark.parametrize(
    "words",
    [
        "Vi begynner i mai.",
        "Ferdig våren 2025.",
        "Kontinuerlig.",
        "Arbeidet varer så lenge som avtalen.",
        "Prosjektperioden ut.",
        "Møtes hver uke.",
        "Ferdig 1.5.",
    ],
)
def test_progress_with_a_time(words):
    assert seen(plan(answers=answers(framdrift=words))) == []


def test_phases_that_some_tiltak_have_and_others_lack_are_one_tip():
    items = [tiltak(f"t{n}", number=n, phase="forprosjekt" if n < 3 else "") for n in range(1, 9)]
    finding = one(plan((), *items), "fase-mangler")
    assert finding.path == "tiltak/t3/phase"
    assert finding.message.nb.startswith("2 tiltak sier hvilken fase")
    assert finding.message.nb.endswith("Disse gjør det ikke: 1.3, 1.4, 1.5, 1.6, 1.7 og 1.8.")
    assert seen(plan((), *items, tiltak("x", number=9))) == []  # fewer than a quarter have one
    assert seen(plan((), *items[:2])) == []


FORM = Form(
    key="liten",
    lead="Tiltak:",
    overview="Oversikt",
    tiltak=(Prompt(key="beskrivelse", wording="Hva"), Prompt(key="roller", wording="Hvem")),
)


def test_an_answer_printed_without_the_prompt_that_the_others_have():
    items = [tiltak(f"t{n}", number=n, answers=answers(beskrivelse=f"Hus {n}.")) for n in range(1, 5)]
    found_in = small_plan.plan([delmaal(1, items)], form=FORM)
    lines = [StatedLine(kind="prompt", text="Hva", path=f"tiltak/t{n}/svar/beskrivelse") for n in range(1, 5)]
    finding = one(found_in, "ledetekst-mangler", Stated(lines=tuple(lines[:3])))
    assert (finding.path, finding.where.nb) == ("tiltak/t4/svar/beskrivelse", "Tiltak 1.4")
    assert "«Hva»" in finding.message.nb
    assert seen(found_in, Stated(lines=tuple(lines))) == []
    assert seen(found_in, Stated(lines=tuple(lines[:1]))) == []  # a document that leaves prompts out
    assert seen(found_in) == []


@pytest.mark.parametrize(
    "words", [f"{FYLKE.name} har hovedansvaret.", f"{FYLKE.name} er hovedansvarlig for gjennomføringen."]
)
def test_a_text_that_gives_the_main_responsibility_to_another(words):
    finding = one(plan(answers=answers(roller=words), responsible=(NORDLI,), partners=(FYLKE,)), "svar-ansvar")
    assert finding.message.nb == f"Teksten sier at {FYLKE.name} har hovedansvaret, men ansvarlig er {NORDLI.name}."
    nobody = one(plan(answers=answers(roller=words), partners=(FYLKE,)), "svar-ansvar")
    assert nobody.message.nn.endswith("men ingen er sett opp som ansvarleg.")
    assert seen(plan(answers=answers(roller=words), responsible=(FYLKE,))) == []


def test_a_text_that_makes_the_responsible_party_a_partner():
    said = answers(roller=f"{FYLKE.name} vil være samarbeidspart i arbeidet.")
    assert one(plan(answers=said, responsible=(FYLKE,), partners=(NORDLI,)), "svar-ansvar")
    finding = one(plan(said, responsible=(FYLKE,)), "svar-ansvar")
    assert finding.where.nb == "Delmål 1"
    assert finding.message.nb.endswith("er samarbeidspart, men i tabellen er den ansvarlig for tiltak 1.1.")
    assert seen(plan(answers=said, responsible=(NORDLI,), partners=(FYLKE,))) == []
    assert seen(plan(said, responsible=(NORDLI,))) == []


@pytest.mark.parametrize(
    "words",
    [
        f"{FYLKE.name} har hovedansvaret for bussen i hele fylket.",
        f"Vi spør {FYLKE.name}, og samarbeidspartene er enige.",
        f"Den som har hovedansvaret, spør {FYLKE.name}.",
    ],
)
def test_texts_that_say_something_else_of_a_party(words):
    assert found(plan(answers=answers(roller=words), responsible=(NORDLI,), partners=(FYLKE,)), "svar-ansvar") == []


def test_a_delmaal_that_is_called_a_tiltak():
    items = [tiltak("a", line(300_000)), tiltak("b", line(500_000), number=2)]
    said = answers(okonomi="Det settes av 800 000 kr til dette tiltaket i 2025.")
    assert one(plan(said, *items), "svar-delmaal").stated == 800_000
    of_one = answers(okonomi="Det settes av 800 000 kr. Av det går 300 000 kr til dette tiltaket.")
    assert "svar-delmaal" not in codes(plan(of_one, *items))
    assert "svar-delmaal" not in codes(plan(said, tiltak("a", line(800_000))))
