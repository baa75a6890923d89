"""How amounts, dates and ranges are written: each rule tripped, and nearly tripped."""

import pytest

from reporting.checks.notation import FAMILY
from reporting.value import Answer, Handlingsplan
from tests.reporting import small_plan
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import text
from tests.reporting.small_plan import delmaal

CODES = {rule.code for rule in FAMILY.rules}


def plan(*words: str) -> Handlingsplan:
    return small_plan.plan([delmaal(1, answers=[Answer(key="resultater", text=text(*words))])])


@pytest.mark.parametrize(
    ("words", "code", "stated"),
    [
        ("Det er 700 000kr.", "skrivemaate-kr", "700 000kr"),
        ("Det er 700\N{NARROW NO-BREAK SPACE}000kr.", "skrivemaate-kr", "700\N{NARROW NO-BREAK SPACE}000kr"),
        ("Det er 1, 2 millioner.", "skrivemaate-desimal", "1, 2 millioner"),
        ("Den 13.desember 2025 er det møte.", "skrivemaate-dato", "13.desember 2025"),
        ("Fristen er 5 februar.", "skrivemaate-dato", "5 februar"),
        ("Det er etablert 1 jan 2026.", "skrivemaate-dato", "1 jan 2026"),
        ("Vi møtes Okt 2025.", "skrivemaate-dato", "Okt 2025"),
        ("Avtalen gjelder 2024 - 2027.", "skrivemaate-periode", "2024 - 2027"),
        ("På kort sikt er 1- 3 år.", "skrivemaate-periode", "1- 3 år"),
        ("Studie – og kontorfellesskap.", "skrivemaate-strek", "Studie – og kontorfellesskap"),
    ],
)
def test_a_slip(words, code, stated):
    finding = one(plan(words), code)
    assert (finding.stated, finding.level) == (stated, "tips")


@pytest.mark.parametrize(
    "words",
    [
        "Det er 700 000 kr og kr 5 000.",
        "Det er 1,2 millioner, 3 millioner og 5 prosent.",
        "Det er 3 millioner i 2026, 4 millioner i 2027.",
        "Den 13. desember 2025 er det møte.",
        "Om 5 dager kommer våren 2025, og i mai 2025 er det sommer.",
        "Avtalen gjelder 2024–2027, fra mars 2025 – 2026.",
        "De 10 beste – og de 3 nest beste – vinner.",
        "Studie- og kontorfellesskap, og bygda – og byen.",
    ],
)
def test_what_is_written_well(words):
    assert [code for code in codes(plan(words)) if code in CODES] == []


def test_thousands_grouped_in_two_ways():
    assert one(plan("Det er 500 000 kr og 500.000 kr."), "skrivemaate-tusen").message.nb.endswith(
        "«500 000» og «500.000»."
    )
    assert one(plan("Det er 500 000 kr.", "Det er 500000 kr."), "skrivemaate-tusen")
    assert not found(plan("Det er 500 000 kr og 1 200 000 kr i punkt 7.4.5."), "skrivemaate-tusen")


def test_the_same_slip_in_several_places_is_one_tip():
    finding = one(plan("Det er 700 000kr.", "Det er 800 000kr."), "skrivemaate-kr")
    assert "2 steder" in finding.message.nb


def test_the_real_plan(real, printed):
    seen = {rule.code: [finding.stated for finding in found(real, rule.code, printed)] for rule in FAMILY.rules}
    assert seen["skrivemaate-kr"] == ["1 300 000kr"]
    assert seen["skrivemaate-periode"] == ["2024 - 2027"]
    assert seen["skrivemaate-strek"] == ["studie – og kontorfellesskap"]
    assert len(seen["skrivemaate-dato"]) == 1
