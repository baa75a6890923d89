"""Amounts and dates as people read them."""

import datetime

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from plans.templatetags.kroner import belop, dato, kroner

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0 kr"),
        (7, "7 kr"),
        (999, "999 kr"),
        (1000, "1 000 kr"),
        (87000, "87 000 kr"),
        (1800000, "1 800 000 kr"),
        (20750000, "20 750 000 kr"),
        (-315000, "−315 000 kr"),
        (None, ""),
        ("", ""),
    ],
)
def test_kroner(value, written):
    assert kroner(value) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize("value", [1.0, "1800000", True, 1_800_000.5])
def test_only_whole_numbers_are_money(value):
    with pytest.raises(TypeError, match="whole numbers"):
        kroner(value)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_the_written_amount_reads_back_and_never_breaks(value):
    written = kroner(value)
    assert int(written.removesuffix("\u00a0kr").replace("\u00a0", "").replace("\u2212", "-")) == value
    assert not any(character.isspace() and character != "\u00a0" for character in written)
    first, *groups = belop(abs(value)).split("\u00a0")
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in groups)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime.date(2024, 12, 13), "13. desember 2024"),
        (datetime.date(2025, 1, 1), "1. januar 2025"),
        (datetime.date(2025, 5, 17), "17. mai 2025"),
        # Half past eleven in the evening in Greenwich is the next day in Oslo.
        (datetime.datetime(2024, 12, 31, 23, 30, tzinfo=UTC), "1. januar 2025"),
        (None, ""),
        ("", ""),
    ],
)
def test_dato(value, written):
    assert dato(value) == written


def test_dato_refuses_what_is_no_date():
    with pytest.raises(TypeError, match="not a date"):
        dato("13.12.2024")


def test_the_filters_work_in_a_template():
    page = Template("{% load kroner %}{{ sum|kroner }}|{{ sum|belop }}|{{ day|dato }}|{{ missing|kroner }}|")
    rendered = page.render(Context({"sum": 8150000, "day": datetime.date(2024, 12, 13)}))
    assert rendered == "8\u00a0150\u00a0000\u00a0kr|8\u00a0150\u00a0000|13. desember 2024||"
