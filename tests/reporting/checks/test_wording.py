"""What stands twice, is announced and does not come, or is not explained: each rule tripped, and nearly tripped."""

import pytest

from plans.richtext import Block, Paragraph, Run
from reporting.checks.wording import FAMILY
from reporting.value import Answer, Handlingsplan
from tests.reporting import small_plan
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import items, text
from tests.reporting.small_plan import delmaal, tiltak

CODES = {rule.code for rule in FAMILY.rules}
LONG = "Kommunene bygger sammen et hus der alle som vil, kan møtes og lage mat hver uke."


def plan(*blocks: Block, more=(), other=()) -> Handlingsplan:
    """A plan with one delmål that says something, and two tiltak, with other answers if asked."""
    first = [Answer(key=key, text=text(words)) for key, words in more]
    second = [Answer(key=key, text=text(words)) for key, words in other]
    made = [tiltak("a", answers=first), tiltak("b", number=2, title="Noe annet", answers=second)]
    return small_plan.plan([delmaal(1, made, answers=[Answer(key="resultater", text=blocks)] if blocks else [])])


def seen(found_in: Handlingsplan) -> list[str]:
    return [code for code in codes(found_in) if code in CODES]


@pytest.mark.parametrize(
    "words", ["Her er hus og og hage.", "Vi vil at at alle bor her.", "Her kan man man kan kan bo."]
)
def test_a_word_that_stands_twice(words):
    assert one(plan(*text(words)), "ord-dobbelt").level == "tips"


@pytest.mark.parametrize(
    "words", ["Det arbeidet vi er i i dag, er viktig.", "De som som oftest er med.", "En en-til-en-time."]
)
def test_words_that_may_stand_twice(words):
    assert seen(plan(*text(words))) == []


def test_a_long_sentence_in_two_tiltak_is_told_once_at_the_second_place():
    finding = one(
        plan(more=[("beskrivelse", LONG)], other=[("beskrivelse", LONG), ("okonomi", LONG)]), "setning-gjentatt"
    )
    assert finding.where.nb == "Tiltak 1.2"
    assert "under tiltak 1.1: «Kommunene bygger" in finding.message.nb


def test_a_shorter_sentence_is_repeated_only_close_by():
    short = "Møtene holdes innen mai 2025."
    assert one(plan(more=[("beskrivelse", short), ("framdrift", short)]), "setning-gjentatt")
    assert one(plan(more=[("beskrivelse", f"{short} Vi gleder oss. {short}")]), "setning-gjentatt")
    assert seen(plan(more=[("framdrift", short)], other=[("framdrift", short)])) == []
    assert seen(plan(more=[("beskrivelse", "Vi bygger hus."), ("framdrift", "Vi bygger hus.")])) == []


def test_two_sections_are_not_close_by():
    said = [Answer(key=key, text=text("Møtene holdes innen mai 2025.")) for key in ("introduksjon", "forankring")]
    assert seen(small_plan.plan([delmaal(1)], answers=said)) == []


def _list(announced: str, *points: str) -> tuple[Block, ...]:
    return Paragraph(runs=(Run(text=announced),)), items(*points)


@pytest.mark.parametrize(
    ("announced", "words"),
    [
        ("I 2025 prioriteres fem aktiviteter:", "fem aktiviteter"),
        ("Prosjektet har tre ulike målgrupper:", "tre målgrupper"),
        ("Planen er delt i 4 deler:", "4 deler"),
        ("Det er to mål med arbeidet i 2025:", "to mål"),
        ("Her er sju tiltak for de unge:", "sju tiltak"),
    ],
)
def test_a_list_that_is_not_as_long_as_announced(announced, words):
    number = {"fem": 5, "tre": 3, "4": 4, "to": 2, "sju": 7}[words.split()[0]]
    points = [f"Punkt nummer {place}" for place in range(number + 1)]
    finding = one(plan(*_list(announced, *points)), "liste-antall")
    assert (finding.stated, finding.computed, finding.level) == (str(number), str(number + 1), "advarsel")
    assert f"«{words}»" in finding.message.nb
    assert seen(plan(*_list(announced, *points[1:]))) == []


@pytest.mark.parametrize(
    "announced",
    [
        "De to kommunene vil:",
        "To kommuner søker om:",
        "To kommuner deltar:",
        "Vi samarbeider med de tre skolene om følgende:",
        "Fristen er 5. mai:",
        "Slik gjør vi det i 2 av 4 kommuner som har sagt ja til å være med:",
        "To av aktivitetene er slik. Her er alle:",
    ],
)
def test_a_number_that_announces_nothing(announced):
    assert seen(plan(*_list(announced, "Hus", "Hage", "Garasje"))) == []


def test_a_list_that_goes_on_further_down_is_not_counted():
    blocks = (*_list("Arbeidet har tre deler:", "Hus", "Hage"), *text("Om hagen."), items("Garasje"))
    assert seen(plan(*blocks)) == []


def test_a_word_with_and_without_a_hyphen():
    finding = one(plan(*text("Vi lager et trainee-løp.", "Traineeløpene varer i to år.")), "ord-bindestrek")
    assert (finding.stated, finding.computed) == ("trainee-løp", "traineeløpene")
    assert seen(plan(*text("Et trainee-løp og en løpetrainee. Nord-Norge.", "Studie- og kontorplass."))) == []


def test_abbreviations_that_nobody_explains():
    finding = one(plan(*text("Vi bruker PLP og GNIST.", "PLP er nyttig.")), "ord-forkortelse")
    assert "«PLP» (delmål 1) og «GNIST» (delmål 1)" in finding.message.nb
    assert one(plan(*text("Et kommunalt oppgavefellesskap kan lages. KO er en form.")), "ord-forkortelse")


@pytest.mark.parametrize(
    "words",
    [
        "Vi er med i NAV, EU og FN, og har mål I, II og IV.",
        "Prosjektlederprosessen (PLP) brukes. PLP er bra.",
        "PLP (prosjektlederprosessen) brukes.",
        "Et kommunalt oppgavefellesskap (KO) kan lages. KO er en form.",
        "Råd for ungdom og kultur heter RUK.",
        "TUPP – det vil si de unge – møtes. TUPP er bra.",
        "Vindparken er på 150 MW.",
    ],
)
def test_abbreviations_that_are_known_or_explained(words):
    assert found(plan(*text(words)), "ord-forkortelse") == []
