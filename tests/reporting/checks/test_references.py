"""References to what is not there: each rule tripped, and nearly tripped. The sentences are made up."""

import pytest

from plans.richtext import FigureRef
from reporting.checks.references import FAMILY
from reporting.value import Answer, Handlingsplan
from tests.reporting import small_plan
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import FORM, text
from tests.reporting.small_plan import delmaal, tiltak

CODES = {rule.code for rule in FAMILY.rules}


def plan(words: str, *figures: str) -> Handlingsplan:
    """A plan with two delmål of one tiltak each, and these words about the first tiltak."""
    blocks = (*text(words), *(FigureRef(sha256=sha256) for sha256 in figures))
    first = tiltak("a", answers=[Answer(key="beskrivelse", text=blocks)])
    return small_plan.plan([delmaal(1, [first]), delmaal(2, [tiltak("b")])], form=FORM)


def references(found_in: Handlingsplan) -> list[str]:
    return [code for code in codes(found_in) if code in CODES]


@pytest.mark.parametrize(
    ("words", "code", "stated"),
    [
        ("Se kapittel 9.", "henvisning-seksjon", "kapittel 9"),
        ("Pengene står i pkt. 8.", "henvisning-seksjon", "pkt. 8"),
        ("Tabellen under pkt. 5 viser pengene.", "henvisning-tabell", "pkt. 5"),
        ("Dette henger sammen med delmål 3.", "henvisning-del", "delmål 3"),
        ("Se tiltak 2.4 om møteplasser.", "henvisning-del", "tiltak 2.4"),
        ("Se tiltak 3 om møteplasser.", "henvisning-del", "tiltak 3"),
        ("Figuren under viser veien.", "henvisning-figur", "Figuren under"),
        ("Figur 3 viser veien.", "henvisning-figur", "Figur 3"),
        ("Årshjulet ligger som vedlegg.", "henvisning-vedlegg", "som vedlegg"),
        ("Det følger av vilkårene, jf. vedlegg 2.", "henvisning-vedlegg", "jf. vedlegg 2"),
        ("Sjå tabellen nedanfor.", "henvisning-tabell-her", "tabellen nedanfor"),
    ],
)
def test_what_a_text_refers_to_and_the_plan_has_not(words, code, stated):
    finding = one(plan(words), code)
    assert (finding.stated, finding.level, finding.path) == (stated, "advarsel", "tiltak/a/svar/beskrivelse")


@pytest.mark.parametrize(
    "words",
    [
        "Se kapittel 7.",
        "Midlene er fra kap. 553 post 66, omtalt i kapittel 12 i plan- og bygningsloven.",
        "I punkt 7.4.5 gir meldingen nye oppgaver.",
        "Tabellen i kapittel 7 viser pengene.",
        "Pengene er omtalt i pkt. 5.",
        "Dette henger sammen med delmål 2.",
        "Se tiltak 2.1 og tiltak 1.",
        "Vi har 3 tiltak for unge.",
        "Søknaden har mange vedlegg.",
        "Det følger av vedlegg 2 til avtalen, se vedlegg 3 i tilskuddsbrevet.",
        "Tallene er fra figur 4 i rapporten, og figur 2, i årsmeldingen.",
        "Tabellen over medlemmer føres av laget.",
    ],
)
def test_what_is_there_or_is_somewhere_else(words):
    assert references(plan(words)) == []


def test_a_figure_that_is_there():
    assert references(plan("Figuren under viser veien, som er figur 1.", "a" * 64)) == []
    assert one(plan("Se figur 2.", "a" * 64), "henvisning-figur").stated == "figur 2"


def test_the_real_plan_has_none_in_our_words(real):
    assert [finding for rule in FAMILY.rules for finding in found(real, rule.code)] == []
