"""Other people's budget workbooks: tables of any shape are found on their sheets, and their sums looked at."""

import datetime
import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from openpyxl import Workbook

from reporting.checks import Context
from reporting.checks.case import Case
from reporting.checks.sheets import FAMILY
from reporting.formats import documents, xlsx
from reporting.intake.document.reading import Reading
from reporting.intake.sorts import Refused
from tests.reporting.example_plan import DRAFT, PLAN
from tests.reporting.intake.known import known
from tests.reporting.random_plans import plans

Rows = Sequence[Sequence[Any]]


def workbook(**sheets: Rows) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def read(book: Workbook | bytes) -> Reading:
    out = io.BytesIO()
    if isinstance(book, bytes):
        out.write(book)
    else:
        book.save(out)
    return documents.read(out.getvalue(), known().model_dump(mode="json"))


def found(reading: Reading) -> list[str]:
    """Return the findings about sheets as `celle: oppgitt/regnet`."""
    case = Case(reading.plan, Context(today=datetime.date(2025, 1, 1)), reading.stated)
    hits = [finding for rule in FAMILY.rules for finding in rule.findings(case)]
    return [f"{hit.at}: {hit.stated}/{hit.computed}" for hit in hits]


SOURCES: list[list[Any]] = [
    ["Budsjett bygdevekst 2025 (tall i 1000 kr)"],
    [],
    ["Delmål/tiltak", "KDD", "Fylkeskommunen", "Egenandel", "Sum"],
    ["Delmål 1 Rekruttering"],
    ["Tiltak 1 Vertskap", 200, 50, 30, 280],
    ["Tiltak 2 Jobb", 300, None, 20, 320],
    ["Sum delmål 1", 500, 50, 50, 600],
    ["Delmål 2 Bolig"],
    ["Tiltak 1 Tomter", "kr 150", 10, None, 160],
    ["Sum delmål 2", 150, 10, 0, 160],
    [],
    ["Totalt", 650, 60, 50, 760],
    [],
    ["Merknad: foreløpige tall"],
]
YEARS: list[list[Any]] = [
    ["Delmål", 2024, 2025, 2026, "Totalt"],
    ["Rekruttering", 500_000, 600_000, 700_000, 1_800_000],
    ["Bolig", 100_000, "100 000", 100_000, 300_000],
    ["Prosjektledelse", 1_000_000, 1_000_000, 1_000_000, 3_000_000],
    ["Sum", 1_600_000, 1_700_000, 1_800_000, 5_100_000],
]


def test_a_budget_that_adds_up_has_no_findings():
    reading = read(workbook(Budsjett=SOURCES, År=YEARS))
    assert [(table.place, len(table.rows)) for table in reading.stated.sheets] == [("Budsjett", 8), ("År", 4)]
    assert found(reading) == []
    assert reading.is_workbook


def test_thousands_are_read_as_kroner_where_the_sheet_says_so():
    (table,) = read(workbook(Budsjett=SOURCES)).stated.sheets
    row = next(row for row in table.rows if row.cells[0].text == "Tiltak 1 Tomter")
    assert [cell.kroner for cell in row.cells[1:]] == [150_000, 10_000, None, 160_000]
    assert [column.heading for column in table.columns] == SOURCES[2]


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ((12, 2), 660, ["Budsjett!B12: 660000/650000"]),
        ((6, 5), 330, ["Budsjett!E6: 330000/320000"]),
        ((7, 3), 51, ["Budsjett!C7: 51000/50000"]),
    ],
)
def test_each_wrong_sum_is_named_by_its_cell(place: tuple[int, int], value: int, expected: list[str]):
    book = workbook(Budsjett=SOURCES)
    book["Budsjett"].cell(*place).value = value
    assert set(expected) <= set(found(read(book)))


