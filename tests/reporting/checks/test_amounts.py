"""Amounts in running text."""

import pytest

from reporting.checks.amounts import find_amounts, sentences


def kroner(text: str) -> list[int]:
    return [amount.kroner for amount in find_amounts(text) if not amount.is_rate]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Vi setter av 500 000 kr til dette.", [500_000]),
        ("Rammen er 1,2 millioner.", [1_200_000]),
        ("Rammen er 1, 2 millioner kr.", [1_200_000]),
        ("Det er kr 500.000,- i alt.", [500_000]),
        ("Det er kr. 500 000,00 i alt.", [500_000]),
        ("Om lag 500 tusen kroner.", [500_000]),
        ("Til sammen 1 300 000kr.", [1_300_000]),
        ("Prosjektet får 560 000 kr til leie og 800 000 kr til lønn.", [560_000, 800_000]),
        ("Prosjektet får 560 000 og 800 000 kr.", [560_000, 800_000]),
        ("De får 100 000, 200 000 og 300 000 kroner.", [100_000, 200_000, 300_000]),
        ("En halv million, to millioner og 3 mill. kroner.", [500_000, 2_000_000, 3_000_000]),
        ("Bygget koster 1,5 mrd. kroner, eller 2 milliarder.", [1_500_000_000, 2_000_000_000]),
        ("Fem hundre tusen kroner, altså 500\N{NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}kr.", [500_000, 500_000]),
        ("Vi har 2 000 000 NOK og kr 70 000.", [2_000_000, 70_000]),
        ("Ein halv million.", [500_000]),
        ("Gebyret er 300 kr.", [300]),
        ("Staten 600', fylkeskommunen 200’ og 250 tkr til.", [600_000, 200_000, 250_000]),
        ("MNOK 1,5 og 2 MNOK.", [1_500_000, 2_000_000]),
        ("Rammen er 1.2 mill. kr.", [1_200_000]),
        ("To og en halv million, en kvart million og tolv millioner.", [2_500_000, 250_000, 12_000_000]),
        ("4,5 millioner i 2026, 4 millioner i 2027.", [4_500_000, 4_000_000]),
        ("I 2027 – 500 000 kr.", [500_000]),
    ],
)
def test_amounts_in_the_ways_people_write_them(text, amounts):
    assert kroner(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        "I 2025 skal 10 000 innbyggere høres.",
        "Kapittel 553 post 66, se punkt 7.4.5.",
        "Vi laget 10 nye saker på 1,5 år.",
        "Det koster 0,0000001 millioner.",
        "Kommunene er millionbyer, og tusenvis av kroner går med.",
        "Ring 74 31 21 00.",
        "Det koster 4–5 mill. kr, eller 4 - 5 mill. kr.",
        "Prisen er 250 000–300 000 kr, altså kr 250 000–300 000.",
        "En 20' container kommer fra 63°24'.",
        "",
    ],
)
def test_what_is_no_amount(text):
    assert kroner(text) == []


@pytest.mark.parametrize(
    "text",
    ["500 kr/time", "500 kroner timen", "kr 500 per time", "500 kr i timen", "500 kr pr. time", "20 timer à 500 kr"],
)
def test_an_hourly_rate_is_told_from_money(text):
    (amount,) = find_amounts(f"Vi regner {text} for de ansatte.")
    assert (amount.kroner, amount.is_rate) == (500, True)


@pytest.mark.parametrize(
    "text", ["Timer: 480 × 500 kr", "En time er regnet til 500 kr", "Timeprisen er satt til 500 kr"]
)
def test_so_is_one_whose_hours_stand_before_it(text):
    (amount,) = find_amounts(text)
    assert (amount.kroner, amount.is_rate) == (500, True)


def test_an_amount_knows_its_place():
    text = "Her er 500 000 kr og 1,2 millioner."
    assert [text[amount.start : amount.end].strip() for amount in find_amounts(text)] == ["500 000 kr", "1,2 millioner"]


def test_sentences_end_where_they_end():
    text = "Det er kr. 500 000 i kr. Dette er nr. 2 av planen. Den 30. april er det slutt!\nNy linje: «Og mer.» 3 til."
    assert list(sentences(text)) == [
        "Det er kr. 500 000 i kr.",
        "Dette er nr. 2 av planen.",
        "Den 30. april er det slutt!",
        "Ny linje:",
        "«Og mer.» 3 til.",
    ]
    assert sentences("Staten: 850 000 kr. Slik: Alle er med.") == ("Staten: 850 000 kr.", "Slik:", "Alle er med.")
