"""The tables of the year's account are the same in every document, and the workbook lists every tiltak."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from reporting import document
from reporting.account import account, account_tables, differences_in_words
from reporting.formats import data as json_format
from reporting.formats import docx, pdf, xlsx
from reporting.table import Table
from reporting.value import Change, Handlingsplan
from tests.reporting.compare.pairs import later
from tests.reporting.example_plan import DRAFT, FIGURES, PLAN, line
from tests.reporting.readback import Grid, expected, from_data, from_docx, from_html, from_pdf, from_xlsx
from tests.reporting.readback.changes import CHANGES

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")


def renewed() -> Handlingsplan:
    """The example a year later: a tiltak has other money, one has ended, one has been moved, and some is said of it."""
    new = later(PLAN, 1)
    first, *rest = new.delmaal
    kept, ended, *others = first.tiltak
    changed = kept.model_copy(update={"lines": (line(70_000, year=2026),), "phase": "uttesting"})
    moved = others[0].model_copy(update={"number": 9})
    goals = (
        first.model_copy(update={"tiltak": (changed, *others[1:])}),
        rest[0].model_copy(update={"tiltak": (*rest[0].tiltak, moved)}),
        *rest[1:],
    )
    said = (Change(uid=kept.uid, reason="Fordi det ble dyrt.\nOg sent."), Change(uid=ended.uid, assessment="=Nyttig"))
    return new.model_copy(update={"delmaal": goals, "earlier": PLAN, "changes": said})


NEW = renewed()
TABLES = {table.key: table for table in account_tables(NEW)}
Read = Callable[[bytes, Table], Grid]
READERS: dict[str, Read] = {
    "html": lambda written, table: from_html.read(written, table.key),
    "xlsx": lambda written, table: from_xlsx.read(written, table.key),
    "docx": lambda written, table: from_docx.read(written, expected(table).heads),
    "json": lambda written, table: from_data.read(written, table.key),
    "pdf": lambda written, table: from_pdf.read(written, expected(table).heads),
}


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """The plan in every format."""
    return {
        "html": document.html(NEW, DRAFT, lambda sha256: f"/figur/{sha256}").encode(),
        "xlsx": xlsx.write(NEW, DRAFT),
        "docx": docx.write(NEW, DRAFT, FIGURES),
        "json": json_format.write(NEW, DRAFT),
        "pdf": pdf.write(NEW, DRAFT, FIGURES),
    }


@pytest.mark.parametrize("key", ["endringer", "endring-kilder", "endring-delmaal", "endring-aar"])
@pytest.mark.parametrize("format", READERS)
def test_every_cell_is_the_table_s(written: dict[str, bytes], format: str, key: str):
    if (format, key) == ("xlsx", "endringer"):
        return  # the workbook's list holds these amounts, see below
    seen, wanted = READERS[format](written[format], TABLES[key]), expected(TABLES[key])
    assert seen.rows == wanted.rows
    assert seen.heads == wanted.heads


@pytest.mark.parametrize("format", ["html", "json", "xlsx"])
def test_one_changed_cell_is_noticed(written: dict[str, bytes], format: str):
    table = TABLES["endring-kilder"]
    changed = list(CHANGES[format](written[format], table))
    assert changed
    assert all(READERS[format](one, table).rows != expected(table).rows for one in changed)


def test_every_sum_of_the_workbook_gives_what_is_stored(written: dict[str, bytes]):
    sums = from_xlsx.stored_and_worked_out(written["xlsx"])
    assert [place for place in sums if place.startswith("Endring per kilde")]
    assert all(stored == worked_out for stored, worked_out in sums.values())


def test_the_workbook_lists_every_tiltak_with_its_amounts_and_what_was_said(written: dict[str, bytes]):
    sheet = load_workbook(io.BytesIO(written["xlsx"]))["Endringer"]
    heads = [cell.value for cell in sheet[4]]
    assert heads[4:8] == [
        "Bygdevekstmidler",
        "Bygdevekstmidler 2025",
        "Bygdevekstmidler 2026",
        "Bygdevekstmidler endring",
    ]
    rows = {(row[1].value, row[2].value, row[0].value): row for row in sheet.iter_rows(min_row=5)}
    found = account(NEW)
    assert found is not None
    kinds = {"ny": "Nytt", "endret": "Endret", "avsluttet": "Avsluttet", "videreført": "Går videre"}
    for entry in found.entries:
        row = rows[(entry.name.number, entry.name.title, kinds[entry.state])]
        assert row[4].value == ("Med" if entry.has_state_money else "Uten")
        assert [cell.value for cell in row[5:8]] == [entry.state_before, entry.state_after, entry.difference]
        assert (row[3].value or "") == " ".join(differences_in_words(NEW, entry))
        assert not entry.said or row[8].value == entry.said
    assert len(rows) >= len(found.entries)
    assert any(row[8].data_type == "s" and row[8].value == "=Nyttig" for row in rows.values())


def test_the_chapter_says_what_was_said_and_what_is_missing(written: dict[str, bytes]):
    page = written["html"].decode()
    assert "8</span> Endringer fra planen for 2025" in page
    assert "Begrunnelse: Fordi det ble dyrt.</p>" in page
    assert "Og sent.</p>" in page
    assert "Vurdering: =Nyttig</p>" in page
    assert "Begrunnelse mangler.</p>" in page


def test_a_first_plan_has_no_chapter_sheet_or_table_of_changes():
    assert "Endringer fra planen" not in document.html(PLAN, DRAFT, str)
    assert "Endringer" not in load_workbook(io.BytesIO(xlsx.write(PLAN, DRAFT))).sheetnames
    exported = json_format.export(PLAN, DRAFT)
    assert exported.account is None
    assert not [key for key in exported.tables if key.startswith("endring")]
