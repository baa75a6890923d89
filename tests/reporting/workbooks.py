"""Workbooks written from a plan and opened again."""

import io

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.formats import xlsx
from reporting.value import Handlingsplan, Standing
from tests.reporting.example_plan import DRAFT

SHEETS = ["Om", "Seksjon 3", "Seksjon 6", "Seksjon 7", "Tiltak", "Kontroll", "Beløp", "Nøkler"]
TABLE_SHEETS = SHEETS[1:5]


def opened(value: Handlingsplan, standing: Standing = DRAFT, *, values: bool = False) -> Workbook:
    """Return the workbook of a plan, with formulas or with their stored values."""
    return load_workbook(io.BytesIO(xlsx.write(value, standing)), data_only=values)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
