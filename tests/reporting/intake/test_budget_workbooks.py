"""Other people's budget workbooks are read into the plan's amounts, by the same rules as the tables of a document."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from reporting.formats import documents
from reporting.intake.document.reading import Reading
from tests.reporting.intake.known import known
from tests.reporting.intake.plan_file import Rows, Way, _overview, _sources, _years
from tests.reporting.intake.test_word_plans import MONEY, lines

Sheets = dict[str, Sequence[Sequence[Any]]]
WAY = Way()
TITLE = ["Handlingsplan 2025, bygdevekst Midtre"]


def value(text: str, unit: int = 1) -> Any:
    """A cell as somebody types it: numbers as numbers, brackets as text."""
    digits = text.replace(" ", "")
    if digits.isdigit() and len(digits) > 4:
        return int(digits) / unit
    if digits.startswith("("):
        return f"({int(digits.strip('()')) // unit})"
    return int(digits) if digits.isdigit() else text or None


def typed(rows: Rows, title: list[str], unit: int = 1) -> list[list[Any]]:
    return [title, *([value(text, unit) for text in row] for row in rows), [], []]


def sheets(unit: int = 1, title: list[str] | None = None) -> Sheets:
    tables = {"Oversikt": _overview(WAY), "År": _years(WAY), "Kilder": _sources(WAY)}
    return {name: typed(rows, title or TITLE, unit) for name, rows in tables.items()}


def read(made: Sheets, edit: Callable[[Workbook], None] | None = None) -> Reading:
    book = Workbook()
    book.remove(book.active)
    for name, rows in made.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if edit is not None:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return documents.read(out.getvalue(), known().model_dump(mode="json"))


def every_number(change: Callable[[Any], None]) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, int | float) and cell.value > 3000:
                        change(cell)

    return edit


def grouped(cell: Any) -> None:
    cell.number_format = "#,##0"


def with_decimals_that_are_not_shown(cell: Any) -> None:
    cell.value += 0.3
    cell.number_format = "#,##0"


def as_text(cell: Any) -> None:
    cell.value = "kr " + f"{cell.value:,.0f}".replace(",", " ") + ",-"


def merged_head(book: Workbook) -> None:
    sheet = book["Kilder"]
    sheet.insert_rows(2)
    sheet["D2"] = "Finansieringskilder"
    sheet.merge_cells("D2:F2")


def hidden(book: Workbook) -> None:
    book["År"].column_dimensions["D"].hidden = True
    book["Oversikt"].row_dimensions[5].hidden = True


def on_one_sheet(made: Sheets) -> Sheets:
    return {"Budsjett": [row for rows in made.values() for row in rows]}


@pytest.mark.parametrize(
    ("made", "edit"),
    [
        (sheets(), None),
        (on_one_sheet(sheets()), None),
        (sheets(1000, ["Handlingsplan 2025 (tall i 1000 kr)"]), None),
        (sheets(), every_number(grouped)),
        (sheets(), every_number(with_decimals_that_are_not_shown)),
        (sheets(), every_number(as_text)),
        (sheets(), merged_head),
        (sheets(), hidden),
    ],
    ids=["sheets", "one sheet", "thousands", "grouped", "decimals", "text", "merged head", "hidden"],
)
def test_its_amounts_are_those_of_the_plan(made: Sheets, edit: Callable[[Workbook], None] | None):
    reading = read(made, edit)
    assert lines(reading) == MONEY
    assert [table.key for table in reading.stated.tables] == ["seksjon-3", "seksjon-6", "seksjon-7"]
    assert reading.questions == ()
    assert reading.leftovers == ()


STRANGER: list[list[Any]] = [
    ["Budsjett bygdevekst 2025"],
    ["Delmål", "Tiltak", "KDD", "Fylkeskommunen", "Kommunene", "Sum"],
    ["1. Øke bosettingen", "Boligbank", 300_000, None, None, 300_000],
    [None, "Vertskap", 200_000, 100_000, 100_000, 400_000],
    ["2. Flere lærlinger", "Lærlingtorg", 400_000, None, 100_000, 500_000],
    ["Prosjektledelse", None, 200_000, None, None, 200_000],
    ["Sum", None, 1_100_000, 100_000, 200_000, 1_400_000],
]


@pytest.mark.parametrize("area", ["", "A3:A4"])
def test_one_table_of_everything_gives_delmaal_tiltak_posts_and_sources(area: str):
    reading = read({"Ark1": STRANGER}, (lambda book: book["Ark1"].merge_cells(area)) if area else None)
    plan = reading.plan
    assert [(goal.number, goal.title) for goal in plan.delmaal] == [(1, "Øke bosettingen"), (2, "Flere lærlinger")]
    assert [post.name for post in plan.posts] == ["Prosjektledelse"]
    assert {name: money for name, money in lines(reading).items() if money} == {
        "Boligbank": {("stat", 0): 300_000},
        "Vertskap": {("stat", 0): 200_000, ("fylkeskommune", 0): 100_000, ("egenandel", 0): 100_000},
        "Lærlingtorg": {("stat", 0): 400_000, ("egenandel", 0): 100_000},
        "Prosjektledelse": {("stat", 0): 200_000},
    }
    assert reading.leftovers == ()


def test_tables_of_delmaal_alone_give_delmaal():
    made = sheets()
    del made["Oversikt"]
    plan = read(made).plan
    assert [goal.title for goal in plan.delmaal] == ["Bosetting", "Lærlinger"]
    assert [post.name for post in plan.posts] == ["Prosjektledelse", "Frikjøp"]


def test_what_is_negative_or_shown_with_decimals_is_asked_about():
    def odd(book: Workbook) -> None:
        book["Oversikt"]["C4"] = -300_000
        book["Oversikt"]["C5"] = 200_000.25

    reading = read(sheets(), odd)
    assert [[choice.key for choice in question.choices] for question in reading.questions] == [
        ["300000", "tom"],
        ["200000", "tom"],
    ]
    assert lines(reading)["Boligbank"] == lines(reading)["Vertskap"] == {}


def test_thousands_on_one_sheet_make_small_amounts_on_another_thousands_until_answered():
    made = sheets(1000, ["Handlingsplan 2025"])
    made["Oversikt"] = [["Handlingsplan 2025 (tall i hele tusen)"], *made["Oversikt"][1:]]
    reading = read(made)
    assert [(question.key, question.assumed) for question in reading.questions] == [("enhet", "tusen")]
    assert lines(reading) == MONEY
