"""A table of Word's XML as a rectangle: cells that span columns or go on over rows, rows that changes took away."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reporting.formats.docx_read_xml import Element, child, chosen, is_on, name_of, number, value
from reporting.intake.document.blocks import Block, Cell, Grid, Paragraph, Picture, Span
from reporting.intake.sorts import Refused

if TYPE_CHECKING:
    from reporting.formats.docx_read_body import Body

MAX_CELLS = 60_000
MAX_COLUMNS = 63
MAX_DEPTH = 6


class Tables:
    """Reads the tables of a document, and numbers them."""

    def __init__(self, body: "Body") -> None:
        self._body = body
        self._count = self._cells = 0

    def read(self, table: Element) -> Iterator[Block]:
        """Yield a table, then pictures and what else cannot stand in a cell."""
        self._count += 1
        place = f"tabell {self._count}"
        rows: list[list[Cell]] = []
        loose: list[Block] = []
        heads, heading = 0, True
        for element in _rows(table, 0):
            if child(element, "trPr/del") is not None:
                self._body.seen["deleted"] += 1
                continue
            self._body.seen["inserted"] += child(element, "trPr/ins") is not None
            heading = heading and is_on(child(element, "trPr"), "tblHeader") is True
            heads += heading
            rows.append(self._row(element, f"{place}, rad {len(rows) + 1}", rows[-1] if rows else [], loose))
        width = max((len(row) for row in rows), default=0)
        filled = tuple((*row, *[Cell()] * (width - len(row))) for row in rows)
        if any(cell.text for row in filled for cell in row):
            yield Grid(place, filled, heads, value(table, "tblPr/tblCaption") or "")
        yield from loose

    def _row(self, row: Element, place: str, above: list[Cell], loose: list[Block]) -> list[Cell]:
        cells: list[Cell] = [Cell()] * min(number(value(row, "trPr/gridBefore")), MAX_COLUMNS)
        for element in _cells(row, 0):
            about = child(element, "tcPr")
            span = max(1, min(number(value(about, "gridSpan"), 1), MAX_COLUMNS - len(cells)))
            self._cells += span
            if self._cells > MAX_CELLS or len(cells) >= MAX_COLUMNS:
                raise Refused("En tabell i dokumentet er for stor til å leses inn. Kort den ned, og prøv igjen.")
            merge = child(about, "vMerge")
            goes_on = merge is not None and (value(about, "vMerge") or "continue") == "continue"
            made = Cell(tuple(self._inside(element, f"{place}, kolonne {len(cells) + 1}", loose, 0)), columns=span)
            if goes_on and len(cells) < len(above) and not made.text:
                made = above[len(cells)]
            cells += [made] * span
        return cells

    def _inside(self, cell: Element, place: str, loose: list[Block], depth: int) -> Iterator[Paragraph]:
        """Yield the paragraphs of a cell; a table in it as lines of its own."""
        if depth > MAX_DEPTH:
            return
        for element in cell:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element, place, loose)
            elif name == "tbl":
                self._body.seen["nested"] += 1
                for row in _rows(element, 0):
                    inner = [part for one in _cells(row, 0) for part in self._inside(one, place, loose, depth + 1)]
                    spans = [span for part in inner for span in (*part.spans, Span("\t"))]
                    if spans:
                        yield Paragraph(place, tuple(spans[:-1]))
            elif name in ("sdt", "sdtContent", "ins", "customXml") and child(element, "sdtPr/showingPlcHdr") is None:
                yield from self._inside(element, place, loose, depth + 1)

    def _paragraph(self, element: Element, place: str, loose: list[Block]) -> Iterator[Paragraph]:
        for block in self._body.paragraphs(element, place):
            if isinstance(block, Paragraph):
                yield block
            elif isinstance(block, Picture):
                loose.append(block)
            else:
                yield from (part for *_, inner in block.cells() for part in inner.paragraphs)


def frame_of(table: Element) -> Element | None:
    """Return the cell of a table that has no other, and tables in it; None for one that is a table itself."""
    rows = list(_rows(table, 0))
    cells = [cell for row in rows[:1] for cell in _cells(row, 0)]
    is_frame = len(rows) == len(cells) == 1 and any(name_of(one) == "tbl" for one in cells[0])
    return cells[0] if is_frame else None


def _rows(parent: Element, depth: int) -> Iterator[Element]:
    yield from _named(parent, "tr", depth)


def _cells(parent: Element, depth: int) -> Iterator[Element]:
    yield from _named(parent, "tc", depth)


def _named(parent: Element, wanted: str, depth: int) -> Iterator[Element]:
    """Yield rows or cells, also those inside a content control."""
    for element in parent:
        name = name_of(element)
        if name == wanted:
            yield element
        elif name == "AlternateContent" and depth < MAX_DEPTH:
            for option in chosen(element):
                yield from _named(option, wanted, depth + 1)
        elif name in ("sdt", "sdtContent", "ins", "customXml") and depth < MAX_DEPTH:
            yield from _named(element, wanted, depth + 1)
