"""Amounts as people write them: understood, or refused with a sentence, never guessed."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from budgets.kroner import MAX_KRONER, parse_kroner
from plans.templatetags.kroner import belop, kroner
from tests.node import in_node

NBSP, NARROW, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}"


#: Examples, each with its kroner (none for a blank) or with what is wrong with it; the script is held to the same.
EXAMPLES = json.loads((Path(__file__).parents[1] / "data" / "kroner.json").read_text())
SENTENCES = {
    "negative": "Et beløp kan ikke være negativt",
    "fraction": "er ikke hele kroner",
    "large": "Beløpet er for stort",
    "unknown": "Forstår ikke beløpet",
}


@pytest.mark.parametrize(("text", "amount"), [example for example in EXAMPLES if example[1] not in SENTENCES])
def test_understood(text, amount):
    assert parse_kroner(text) == amount


@pytest.mark.parametrize(("text", "wrong"), [example for example in EXAMPLES if example[1] in SENTENCES])
def test_refused_with_a_sentence(text, wrong):
    with pytest.raises(ValidationError, match=SENTENCES[wrong]) as refused:
        parse_kroner(text)
    assert refused.value.messages[0].endswith(".")
    assert refused.value.code == wrong


def test_the_script_reads_every_example_as_the_server_does():
    read = "given.map(([text]) => m.readKroner(text)).map(one => one.wrong ?? one.kroner)"
    assert in_node("kroner.js", read, EXAMPLES) == [wanted for _, wanted in EXAMPLES]


def test_what_was_not_understood_is_quoted_but_not_whole():
    with pytest.raises(ValidationError) as refused:
        parse_kroner("x" * 5000)
    assert "x" * 40 in refused.value.messages[0]
    assert len(refused.value.messages[0]) < 150


AMOUNTS = st.integers(0, MAX_KRONER)


@given(AMOUNTS)
def test_what_the_portal_prints_it_also_reads(amount):
    assert parse_kroner(belop(amount)) == amount
    assert parse_kroner(kroner(amount)) == amount


@given(
    AMOUNTS,
    st.sampled_from([" ", NBSP, NARROW, THIN, "."]),
    st.sampled_from(["", "kr ", "kr. "]),
    st.sampled_from(["", ",-", ",00"]),
    st.sampled_from(["", " kr", " kroner"]),
)
def test_every_way_to_group_and_to_name_the_unit(amount, space, before, ore, after):
    text = before + f"{amount:,}".replace(",", space) + ore + ("" if before else after)
    assert parse_kroner(text) == amount


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_millions_with_decimals(whole, millionths):
    assert parse_kroner(f"{whole},{millionths:06} mill.") == whole * 1_000_000 + millionths


@given(st.text(max_size=30))
def test_any_text_is_an_amount_a_blank_or_a_sentence(text):
    try:
        amount = parse_kroner(text)
    except ValidationError:
        return
    assert amount is None or 0 <= amount <= MAX_KRONER
    assert (
        amount is not None or not text.strip(f"{NBSP}{NARROW}{THIN} \t\r\n\f\v\x1c\x1d\x1e\x1f\x85") or text.isspace()
    )


@given(st.text(alphabet="0123456789 .,-krmilotusen()", max_size=12))
def test_digits_are_never_lost_or_added(text):
    """Whatever is understood without a scale has the digits it was written with, øre of zero aside."""
    try:
        amount = parse_kroner(text)
    except ValidationError:
        return
    if amount is None or "m" in text or "t" in text:
        return
    digits = "".join(char for char in text.replace(",00", "") if char.isdigit())
    assert int(digits) == amount
