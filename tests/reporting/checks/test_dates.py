"""Dates in running text, and what is said of them."""

import pytest

from plans.timeframe import in_words
from reporting.checks.dates import find_spans, partial_span, starts_and_ends


def span(text: str) -> list[str]:
    """The dates of a text as `2025-03..2025-03`."""
    return [f"{_month(found.first)}..{_month(found.last)}" for _, _, found in find_spans(text, 2025, 2027)]


def _month(count: int) -> str:
    return f"{(count - 1) // 12}-{(count - 1) % 12 + 1:02}"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("ferdig 13.desember 2025", ["2025-12..2025-12"]),
        ("den 6.des 2024", ["2024-12..2024-12"]),
        ("etablert 1 jan 2026", ["2026-01..2026-01"]),
        ("fristen er 5. februar", ["2025-02..2025-02"]),
        ("i mars 2025, og i juni", ["2025-03..2025-03", "2025-06..2025-06"]),
        ("Okt 2025", ["2025-10..2025-10"]),
        ("våren 2025", ["2025-01..2025-06"]),
        ("våren 25", ["2025-01..2025-06"]),
        ("høsten 2024 og første halvdel av 2025", ["2024-08..2024-12", "2025-01..2025-06"]),
        ("vinteren 2026 til mai samme år", ["2026-01..2026-04", "2026-05..2026-05"]),
        ("tidlig i 2025", ["2025-01..2025-04"]),
        ("innen utgangen av 2025", ["2025-12..2025-12"]),
        ("hele avtaleperioden", ["2027-01..2027-12"]),
        ("så lenge avtalen varer", ["2027-01..2027-12"]),
        ("ut 2026", ["2026-01..2026-12"]),
        ("ila mars", ["2025-03..2025-03"]),
        ("1. kvartal 2026 og tredje kvartal 2026", ["2026-01..2026-03", "2026-07..2026-09"]),
        ("2. halvår 2025 og fyrste halvår 2026", ["2025-07..2025-12", "2026-01..2026-06"]),
        ("sommaren 2026, tidleg i 2026", ["2026-06..2026-08", "2026-01..2026-04"]),
        ("1. september–31. desember 2026", ["2026-09..2026-09", "2026-12..2026-12"]),
        ("i november og desember 2024", ["2024-11..2024-11", "2024-12..2024-12"]),
        ("i november til mars 2026", ["2025-11..2025-11", "2026-03..2026-03"]),
    ],
)
def test_dates_in_the_ways_people_write_them(text, spans):
    assert span(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "anbud for 2028–2032",
        "anbud 2028 - 2032",
        "i de neste 1,5 årene",
        "punkt 7.4.5",
        "mai og juni er fine",
        "32. mai 20",
    ],
)
def test_what_is_no_date_of_ours(text):
    assert span(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Arbeidet starter høsten 2024 og avsluttes første halvdel 2025.",
            [("start", "høsten 2024"), ("end", "første halvdel 2025")],
        ),
        ("Tiltaket varer fra vinteren 2025 til mai samme år.", [("start", "vinteren 2025"), ("end", "mai samme år")]),
        ("Siste frist er mai 2025.", [("end", "mai 2025")]),
        ("Det varer ut 2025.", [("end", "2025")]),
        ("Arbeidet går gjennom hele avtaleperioden.", [("end", "hele avtaleperioden")]),
        ("I mars 2025 er arbeidet ferdig.", [("end", "mars 2025")]),
        ("I mars 2025 blir papirene vedtatt.", []),
        ("Søknadsfristen er 5. februar 2025.", []),
        ("Prøvedrift 1. mars–31. mai 2025.", [("end", "31. mai 2025")]),
        ("Treffet er 28. mai 2025, og då er kampanjen slutt.", [("end", "28. mai 2025")]),
        ("Prøveperioden er over i mai 2025.", [("end", "mai 2025")]),
        ("Siste konsert er i mai 2025.", [("last", "mai 2025")]),
        ("Stien blir opna i mai 2025.", [("last", "mai 2025")]),
        ("Åpen rute fra mai 2025.", [("start", "mai 2025")]),
        ("Det varer fra november til mai 2026.", [("start", "november"), ("end", "mai 2026")]),
        ("Den siste tida før mai 2025.", [("end", "mai 2025")]),
        ("Vi gir startlån i 2025.", []),
    ],
)
def test_what_begins_and_what_ends(text, said):
    assert [(found.kind, found.span.words) for found in starts_and_ends(text, 2025, 2027)] == said


def test_before_a_month_is_the_half_year_before_it():
    (found,) = starts_and_ends("Planen er ferdig før juli 2025.", 2025, 2027)
    assert (_month(found.span.first), _month(found.span.last)) == ("2025-01", "2025-06")


@pytest.mark.parametrize("partial", ["2025", "2025-04", "2025-04-30"])
def test_the_span_of_a_time_frames_end(partial):
    found = partial_span(partial)
    assert found
    assert _month(found.first) == (f"{partial}-01" if len(partial) == 4 else partial[:7])
    assert in_words(partial)
    assert partial_span("") is None
