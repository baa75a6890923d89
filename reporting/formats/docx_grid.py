"""A table in the Word document, row by row: columns of given widths, and heads that are repeated on every page."""

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph

from reporting.formats.docx_page import Page
from reporting.formats.docx_style import HEAD, LABEL
from reporting.formats.docx_xml import add, element

HEAD_FILL, TOTAL_FILL = "E3EAF1", "EEF3F8"
_LINE = "B9C6D3"
_STRONG = "0B2A4A"


class Grid:
    """A table under way. `caption` is what a screen reader is told that it is."""

    def __init__(self, page: Page, widths: Sequence[Length], caption: str = "") -> None:
        self._page = page
        self._widths = widths
        self._table: Any = page.file.add_table(rows=0, cols=len(widths))._tbl
        for made, width in zip(self._table.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
            made.set(qn("w:w"), str(width.twips))
        self._describe(caption)

    def _describe(self, caption: str) -> None:
        """Say that widths are fixed, where there are lines, and that the first row and column are heads."""
        properties = self._table.tblPr
        for old in list(properties):
            properties.remove(old)
        # In the order that Word's own schema has them.
        add(properties, "w:tblW", w=str(sum(width.twips for width in self._widths)), type="dxa")
        lines = add(properties, "w:tblBorders")
        for side, colour in (("top", _STRONG), ("bottom", _STRONG), ("insideH", _LINE)):
            add(lines, f"w:{side}", val="single", sz="4", space="0", color=colour)
        add(properties, "w:tblLayout", type="fixed")
        margins = add(properties, "w:tblCellMar")
        for side, width in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70)):
            add(margins, f"w:{side}", w=str(width), type="dxa")
        add(
            properties, "w:tblLook", val="04A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0", noVBand="1"
        )
        if caption:
            add(properties, "w:tblCaption", val=caption)

    def row(
        self, spans: Sequence[tuple[int, str]] = (), *, head: bool = False, fill: str = "", kept: bool = False
    ) -> list[Paragraph]:
        """Add a row and return a paragraph to fill in each of its cells.

        `spans` gives how many columns each cell takes, and `restart` or `continue` where it goes on over several rows;
        without them every cell has a column of its own. `kept`: the row is not parted from the next by a page.
        """
        made = add(self._table, "w:tr")
        about = add(made, "w:trPr")
        add(about, "w:cantSplit")
        if head:
            add(about, "w:tblHeader")
        cells, column = [], 0
        for wide, down in spans or [(1, "")] * len(self._widths):
            width = sum(one.twips for one in self._widths[column : column + wide])
            cell = add(made, "w:tc")
            self._of_cell(cell, width, wide, down, HEAD_FILL if head else fill, "bottom" if head else "top")
            column += wide
            paragraph = Paragraph(add(cell, "w:p"), self._page.file._body)
            paragraph.style = HEAD if head else LABEL
            paragraph.paragraph_format.keep_with_next = True if kept or head else None
            cells.append(paragraph)
        return cells

    def _of_cell(self, cell: Any, width: int, wide: int, down: str, fill: str, stands: str) -> None:
        about = add(cell, "w:tcPr")
        add(about, "w:tcW", w=str(width), type="dxa")
        if wide > 1:
            add(about, "w:gridSpan", val=str(wide))
        if down:
            about.append(element("w:vMerge", val=down))
        if fill:
            add(about, "w:shd", val="clear", color="auto", fill=fill)
        add(about, "w:vAlign", val=stands)

    def end(self) -> None:
        """Go on under the table: Word joins two tables that touch."""
        self._page.paragraph(LABEL)
