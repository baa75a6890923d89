"""One of the plan's tables in the Word document, with the head, rows and footnotes of the PDF's."""

from collections.abc import Iterator, Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from reporting.formats.docx_grid import TOTAL_FILL, Grid
from reporting.formats.docx_page import Page
from reporting.formats.docx_style import NOTE
from reporting.money import amount
from reporting.table import Cell, Column, Row, Table
from reporting.templatetags.document import bodies, has_kroner, head_rows
from reporting.typography import keep_together, printable
from reporting.words import WORDS, certainty_word

#: The widths of columns: of numbers, of texts where there are many amounts, and of amounts.
_NUMBER, _TEXT, _NARROWEST, _WIDEST = Mm(12), Mm(38), Mm(18), Mm(26)
_ALIGNED = {"kroner": WD_ALIGN_PARAGRAPH.RIGHT, "group": WD_ALIGN_PARAGRAPH.CENTER}
#: With more columns than this the heads are set smaller, so that no word of theirs is parted.
_MANY, _SMALL = 6, Pt(8)
#: What «Totalbudsjett» needs, in the one size of heads and the other, also in the wider font of who lacks ours.
_TOTAL, _SMALL_TOTAL = Mm(28), Mm(24)
_BOLD = frozenset(("group", "sum", "total"))


def write_table(page: Page, table: Table, caption: str) -> None:
    """Write a table under its caption, and its footnotes below it."""
    unit = f". {WORDS[page.printed.language]['unit']}" if has_kroner(table) else ""
    page.paragraph("Caption", keep_together(caption) + unit)
    grid = Grid(page, _widths(table.columns, page.width), printable(caption))
    _write_head(grid, table)
    last = len(table.rows) - 1
    printed = [body for part in bodies(table) for body in part]
    for number, (row, places) in enumerate(zip(table.rows, printed, strict=True)):
        cells = grid.row(
            [(place.columns, "") for place in places.places],
            fill=TOTAL_FILL if row.kind == "total" else "",
            # A sum stays with the last row that it adds up, and the name of a group with its first.
            kept=row.kind == "group" or (number < last and table.rows[number + 1].kind in ("sum", "total")),
        )
        for place, paragraph in zip(places.places, cells, strict=True):
            _write_cell(page, paragraph, row, place.cell, place.kind)
    notes = [
        page.paragraph(NOTE, keep_together(f"{number}) {note}")) for number, note in enumerate(table.footnotes, start=1)
    ]
    if notes:
        notes[0].paragraph_format.space_before, notes[-1].paragraph_format.space_after = Pt(4), Pt(10)
    else:
        grid.end()


def _widths(columns: Sequence[Column], width: Length) -> list[Length]:
    """Return the widths of all columns: numbers and amounts what they need, texts share the rest."""
    numbers, texts, kroner = (sum(column.kind == kind for column in columns) for kind in ("number", "text", "kroner"))
    room = width - numbers * _NUMBER - texts * _TEXT
    each = max(_NARROWEST, min(_WIDEST, room // max(kroner, 1)))
    # The word «Totalbudsjett» is longer than its amounts.
    total = _SMALL_TOTAL if len(columns) > _MANY else _TOTAL
    wider = {column.key: max(0, total - each) if column.total_of else 0 for column in columns}
    left = width - numbers * _NUMBER - kroner * each - sum(wider.values())
    fixed = {"number": _NUMBER, "kroner": each, "text": left // max(texts, 1)}
    return [Length(fixed[column.kind] + wider[column.key]) for column in columns]


def _write_head(grid: Grid, table: Table) -> None:
    """Write a head of one row, or of two where columns are grouped under a common name."""
    rows = head_rows(table)
    small = len(table.columns) > _MANY
    spans = [(head.columns, "restart" if head.rows > 1 else "") for head in rows[0]]
    for paragraph, head in zip(grid.row(spans, head=True), rows[0], strict=True):
        _write_heading(paragraph, head.text, head.kind, small=small)
    if len(rows) == 1:
        return
    # Under a head of two rows Word wants a cell that continues it.
    below = [(1, "" if column.group else "continue") for column in table.columns]
    for paragraph, column in zip(grid.row(below, head=True), table.columns, strict=True):
        if column.group:
            _write_heading(paragraph, column.heading, column.kind, small=small)


def _write_heading(paragraph: Paragraph, text: str, kind: str, *, small: bool = False) -> None:
    run = paragraph.add_run(printable(keep_together(text)))
    if small:
        run.font.size = _SMALL
    if kind in _ALIGNED:
        paragraph.alignment = _ALIGNED[kind]


def _write_cell(page: Page, paragraph: Paragraph, row: Row, cell: Cell, kind: str) -> None:
    """Write a cell: its text or amount, how sure that is, what is not counted, and the numbers of its footnotes."""
    if kind in _ALIGNED:
        paragraph.alignment = _ALIGNED[kind]
    for place, (text, quiet) in enumerate(_lines(cell, row, page.printed.language)):
        run = paragraph.add_run(("\n" if place else "") + printable(keep_together(text)))
        run.bold = row.kind in _BOLD or None
        run.italic = quiet or None
    for number in cell.notes:
        paragraph.add_run(f"{number})").font.superscript = True


def _lines(cell: Cell, row: Row, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a cell, and whether each says something about an amount rather than being one."""
    if cell.text:
        yield cell.text, False
    if cell.kroner is not None:
        yield (f"({amount(cell.kroner)})" if row.kind == "outside" else amount(cell.kroner)), False
    for mark in cell.marks:
        yield certainty_word(mark, language), True
    for part in cell.uncounted:
        yield f"{amount(part.kroner)}\u00a0{certainty_word(part.certainty, language)}", True
