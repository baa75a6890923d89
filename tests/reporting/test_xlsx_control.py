"""The sheet that watches sections 3, 6 and 7: equal in every plan, and red as soon as one figure is written over."""

import io
import re

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.formats import xlsx
from reporting.value import Handlingsplan
from tests.reporting import small_plan
from tests.reporting.example_plan import DRAFT, PLAN
from tests.reporting.random_plans import any_plan
from tests.reporting.readback import from_xlsx
from tests.reporting.workbooks import opened

FIRST = 7


def rows(sheet: Worksheet) -> range:
    return range(FIRST, sheet.max_row + 1)


def worked_out(book: Workbook, formula: str | None) -> int | None:
    """Return what a cell of the sheet shows when a spreadsheet works it out again."""
    if formula is None:
        return None
    found = re.findall(r"N\('([^']+)'!\$(\w+)\$(\d+)\)", formula)
    assert "=" + ("+".join(f"N('{sheet}'!${column}${row})" for sheet, column, row in found) or "0") == formula
    return sum(from_xlsx.work_out(book[sheet], book[sheet][f"{column}{row}"]) or 0 for sheet, column, row in found)


def differences(book: Workbook) -> list[int]:
    """Return what stands in the last column when it is worked out again."""
    sheet, found = book["Kontroll"], []
    for row in rows(sheet):
        if sheet.cell(row, 6).value is None:
            continue
        assert sheet.cell(row, 6).value == f"=MAX(C{row}:E{row})-MIN(C{row}:E{row})"
        values = [worked_out(book, sheet.cell(row, column).value) for column in (3, 4, 5)]
        known = [value for value in values if value is not None]
        found.append(max(known) - min(known))
    return found


def test_every_delmaal_and_post_in_the_sums_is_watched():
    stored = opened(PLAN, values=True)["Kontroll"]
    found = [[cell.value for cell in stored[row]] for row in rows(stored)]
    assert found == [
        [1, "Rekruttering", 1_400_000, 1_400_000, 1_400_000, 0],
        [2, "Boligbygging og nye boligtilbud", 350_000, 350_000, 350_000, 0],
        [3, "Mobilitet", 300_000, 300_000, 300_000, 0],
        [4, "Prosjektledelse", None, 2_000_000, 2_000_000, 0],
    ]
    assert stored["A4"].value == "Seksjon 3, 6 og 7 er like."


@any_plan
def test_the_sections_of_any_plan_agree(plan: Handlingsplan):
    written = xlsx.write(plan, DRAFT)
    book, stored = (load_workbook(io.BytesIO(written), data_only=values) for values in (False, True))
    sheet = book["Kontroll"]
    assert set(differences(book)) <= {0}
    for row in rows(sheet):
        for column in (3, 4, 5):
            assert worked_out(book, sheet.cell(row, column).value) == stored["Kontroll"].cell(row, column).value


def test_a_figure_that_is_written_over_is_told_and_turns_red():
    book = opened(PLAN)
    section = book["Seksjon 3"]
    cell = next(cell for cell in section["C"] if cell.value == 100_000)
    cell.value = 100_001
    assert differences(book) == [1, 0, 0, 0]
    formats = book["Kontroll"].conditional_formatting
    told = {str(area.sqref): (rule.formula[0], rule.dxf.fill.bgColor.rgb) for area in formats for rule in area.rules}
    assert told == {"A4:F4": ("SUM($F$7:$F$10)<>0", "FFB3182D"), "F7:F10": ("F7<>0", "FFB3182D")}


def test_an_empty_plan_agrees_too():
    sheet = opened(small_plan.plan(), values=True)["Kontroll"]
    assert sheet["A4"].value == "Seksjon 3, 6 og 7 er like."
    assert sheet.max_row == FIRST - 1
