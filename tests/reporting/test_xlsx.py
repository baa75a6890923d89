"""The amounts of the workbook: live sums that leave out what does not count, and formats that say what an amount is."""

import re

import pytest
from openpyxl import Workbook

from reporting.formats.xlsx_sums import across, down, formula
from tests.reporting.example_plan import PLAN
from tests.reporting.small_plan import delmaal, line, plan, tiltak
from tests.reporting.workbooks import TABLE_SHEETS, opened


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(PLAN)


# Sums


def test_sums_are_formulas_over_the_cells_they_add_up(book: Workbook):
    sheet = book["Seksjon 3"]
    assert [sheet.cell(row, 2).value for row in (5, 9)] == [
        "Delmål 1: Øke rekrutteringen av arbeidskraft som kommunene og næringslivet trenger",
        "Til sammen",
    ]
    assert sheet["C9"].value == '=IF(COUNT(C6:C8)=0,"",SUM(C6:C8))'
    last = sheet["C19"]
    assert sheet["B19"].value == "Total bruk av bygdevekstmidler i 2025"
    assert last.value == '=IF(COUNT(C9,C14,C18)=0,"",SUM(C9,C14,C18))'


def test_a_row_total_adds_up_its_columns(book: Workbook):
    assert book["Seksjon 6"]["C5"].value == '=IF(COUNT(D5:G5)=0,"",SUM(D5:G5))'


def test_lines_of_frozen_money_and_rows_outside_are_in_no_formula(book: Workbook):
    sheet = book["Seksjon 7"]
    labels = {sheet.cell(row, 2).value: row for row in range(6, 14)}
    frozen, outside = labels["Fryst, ikke regnet med"], labels["Avsetning til frikjøp av intern kompetanse⁴"]
    total = labels["Sum"]
    assert sheet.cell(frozen, 7).value == 890_000
    for column in range(3, 10):
        rows = _rows(sheet.cell(total, column).value)
        assert rows == set(range(6, total)) - {frozen, outside}


def _rows(text: str) -> set[int]:
    """Return the rows that a formula down a column refers to."""
    found: set[int] = set()
    for first, last in re.findall(r"[A-Z]+(\d+)(?::[A-Z]+(\d+))?", text.partition("SUM")[2]):
        found.update(range(int(first), int(last or first) + 1))
    return found


def test_a_blank_sum_is_stored_blank_and_a_zero_is_stored_as_zero():
    value = plan([delmaal(1, [tiltak("a", line(0)), tiltak("b", number=2)]), delmaal(2, [tiltak("c")])])
    sheet, shown = opened(value)["Seksjon 3"], opened(value, values=True)["Seksjon 3"]
    assert [shown.cell(row, 3).value for row in range(5, 12)] == [None, 0, None, 0, None, None, None]
    assert sheet["C11"].value == '=IF(COUNT(C10)=0,"",SUM(C10))'
    assert sheet["C7"].value is None


def test_a_sum_of_no_rows_is_blank_and_no_formula():
    sheet = opened(plan([delmaal(1)]))["Seksjon 3"]
    assert sheet["B6"].value == "Til sammen"
    assert sheet["C6"].value is None
    assert sheet["C7"].value == '=IF(COUNT(C6)=0,"",SUM(C6))'


def test_references_to_neighbours_are_one_range():
    assert down(2, [4, 5, 6, 8, 10, 11]) == ["C5:C7", "C9", "C11:C12"]
    assert down(2, [6, 4, 5]) == ["C5:C7"]
    assert across(4, [3, 4, 5]) == ["D5:F5"]


def test_more_parts_than_excel_takes_in_one_call_are_summed_in_several():
    references = down(0, range(0, 2 * 300, 2))
    text = formula(references)
    for function in ("COUNT", "SUM"):
        calls = [call.split(",") for call in re.findall(rf"{function}\(([^)]*)\)", text)]
        assert [reference for call in calls for reference in call] == references
        assert max(map(len, calls)) <= 255


def test_a_sum_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        formula([])


# Formats


@pytest.mark.parametrize(
    ("cell", "value", "pattern"),
    [
        ("E6", 705_000, '#,##0\\ "kr"_)'),
        ("F6", 600_000, '"innvilget  "#,##0\\ "kr"_)'),
        ("G7", 2_100_000, '"²  "#,##0\\ "kr"_)'),
        ("G8", 890_000, '\\(#,##0\\ "kr"\\)'),
    ],
)
def test_an_amount_is_a_number_and_its_format_says_the_rest(book: Workbook, cell: str, value: int, pattern: str):
    found = book["Seksjon 7"][cell]
    assert (found.value, found.number_format) == (value, pattern)


def test_a_footnote_on_frozen_money_alone_stands_with_it():
    frozen = line(890_000, certainty="fryst")
    sheet = opened(plan([delmaal(1, [tiltak("a", frozen)])]))["Seksjon 3"]
    assert [sheet["B7"].value, sheet["C7"].value] == ["Fryst, ikke regnet med", 890_000]
    assert sheet["C7"].number_format == '"¹  "\\(#,##0\\ "kr"\\)'
    assert sheet["C6"].value is None


def test_a_footnote_stands_once_at_the_first_line_where_its_cell_has_an_amount():
    lines = (line(1, certainty="fryst"), line(2, year=2026, certainty="avslatt"), line(3, certainty="avslatt"))
    sheet = opened(plan([delmaal(1, lines=lines)]))["Seksjon 6"]
    assert [sheet.cell(row, 2).value for row in (6, 7)] == ["Fryst, ikke regnet med", "Avslått, ikke regnet med"]
    patterns = {cell: sheet[cell].number_format for cell in ("D6", "D7", "E7")}
    bare = '\\(#,##0\\ "kr"\\)'
    assert patterns == {"D6": f'"¹ ²  "{bare}', "D7": bare, "E7": f'"³  "{bare}'}


def test_rows_outside_the_sum_stand_in_brackets(book: Workbook):
    sheet = book["Seksjon 6"]
    (row,) = [row for row in range(5, 12) if str(sheet.cell(row, 2).value).startswith("Avsetning")]
    assert {sheet.cell(row, column).number_format for column in range(3, 8)} == {'\\(#,##0\\ "kr"\\)'}
    assert sheet.cell(row, 5).value == 315_000


def test_every_amount_fits_its_column(book: Workbook):
    for name in TABLE_SHEETS:
        for row in book[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, int) and "kr" in cell.number_format:
                    before = re.match(r'"([^"]*)"#', cell.number_format)
                    shown = (before[1] if before else "") + f"({cell.value:,} kr)"
                    assert len(shown) < book[name].column_dimensions[cell.column_letter].width


@pytest.mark.parametrize("name", ["Seksjon 3", "Seksjon 6", "Seksjon 7"])
def test_amounts_can_be_written_over_and_nothing_else_can(book: Workbook, name: str):
    sheet = book[name]
    assert sheet.protection.sheet
    cells = [cell for row in sheet.iter_rows() for cell in row]
    opened_up = [cell for cell in cells if not cell.protection.locked]
    assert opened_up
    assert {cell.data_type for cell in opened_up} == {"n"}
    assert all("#,##0" in cell.number_format for cell in opened_up)
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert all(cell.coordinate in rule.sqref for cell in opened_up)


def test_a_list_can_be_sorted(book: Workbook):
    assert not book["Tiltak"].protection.sheet
