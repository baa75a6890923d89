"""Partial dates and the words for a time frame."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from plans.timeframe import TimeFrame, in_words, is_partial_date, validate_partial_date

NBSP = "\N{NO-BREAK SPACE}"
DAYS = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2099, 12, 31))


def partial(day: datetime.date, precision: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


PRECISIONS = st.sampled_from(["year", "month", "day"])
PARTIALS = st.builds(partial, DAYS, PRECISIONS)


@pytest.mark.parametrize(
    "text", ["2000", "2025", "2099", "2025-01", "2025-12", "2025-04-30", "2024-02-29", "2025-12-31"]
)
def test_a_year_a_month_or_a_day(text):
    assert is_partial_date(text)
    validate_partial_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "1999",
        "2100",
        "20255",
        "2025-",
        "2025-0",
        "2025-00",
        "2025-13",
        "2025-4",
        "2025-04-00",
        "2025-04-31",
        "2025-02-29",
        "2025-04-3",
        "2025-04-30T00",
        "2025-04-30\n",
        "2025\n",
        " 2025",
        "2025/04",
        "april 2025",
        "Q1 2025",
        "２０２５",
        "٢٠٢٥",
    ],
)
def test_anything_else_is_refused_with_examples(text):
    assert not is_partial_date(text)
    with pytest.raises(ValidationError, match=r"Skriv et år \(2025\)"):
        validate_partial_date(text)


@given(DAYS)
def test_every_day_of_the_calendar_is_taken_at_every_precision(day):
    assert all(is_partial_date(partial(day, precision)) for precision in ("year", "month", "day"))


@given(st.text(alphabet="0123456789-", max_size=11))
def test_only_days_that_exist_are_taken(text):
    if len(text) == 10 and is_partial_date(text):
        assert datetime.date.fromisoformat(text).isoformat() == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025", "2025"),
        ("2025-04", "april 2025"),
        ("2025-12", "desember 2025"),
        ("2025-04-30", f"30.{NBSP}april 2025"),
        ("2026-01-01", f"1.{NBSP}januar 2026"),
    ],
)
def test_partial_dates_in_words(text, words):
    assert in_words(text) == words


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("", ""),
        ("2025", ""),
        ("", "2025"),
        ("2025", "2025"),
        ("2025-06", "2025"),
        ("2025-12-31", "2025"),
        ("2025-06-30", "2025-06"),
        ("2025-06-30", "2025-06-30"),
        ("2024", "2027"),
        ("2025", "2025-03"),
    ],
)
def test_an_end_that_is_not_before_the_beginning(start, end):
    assert TimeFrame(start, end).is_ordered()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026", "2025"),
        ("2026", "2025-12-31"),
        ("2025-07", "2025-06"),
        ("2025-07-01", "2025-06"),
        ("2025-06-02", "2025-06-01"),
    ],
)
def test_an_end_before_the_beginning(start, end):
    assert not TimeFrame(start, end).is_ordered()


@given(DAYS, DAYS, PRECISIONS, PRECISIONS)
def test_order_asks_whether_any_day_fits(first, last, precision, other):
    """From its first day to the last day of the end: a year lasts to New Year's Eve, a month to its last day."""
    start, end = partial(first, precision), partial(last, other)
    assume(len(start) <= len(end) or not start.startswith(end))
    assert TimeFrame(start, end).is_ordered() == (start <= end or end.startswith(start))


@given(DAYS, PRECISIONS)
def test_nothing_begins_after_its_own_year_or_month(day, precision):
    assert TimeFrame(day.isoformat(), partial(day, precision)).is_ordered()


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (("2024", "2027"), "Hele avtaleperioden"),
        (("2024", "2027", "men med ulike faser i arbeidet"), "Hele avtaleperioden, men med ulike faser i arbeidet"),
        (("2024", "2026"), "2024–2026"),
        (("2025", "2025"), "2025"),
        (("2025-10", "2025-10"), "Oktober 2025"),
        (("", "2025-03"), "Ferdig mars 2025"),
        (("2025-03", ""), "Fra mars 2025"),
        (("2025", ""), "Fra 2025"),
        (("2025", "2026-06"), "2025 – juni 2026"),
        (
            ("2025-06", "2026-01-01", "etablert 1. januar 2026"),
            f"Juni 2025 – 1.{NBSP}januar 2026, etablert 1. januar 2026",
        ),
        (("", "", "kontinuerlig"), "Kontinuerlig"),
        (("", ""), ""),
    ],
)
def test_time_frames_in_words(frame, words):
    assert TimeFrame(*frame).in_words(2024, 2027) == words


@given(st.one_of(st.just(""), PARTIALS), st.one_of(st.just(""), PARTIALS), st.sampled_from(["", "høst"]))
def test_a_time_frame_is_blank_only_when_nothing_is_known(start, end, remark):
    words = TimeFrame(start, end, remark).in_words(2024, 2027)
    assert bool(words) == bool(start or end or remark)
    assert words[:1] == words[:1].upper()
