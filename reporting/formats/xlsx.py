"""The budget tables as an Excel workbook: live sums, one sheet a table, the same bytes for the same plan.

XlsxWriter writes it and nothing else here reads or writes Excel. What the cells hold is decided by `reporting.tables`.
"""

import datetime
import io

from xlsxwriter import Workbook

from reporting.account import account, account_tables
from reporting.document import version_mark
from reporting.formats.xlsx_about import status_words, write_about
from reporting.formats.xlsx_changes import changes_list
from reporting.formats.xlsx_control import write_control
from reporting.formats.xlsx_entry import write_entry, write_keys
from reporting.formats.xlsx_entry_words import entry_words
from reporting.formats.xlsx_page import Edges, Page
from reporting.formats.xlsx_style import BASE, Styles
from reporting.formats.xlsx_table import TableSheet
from reporting.formats.xlsx_text import clean
from reporting.formats.xlsx_tiltak import tiltak_list
from reporting.formats.xlsx_words import Words, words
from reporting.table import Table
from reporting.tables import money_tables
from reporting.value import Handlingsplan, Standing
from reporting.words import WORDS

#: Excel refuses headers and footers of more than 255 characters.
MOST_IN_EDGE = 80


def write(plan: Handlingsplan, standing: Standing) -> bytes:
    """Return the workbook: «Om», sections 3, 6 and 7, all tiltak, the changes, a control, and a sheet to write in."""
    said = words(plan.language)
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties(_properties(plan, standing, said))
        workbook.formats[0].set_font_name(BASE["font_name"])
        styles = Styles(workbook)
        edges = _edges(plan, standing, said)
        about = Page(workbook, styles, said.about_sheet)
        tables = [
            (said.section_sheet.format(table.key.removeprefix("seksjon-")), table) for table in money_tables(plan)
        ]
        written: dict[str, TableSheet] = {}
        for name, table in tables:
            # Wide tables keep their names in sight; in narrow ones that would only take room.
            frozen = 2 if len(table.columns) > 3 else 0
            sheet = written[table.key] = TableSheet(Page(workbook, styles, name), said, table, guarded=True)
            sheet.write(_subtitle(plan, standing), edges, frozen=frozen)
            if place := sheet.total():
                workbook.define_name(f"Sum_{table.key.replace('-', '_')}", f"='{name}'!{place}")
        listed = tiltak_list(plan, said)
        TableSheet(Page(workbook, styles, said.list_sheet), said, listed, filtered=True).write(
            f"{_subtitle(plan, standing)}. {said.list_note}", edges
        )
        shown = [*tables, (said.list_sheet, listed), *_changes(workbook, styles, plan, standing, said, edges)]
        sheets = [(name, table.title) for name, table in shown]
        page = Page(workbook, styles, said.control_sheet)
        write_control(page, plan, said, edges, _subtitle(plan, standing), written)
        sheets.append((said.control_sheet, said.control_title.format(year=plan.year)))
        entry = entry_words(plan.language)
        write_entry(Page(workbook, styles, entry.sheet), plan, edges, _subtitle(plan, standing))
        sheets.append((entry.sheet, entry.title.format(year=plan.year)))
        keys = Page(workbook, styles, entry.keys_sheet)
        write_keys(keys, plan, edges, [(name, written[table.key]) for name, table in tables])
        write_about(about, plan, standing, said, edges, sheets)
    return out.getvalue()


def _changes(
    workbook: Workbook, styles: Styles, plan: Handlingsplan, standing: Standing, said: Words, edges: Edges
) -> list[tuple[str, Table]]:
    """Write the account of the year's changes, a list and its tables of money, where there is a plan before.

    Return the sheets by name.
    """
    found = account(plan)
    if found is None:
        return []
    subtitle = _subtitle(plan, standing)
    listed = changes_list(plan, found)
    TableSheet(Page(workbook, styles, said.changes_sheet), said, listed, filtered=True).write(subtitle, edges)
    tables = list(zip(said.money_changes_sheets, account_tables(plan)[1:], strict=True))
    for name, table in tables:
        TableSheet(Page(workbook, styles, name), said, table).write(subtitle, edges, frozen=2)
    return [(said.changes_sheet, listed), *tables]


def _subtitle(plan: Handlingsplan, standing: Standing) -> str:
    """Return the line under every table's title."""
    return f"Handlingsplan {plan.year}, {plan.pilot}, {status_words(plan, standing)}"


def _edges(plan: Handlingsplan, standing: Standing, said: Words) -> Edges:
    """Return what every printed page says: whose plan it is, that it is not approved when it is not, and the page."""
    name = clean(f"Handlingsplan {plan.year}, {plan.pilot}")[:MOST_IN_EDGE].replace("&", "&&")
    shared = WORDS[plan.language]
    not_final = shared["footer_draft" if standing.is_draft else "footer_adopted"]
    mark = "" if standing.is_approved else f"&R{not_final}"
    return Edges(header=f"&L{name}{mark}", footer=f"&R{said.page}")


def _properties(plan: Handlingsplan, standing: Standing, said: Words) -> dict[str, object]:
    """Return the document's properties. The date is the plan's, so that the same plan gives the same bytes."""
    day = plan.document_date or datetime.date(plan.year, 1, 1)
    return {
        "title": clean(said.about.format(year=plan.year, pilot=plan.pilot)),
        "subject": f"Handlingsplan {plan.year}",
        "author": clean(plan.pilot),
        "comments": version_mark(plan, standing),
        "status": status_words(plan, standing),
        "created": datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC),
    }
