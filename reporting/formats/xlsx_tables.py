"""Some tables as a workbook of their own, a sheet each: lists that are not one plan's."""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from reporting.formats.xlsx_page import Edges, Page
from reporting.formats.xlsx_style import BASE, Styles
from reporting.formats.xlsx_table import TableSheet
from reporting.formats.xlsx_words import words
from reporting.table import Table


def write(sheets: Sequence[tuple[str, Table]], subtitle: str) -> bytes:
    """Return a workbook with a table on each named sheet, with filters; `subtitle` stands under every title."""
    said = words("nb")
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        workbook.formats[0].set_font_name(BASE["font_name"])
        styles = Styles(workbook)
        edges = Edges(header="", footer=f"&R{said.page}")
        for name, table in sheets:
            TableSheet(Page(workbook, styles, name), said, table, filtered=True).write(subtitle, edges, frozen=2)
    return out.getvalue()
