"""Figures on the page, in the PDF, in Excel and in JSON are those of the table, cell by cell.

Each document is read back by a program that knows nothing of how it was written. Then one figure is changed in each
document, and the comparison must notice: a comparison that cannot fail shows nothing.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from django.urls import reverse
from hypothesis import given, settings

from plans.models import Plan
from plans.roles import Role
from reporting import document
from reporting.formats import data as json_format
from reporting.formats import pdf, xlsx
from reporting.load import load
from reporting.table import Table
from reporting.tables import money_tables
from reporting.value import Delmaal, Handlingsplan
from tests.reporting.example_plan import ADOPTED, DRAFT, FIGURES, PLAN, line
from tests.reporting.random_plans import plans
from tests.reporting.readback import Grid, expected, from_data, from_html, from_pdf, from_xlsx, whole

NBSP = "\u00a0"
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


def html_changes(shown: bytes, key: str) -> Iterator[bytes]:
    """Yield the page with one amount of the table a krone higher, for each of them, and with a blank become zero."""
    begin = shown.index(f'id="tabell-{key}"'.encode())
    end = shown.index(b"</table>", begin)
    for found in re.finditer(rb'<span class="amount">\(?([\d\xc2\xa0]+)', shown[begin:end]):
        other = f"{whole(found[1].decode().replace(NBSP, ' ')) + 1:,}".replace(",", NBSP).encode()
        yield shown[: begin + found.start(1)] + other + shown[begin + found.end(1) :]
    blank = re.search(rb'<td class="kroner">(\s*)</td>', shown[begin:end])
    assert blank
    at = begin + blank.start(1)
    yield shown[:at] + b'<span class="amount">0</span>' + shown[at:]


def json_changes(export: bytes, key: str) -> Iterator[bytes]:
    """Yield the export with one cell of the table changed, for each: a krone more, or zero where it was blank."""
    for at, row in enumerate(TABLES[key].rows):
        for place, cell in enumerate(row.cells):
            value = json.loads(export)
            value["tables"][key]["rows"][at]["cells"][place]["kroner"] = 0 if cell.kroner is None else cell.kroner + 1
            yield json.dumps(value).encode()


def xlsx_changes(workbook: bytes, key: str) -> Iterator[bytes]:
    """Yield the workbook with one number of the sheet changed, for each, and with a blank become zero."""
    sheet = f"xl/worksheets/sheet{2 + KEYS.index(key)}.xml"
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    rows = from_xlsx.body(workbook, key)
    for cell in re.finditer(rb'<c r="[A-Z]+(\d+)" s="\d+"(?: t="\w+")?(?:/>|>.*?</c>)', parts[sheet]):
        if int(cell[1]) not in rows:
            continue
        number = re.search(rb"<v>(\d+)</v>", cell[0])
        if number and b't="s"' not in cell[0]:
            changed = cell[0].replace(number[0], b"<v>%d</v>" % (int(number[1]) + 1))
        elif cell[0].startswith(b'<c r="C') and cell[0].endswith(b"/>"):
            changed = cell[0].replace(b"/>", b"><v>0</v></c>")
        else:
            continue
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, content in parts.items():
                target.writestr(name, content.replace(cell[0], changed) if name == sheet else content)
        yield out.getvalue()


def pdf_changes(printed: bytes, key: str) -> Iterator[bytes]:
    """Yield the PDF with one amount of the table printed where another of its amounts should be."""
    letters = from_pdf.letters(printed)
    heads = expected(TABLES[key]).heads
    (found,) = [one for one in from_pdf.tables(printed) if from_pdf.heads_of(one, letters) == heads]
    marks = [
        mark for row in found for cell in row[2:] for mark in cell.marks[:1] if mark in letters and not cell.is_head
    ]
    one = marks[0]
    other = next(mark for mark in marks if mark[0] == one[0] and letters[mark] != letters[one])
    yield with_letters_of(printed, one, other)


def with_letters_of(printed: bytes, one: from_pdf.Mark, other: from_pdf.Mark) -> bytes:
    """Return the PDF with the letters of one piece of marked content replaced by those of another on its page."""
    with pikepdf.open(io.BytesIO(printed)) as file:
        (sheet,) = [page for page in file.pages if page.objgen[0] == one[0]]
        content = list(pikepdf.parse_content_stream(sheet))
        begins = {
            int(step.operands[1].MCID): at
            for at, step in enumerate(content)
            if str(step.operator) == "BDC" and "/MCID" in step.operands[1]
        }

        def letters_at(mark: int) -> int:
            return next(at for at in range(begins[mark], len(content)) if str(content[at].operator) in ("Tj", "TJ"))

        content[letters_at(one[1])] = content[letters_at(other[1])]
        sheet.Contents = file.make_stream(pikepdf.unparse_content_stream(content))
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


CHANGES: dict[str, Callable[[bytes, str], Iterator[bytes]]] = {
    "html": html_changes,
    "xlsx": xlsx_changes,
    "json": json_changes,
    "pdf": pdf_changes,
}


def noticed(format: str, changed: bytes, table: Table) -> bool:
    """Tell whether a reader sees other rows than the table's, or refuses what it sees."""
    try:
        return READERS[format](changed, table).rows != expected(table).rows
    except AssertionError:
        return True


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("format", CHANGES)
def test_one_changed_cell_is_noticed(written: dict[str, bytes], format: str, key: str):
    changed = list(CHANGES[format](written[format], key))
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
