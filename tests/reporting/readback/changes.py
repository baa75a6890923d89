"""Documents with one cell changed, to show that a comparison notices."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator

import pikepdf
from openpyxl import load_workbook

from reporting.table import Table
from tests.reporting.readback import expected, from_docx, from_pdf, from_xlsx, whole

NBSP = "\u00a0"


def html_changes(shown: bytes, table: Table) -> Iterator[bytes]:
    """Yield the page with one amount of the table a krone higher, for each of them, and with a blank become zero."""
    begin = shown.index(f'id="tabell-{table.key}"'.encode())
    end = shown.index(b"</table>", begin)
    for found in re.finditer(rb'<span class="amount">\(?([\d\xc2\xa0]+)', shown[begin:end]):
        other = f"{whole(found[1].decode().replace(NBSP, ' ')) + 1:,}".replace(",", NBSP).encode()
        yield shown[: begin + found.start(1)] + other + shown[begin + found.end(1) :]
    blank = re.search(rb'<td class="kroner">(\s*)</td>', shown[begin:end])
    assert blank
    at = begin + blank.start(1)
    yield shown[:at] + b'<span class="amount">0</span>' + shown[at:]


def json_changes(export: bytes, table: Table) -> Iterator[bytes]:
    """Yield the export with one cell of the table changed, for each: a krone more, or zero where it was blank."""
    for at, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            value = json.loads(export)
            value["tables"][table.key]["rows"][at]["cells"][place]["kroner"] = (
                0 if cell.kroner is None else cell.kroner + 1
            )
            yield json.dumps(value).encode()


def xlsx_changes(workbook: bytes, table: Table) -> Iterator[bytes]:
    """Yield the workbook with one number of the sheet changed, for each, and with a blank become zero."""
    sheets = load_workbook(io.BytesIO(workbook)).sheetnames
    sheet = f"xl/worksheets/sheet{sheets.index(from_xlsx.SHEETS[table.key]) + 1}.xml"
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    rows = from_xlsx.body(workbook, table.key)
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


def docx_changes(written: bytes, table: Table) -> Iterator[bytes]:
    """Yield the document with one amount of the table a krone higher, for each, and with a blank become zero."""
    with zipfile.ZipFile(io.BytesIO(written)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    document = parts["word/document.xml"]
    heads = expected(table).heads
    (place,) = [
        at
        for at, one in enumerate(from_docx.body(written).iter(f"{from_docx.W}tbl"))
        if from_docx.heads_of(one) == heads
    ]
    begin, end = list(re.finditer(rb"<w:tbl>.*?</w:tbl>", document, re.DOTALL))[place].span()
    begin = document.index(b"</w:tr>", document.rindex(b"<w:tblHeader/>", begin, end))
    changed = []
    for found in re.finditer(rb"<w:t>\(?(\d[\d\xc2\xa0]*)", document[begin:end]):
        other = f"{whole(found[1].decode().replace(NBSP, ' ')) + 1:,}".replace(",", NBSP).encode()
        changed.append((begin + found.start(1), begin + found.end(1), other))
    blank = document.index(b'<w:jc w:val="right"/></w:pPr></w:p>', begin, end) + len(b'<w:jc w:val="right"/></w:pPr>')
    for start, stop, other in (*changed, (blank, blank, b"<w:r><w:t>0</w:t></w:r>")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, content in parts.items():
                is_it = name == "word/document.xml"
                target.writestr(name, content[:start] + other + content[stop:] if is_it else content)
        yield out.getvalue()


def pdf_changes(printed: bytes, table: Table) -> Iterator[bytes]:
    """Yield the PDF with one amount of the table printed where another of its amounts should be."""
    letters = from_pdf.letters(printed)
    heads = expected(table).heads
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


CHANGES: dict[str, Callable[[bytes, Table], Iterator[bytes]]] = {
    "html": html_changes,
    "xlsx": xlsx_changes,
    "docx": docx_changes,
    "json": json_changes,
    "pdf": pdf_changes,
}
