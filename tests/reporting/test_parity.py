"""Figures on the page, in the PDF, in Excel and in JSON are those of the table, cell by cell.

Each document is read back by a program that knows nothing of how it was written. Then one figure is changed in each
document, and the comparison must notice: a comparison that cannot fail shows nothing.
"""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.urls import reverse
from hypothesis import given, settings

from plans.models import Plan
from plans.roles import Role
from reporting import document
from reporting.formats import data as json_format
from reporting.formats import docx, pdf, xlsx
from reporting.load import load
from reporting.table import Table
from reporting.tables import money_tables
from reporting.value import Delmaal, Handlingsplan
from tests.reporting.example_plan import ADOPTED, DRAFT, FIGURES, PLAN, line
from tests.reporting.random_plans import plans
from tests.reporting.readback import Grid, expected, from_data, from_docx, from_html, from_pdf, from_xlsx
from tests.reporting.readback.changes import CHANGES

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")

KEYS = ("seksjon-3", "seksjon-6", "seksjon-7")


def crowded(plan: Handlingsplan) -> Handlingsplan:
    """Return the plan with everything in one delmål that a cell can hold at once, and without its texts."""
    bare = [
        goal.model_copy(
            update={"answers": (), "tiltak": tuple(one.model_copy(update={"answers": ()}) for one in goal.tiltak)}
        )
        for goal in plan.delmaal
    ]
    first, second, last = bare
    more = (
        line(10, certainty="sokt", note="Svar kommer i mai."),
        line(20, certainty="innvilget"),
        line(30, "annet", certainty="fryst"),
        line(40, "annet", certainty="avslatt", note="Klage er sendt."),
        line(50, "annet", certainty="fryst", shared_with="Dal og Fjord"),
        line(60, "offentlige", certainty="avslatt"),
        line(0, "offentlige"),
    )
    changed: Delmaal = last.model_copy(update={"lines": (*last.lines, *more)})
    return plan.model_copy(update={"answers": (), "delmaal": (first, second, changed)})


CROWDED = crowded(PLAN)
TABLES = {table.key: table for table in money_tables(CROWDED)}

Read = Callable[[bytes, Table], Grid]
READERS: dict[str, Read] = {
    "html": lambda written, table: from_html.read(written, table.key),
    "xlsx": lambda written, table: from_xlsx.read(written, table.key),
    "docx": lambda written, table: from_docx.read(written, expected(table).heads),
    "json": lambda written, table: from_data.read(written, table.key),
    "pdf": lambda written, table: from_pdf.read(written, expected(table).heads),
}


def page(plan: Handlingsplan) -> bytes:
    return document.html(plan, DRAFT, lambda sha256: f"/figur/{sha256}").encode()


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """The crowded plan in every format."""
    return {
        "html": page(CROWDED),
        "xlsx": xlsx.write(CROWDED, DRAFT),
        "docx": docx.write(CROWDED, DRAFT, FIGURES),
        "json": json_format.write(CROWDED, DRAFT),
        "pdf": pdf.write(CROWDED, ADOPTED, FIGURES),
    }


def test_the_plan_has_every_sort_of_cell():
    cells = [cell for table in TABLES.values() for row in table.rows for cell in row.cells]
    assert any(len(cell.marks) > 1 for cell in cells)
    assert any(len(cell.uncounted) > 2 and cell.kroner is None for cell in cells)
    assert any(cell.uncounted and cell.kroner is not None for cell in cells)
    assert any(len(cell.notes) > 1 for cell in cells)
    assert any(cell.kroner == 0 for cell in cells)
    assert {row.kind for table in TABLES.values() for row in table.rows} == {
        *("group", "item", "outside", "sum", "total"),
    }


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("format", READERS)
def test_every_cell_is_the_table_s(written: dict[str, bytes], format: str, key: str):
    seen, wanted = READERS[format](written[format], TABLES[key]), expected(TABLES[key])
    assert seen.rows == wanted.rows
    assert seen.heads == wanted.heads
    assert format == "pdf" or seen.footnotes == wanted.footnotes


def test_the_pdf_prints_every_footnote(written: dict[str, bytes]):
    printed = "".join(from_pdf.letters(written["pdf"]).values())
    for table in TABLES.values():
        for note in table.footnotes:
            assert "".join(note.split()) in "".join(printed.replace("\u2010", "").split())


def test_every_sum_of_the_workbook_is_live_and_gives_what_is_stored(written: dict[str, bytes]):
    sums = from_xlsx.stored_and_worked_out(written["xlsx"])
    assert {place: stored for place, (stored, _) in sums.items()} == {
        place: worked_out for place, (_, worked_out) in sums.items()
    }
    computed = 0
    for table in TABLES.values():
        totals = sum(bool(column.total_of) for column in table.columns)
        kroner = sum(column.kind == "kroner" for column in table.columns)
        for row in table.rows:
            computed += kroner if row.kind in ("sum", "total") else totals
    assert len(sums) == computed


# Of every plan, where it is cheap


@settings(max_examples=25, deadline=None)
@given(plans())
def test_json_and_workbook_of_any_plan_are_its_tables(any_plan: Handlingsplan):
    workbook, export = xlsx.write(any_plan, DRAFT), json_format.write(any_plan, DRAFT)
    for table in money_tables(any_plan):
        assert from_data.read(export, table.key) == expected(table)
        assert from_xlsx.read(workbook, table.key) == expected(table)
    assert all(stored == worked_out for stored, worked_out in from_xlsx.stored_and_worked_out(workbook).values())


# The pages, on the real plan


@pytest.mark.parametrize("name", ["plan", "budget", "preview"])
def test_the_pages_show_the_tables(plan: Plan, signed_in, name: str):
    address = {"pilot": plan.agreement.pilot.slug, "year": plan.year}
    shown = signed_in(Role.PROSJEKTLEDER).get(reverse(name, kwargs=address)).content
    for table in money_tables(load(plan)):
        assert from_html.read(shown, table.key) == expected(table)


# One cell changed in one document


def noticed(format: str, changed: bytes, table: Table) -> bool:
    """Tell whether a reader sees other rows than the table's, or refuses what it sees."""
    try:
        return READERS[format](changed, table).rows != expected(table).rows
    except AssertionError:
        return True


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("format", CHANGES)
def test_one_changed_cell_is_noticed(written: dict[str, bytes], format: str, key: str):
    changed = list(CHANGES[format](written[format], TABLES[key]))
    assert changed
    for one in changed:
        assert one != written[format]
        assert noticed(format, one, TABLES[key])


def test_a_sum_over_too_few_rows_is_noticed(written: dict[str, bytes]):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written["xlsx"])) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                assert b"(C6:C8)" in content
                content = content.replace(b"(C6:C8)", b"(C6:C7)").replace(b"(C6:C8)", b"(C6:C7)")
                content = content.replace(b"(C6:C7)", b"(C6:C6)")
            target.writestr(name, content)
    sums = from_xlsx.stored_and_worked_out(out.getvalue())
    assert any(stored != worked_out for stored, worked_out in sums.values())
