"""A workbook that we export, opened and changed as somebody would in Excel, and what reading it back gives."""

import io
from collections.abc import Callable

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.formats import xlsx, xlsx_read
from reporting.formats.xlsx_entry import HEAD_ROW, KEY_ROW
from reporting.intake.workbook_changes import AmountsCompared, compared
from reporting.tables import owners
from reporting.value import Handlingsplan
from tests.reporting.example_plan import DRAFT

PILOTS = ("Storefjord", "Dal og Fjord")


def book_of(plan: Handlingsplan) -> Workbook:
    return load_workbook(io.BytesIO(xlsx.write(plan, DRAFT)))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def back(data: bytes, plan: Handlingsplan) -> AmountsCompared:
    """Return what a workbook would change in a plan; all of its earlier figures count as typed."""
    typed = [(row.uid, figure.year) for row in owners(plan) for figure in row.earlier]
    return compared(xlsx_read.read(data), plan, typed, PILOTS)


def edited(
    plan: Handlingsplan, edit: Callable[[Workbook], None], *, now: Handlingsplan | None = None
) -> AmountsCompared:
    """Return what comes of one edit of the plan's workbook, read into the plan as it is `now`."""
    book = book_of(plan)
    edit(book)
    return back(saved(book), now or plan)


def column(sheet: Worksheet, key: str) -> int:
    """Return the place of a column by its key in the hidden row, counted from 1."""
    found: int = next(cell.column for cell in sheet[KEY_ROW + 1] if cell.value == key)
    return found


def row(sheet: Worksheet, key: str, year: int = 2025, certainty: str = "planlagt") -> int:
    """Return the place of the first row with a key, year and certainty."""
    return next(
        at
        for at in range(HEAD_ROW + 2, sheet.max_row + 1)
        if (sheet.cell(at, 1).value, sheet.cell(at, 4).value, sheet.cell(at, 5).value) == (key, year, certainty)
    )


def said(found: AmountsCompared) -> list[str]:
    """Return the remarks as `ark!celle: setning`."""
    return [f"{one.sheet}!{one.cell}: {one.said}" for one in found.remarks]