def test_several_tables_on_a_sheet_are_each_their_own():
    wide = [[*one, None, *other] for one, other in zip(YEARS, [*YEARS], strict=True)]
    wide[4][8] = 1_700_001
    book = workbook(Ark=[*wide, [], ["En tekst mellom"], [], *YEARS])
    reading = read(book)
    assert [(table.place, table.columns[0].key, len(table.rows)) for table in reading.stated.sheets] == [
        ("Ark", "A", 4),
        ("Ark", "G", 4),
        ("Ark", "A", 4),
    ]
    assert found(reading) == ["Ark!I5: 1700001/1700000"]


def test_merged_headings_belong_to_each_of_their_columns():
    rows: list[list[Any]] = [
        ["Tiltak", "2025", None, "2026", None],
        [None, "Stat", "Egen", "Stat", "Egen"],
        ["Vei", 1000, 2000, 3000, 4000],
    ]
    book = workbook(Ark=[*rows, ["Bru", 1, 2, 3, 4], ["Sum", 1001, 2002, 3003, 4004]])
    sheet = book["Ark"]
    for area in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(area)
    reading = read(book)
    (table,) = reading.stated.sheets
    assert [column.heading for column in table.columns] == [
        "Tiltak",
        "2025 Stat",
        "2025 Egen",
        "2026 Stat",
        "2026 Egen",
    ]
    assert found(reading) == []


def test_years_and_sources_become_the_tables_of_a_plan_with_questions():
    reading = read(workbook(Budsjett=SOURCES, År=YEARS))
    assert {table.key for table in reading.stated.tables} == {"seksjon-6", "seksjon-7"}
    assert reading.stated.tables[0].rows[0].place.startswith("Arket «")


def test_a_workbook_without_amounts_is_refused_with_what_to_do():
    with pytest.raises(Refused, match="ingen tabell med beløp"):
        read(workbook(Ark=[["Navn", "Telefon"], ["Kari", "ukjent"]]))


def test_a_cell_in_the_last_corner_and_a_sheet_full_of_merges_come_to_an_end():
    book = workbook(Ark=YEARS)
    sheet = book["Ark"]
    sheet["XFD1048576"].value = 5
    for row in range(20, 400):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    reading = read(book)
    assert [table.place for table in reading.stated.sheets] == ["Ark"]
    assert found(reading) == []


def test_what_is_hidden_is_told():
    book = workbook(Budsjett=YEARS, Gammelt=YEARS)
    book["Gammelt"].sheet_state = "hidden"
    book["Budsjett"].column_dimensions["C"].hidden = True
    notices = " ".join(read(book).notices)
    assert "Arket «Gammelt» er skjult, og er ikke lest." in notices
    assert "Arket «Budsjett» har skjulte kolonner (C). De er lest." in notices
    assert "skjulte rader" not in notices


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ([3], "3"),
        ([4, 2, 3], "2–4"),
        ([2, 4, 5, 900], "2, 4–5"),
        (range(2, 60, 2), "2, 4, 6, 8, 10, 12, 14, 16, 18, 20 og flere"),
    ],
)
def test_hidden_rows_that_hold_something_are_read_and_told(hidden, told):
    rows = [*YEARS, *([f"Merknad {n}"] for n in range(50))]
    book = workbook(Budsjett=rows, Gammelt=YEARS)
    book["Gammelt"].sheet_state = "hidden"
    for row in hidden:
        book["Budsjett"].row_dimensions[row].hidden = book["Gammelt"].row_dimensions[row].hidden = True
    reading = read(book)
    said = [one for one in reading.notices if "rader" in one]
    assert said == [f"Arket «Budsjett» har skjulte rader ({told}). De er lest."]
    assert reading.stated.sheets == read(workbook(Budsjett=rows)).stated.sheets


def test_the_tables_that_we_export_ourselves_add_up():
    reading = read(xlsx.write(PLAN, DRAFT))
    assert found(reading) == []
    assert {"seksjon-3", "seksjon-6", "seksjon-7"} <= {table.key for table in reading.stated.tables}


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(plans())
def test_the_tables_of_any_plan_that_we_export_add_up(plan):
    try:
        reading = read(xlsx.write(plan, DRAFT))
    except Refused:
        return  # a plan without amounts
    assert found(reading) == []
