"""Amounts as people write them: understood, or refused with a sentence, never guessed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from budgets.kroner import MAX_KRONER, parse_kroner
from plans.templatetags.kroner import belop, kroner

NBSP, NARROW, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", None),
        ("  ", None),
        (NBSP, None),
        ("0", 0),
        ("0 kr", 0),
        ("1", 1),
        ("500000", 500_000),
        ("1800000", 1_800_000),
        ("1 800 000", 1_800_000),
        (f"1{NBSP}800{NBSP}000", 1_800_000),
        (f"1{NARROW}800{THIN}000", 1_800_000),
        ("  1  800   000 ", 1_800_000),
        ("1.800.000", 1_800_000),
        ("1.800.000,-", 1_800_000),
        ("1 800 000,00", 1_800_000),
        ("1 800 000,00 kr", 1_800_000),
        ("1 800 000 kr", 1_800_000),
        ("1 800 000kr", 1_800_000),
        ("1 800 000 kr.", 1_800_000),
        ("1 800 000 kroner", 1_800_000),
        ("1 800 000,- kr", 1_800_000),
        ("kr 500 000", 500_000),
        ("kr. 500 000,-", 500_000),
        ("KR 500 000", 500_000),
        ("kr500000", 500_000),
        ("500,-", 500),
        ("1,8 mill.", 1_800_000),
        ("1,8 mill", 1_800_000),
        ("1,8mill.", 1_800_000),
        ("1,8 MILL. KR", 1_800_000),
        ("1,8 millioner kroner", 1_800_000),
        ("1 million", 1_000_000),
        ("12,345678 mill.", 12_345_678),
        ("500 tusen", 500_000),
        ("0,5 tusen", 500),
        ("0500", 500),
        ("1000000000000", MAX_KRONER),
    ],
)
def test_understood(text, amount):
    assert parse_kroner(text) == amount


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-1", "Et beløp kan ikke være negativt"),
        ("- 500 000", "Et beløp kan ikke være negativt"),
        ("\N{MINUS SIGN}500", "Et beløp kan ikke være negativt"),
        ("kr -500", "Et beløp kan ikke være negativt"),
        ("(315 000)", "Et beløp kan ikke være negativt"),
        ("(717 00)", "Et beløp kan ikke være negativt"),
        ("1,2345678 mill.", "er ikke hele kroner"),
        ("0,0005 tusen", "er ikke hele kroner"),
        ("1000000000001", "Beløpet er for stort"),
        ("9" * 400, "Beløpet er for stort"),
        ("1 000 001 mill.", "Forstår ikke beløpet"),
        ("1000001 mill.", "Beløpet er for stort"),
        ("1 80 000", "Forstår ikke beløpet"),
        ("18 0000", "Forstår ikke beløpet"),
        ("1.80.000", "Forstår ikke beløpet"),
        ("1.8", "Forstår ikke beløpet"),
        ("1,8", "Forstår ikke beløpet"),
        ("1.8 mill.", "Forstår ikke beløpet"),
        ("1,8,0 mill.", "Forstår ikke beløpet"),
        ("1 800.000", "Forstår ikke beløpet"),
        ("500,50", "Forstår ikke beløpet"),
        ("500,000", "Forstår ikke beløpet"),
        ("1e6", "Forstår ikke beløpet"),
        ("1_000", "Forstår ikke beløpet"),
        ("0x10", "Forstår ikke beløpet"),
        ("+500", "Forstår ikke beløpet"),
        ("=500", "Forstår ikke beløpet"),
        ("500 dollar", "Forstår ikke beløpet"),
        ("mill.", "Forstår ikke beløpet"),
        ("kr", "Forstår ikke beløpet"),
        ("ca. 500", "Forstår ikke beløpet"),
        ("500-600", "Forstår ikke beløpet"),
        ("５００", "Forstår ikke beløpet"),
        ("٥٠٠", "Forstår ikke beløpet"),
        ("5²", "Forstår ikke beløpet"),
        ("500\x00", "Forstår ikke beløpet"),
        ("100 000 200 000 kr og mer enn det", "Forstår ikke beløpet"),
    ],
)
def test_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValidationError, match=sentence) as refused:
        parse_kroner(text)
    assert refused.value.messages[0].endswith(".")


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
