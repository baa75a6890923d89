"""One table on one sheet: title, head, rows with live sums, and footnotes."""

from collections.abc import Iterator
from itertools import groupby

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from reporting.formats.xlsx_columns import before, column_widths, label_place
from reporting.formats.xlsx_page import Edges, Page, lines_of
from reporting.formats.xlsx_style import (
    FOOTNOTE,
    HEAD,
    HEAD_ABOVE,
    HEAD_FILTERED,
    HEAD_GROUP,
    HEAD_KRONER,
    ROWS,
    SUBTITLE,
    TITLE,
    Look,
    kroner_format,
)
from reporting.formats.xlsx_sums import across, down, formula
from reporting.formats.xlsx_text import clean, references
from reporting.formats.xlsx_uncounted import UncountedLine, uncounted_lines
from reporting.formats.xlsx_words import Words
from reporting.table import Cell, Row, Table

FIRST_HEAD_ROW = 3
#: A table with no more columns than this to the right of its first one is printed upright.
WIDEST_UPRIGHT = 2
#: Widths count in digits. Running text takes less room than that, and footnotes are set smaller.
TEXT_FACTOR, FOOTNOTE_FACTOR = 1.1, 1.25


class TableSheet:
    """Writes a table on a page, from its first row on.

    `filtered`: the table is a list, with a filter in its head and text columns of moderate width. `guarded`: only its
    amounts can be written over. A list is not, as Excel refuses to sort locked cells.
    """

    def __init__(
        self, page: Page, words: Words, table: Table, *, filtered: bool = False, guarded: bool = False
    ) -> None:
        self._page, self._words, self._table, self._filtered = page, words, table, filtered
        self.table, self._guarded = table, guarded
        self._label = label_place(table)
        self._widths = column_widths(table, words, filtered=filtered)
        #: Sheet row of each row of the table. Lines for uncounted amounts come between, so sums name their parts.
        self._rows: list[int] = []

    def write(self, subtitle: str, edges: Edges, *, frozen: int = 0) -> None:
        """Write everything. The head and the first `frozen` columns stay in sight; the head prints on every page."""
        right = len(self._table.columns) - 1
        self._page.widths(self._widths)
        self._page.height(0, 1, spare=11)
        self._page.text(0, 0, self._table.title, TITLE)
        self._page.text(1, 0, subtitle, SUBTITLE)
        body = self._write_head()
        end = self._write_rows(body)
        last = self._write_footnotes(end)
        self._page.sheet.freeze_panes(body, frozen)
        self._page.sheet.repeat_rows(FIRST_HEAD_ROW, body - 1)
        if self._filtered:
            self._page.sheet.autofilter(body - 1, 0, max(body, end - 1), right)
        if self._guarded:
            kroner = [place for place, column in enumerate(self._table.columns) if column.kind == "kroner"]
            self._page.guard((body, kroner[0], max(body, end - 1), kroner[-1]), *self._words.refused)
        # Years are headings here and sums skip rows on purpose: no green corners for that.
        everything = xl_range(0, 0, last, right)
        self._page.sheet.ignore_errors({"number_stored_as_text": everything, "formula_range": everything})
        self._page.print_on_a4(edges, (last, right), landscape=right > WIDEST_UPRIGHT)

    def total(self) -> str:
        """Return where the written table's last sum stands, as `$C$15`, or nothing for a table without amounts.

        Where columns are added up it is the sum of them all.
        """
        kroner = [place for place, column in enumerate(self._table.columns) if column.kind == "kroner"]
        rows = [at for at, row in zip(self._rows, self._table.rows, strict=True) if row.kind == "total"]
        if not kroner or not rows:
            return ""
        place = next((place for place in kroner if self._table.columns[place].total_of), kroner[0])
        return self._cell(rows[-1], place)

    def place(self, index: int, key: str) -> str:
        """Return a reference from another sheet to a cell of the written table: its row's index, its column's key."""
        return f"'{self._page.sheet.get_name()}'!{self._cell(self._rows[index], self._table.column(key))}"

    def amounts(self) -> Iterator[tuple[str, str, int | None]]:
        """Yield every amount of the written table: its place as `C15`, `sum` or `beløp`, and the kroner in it."""
        for at, row in zip(self._rows, self._table.rows, strict=True):
            for place, column in enumerate(self._table.columns):
                if column.kind == "kroner" and row.kind != "group":
                    how = "sum" if self._parts(at, place, row) else "beløp"
                    yield xl_rowcol_to_cell(at, place), how, row.cells[place].kroner

    def _cell(self, row: int, column: int) -> str:
        found: str = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        return found

    # The head

    def _write_head(self) -> int:
        """Write a head of one row, or of two where columns are grouped. Return the first row after it."""
        columns, row = self._table.columns, FIRST_HEAD_ROW
        if any(column.group for column in columns):
            for group, members in groupby(range(len(columns)), key=lambda place: columns[place].group):
                places = list(members)
                self._page.wide_text(row, (places[0], places[-1]), group, HEAD_GROUP if group else HEAD_ABOVE)
            row += 1
        self._page.height(
            row, max(lines_of(column.heading, width - 2) for column, width in zip(columns, self._widths, strict=True))
        )
        for place, column in enumerate(columns):
            right = HEAD_FILTERED if self._filtered else HEAD_KRONER
            left = self._padded(place, HEAD) if column.kind == "text" else HEAD
            self._page.text(row, place, column.heading, right if column.kind == "kroner" else left)
        return row + 1

    def _padded(self, place: int, look: Look) -> Look:
        """Return a look for text with some air before it, where it would touch what stands at its left."""
        touching = place > 0 and (self._filtered or self._table.columns[place - 1].kind == "kroner")
        return {**look, "indent": 1} if touching else look

    # The rows

    def _write_rows(self, first: int) -> int:
        """Write all rows and the lines under them. Return the first row after them."""
        at = first
        for row in self._table.rows:
            self._rows.append(at)
            at += 1
            # A blank cell has nothing to hang its footnotes on; they stand at its first uncounted amount instead.
            noted = {place for place, cell in enumerate(row.cells) if cell.kroner is not None}
            for line in uncounted_lines(row):
                self._write_uncounted(at, row, line, noted)
                noted |= line.amounts.keys()
                at += 1
        for at_row, row in zip(self._rows, self._table.rows, strict=True):
            self._page.height(at_row, self._lines(row))
            for place, cell in enumerate(row.cells):
                self._write_cell(at_row, place, row, cell)
        return at

    def _lines(self, row: Row) -> int:
        """Return how many lines the row's longest text takes in its column."""
        return max(
            lines_of(clean(cell.text), (width - 1) * TEXT_FACTOR)
            for cell, width in zip(row.cells, self._widths, strict=True)
        )

    def _write_cell(self, at: int, place: int, row: Row, cell: Cell) -> None:
        """Write a cell as what its column holds."""
        kind, look = self._table.columns[place].kind, self._look(row)
        if kind == "kroner":
            self._write_kroner(at, place, row, cell)
        elif kind == "number" and cell.text.isdecimal():
            self._page.number(at, place, int(cell.text), {**look, "align": "left"})
        else:
            self._page.text(
                at, place, cell.text + references(cell.notes), {**self._padded(place, look), "text_wrap": True}
            )

    def _look(self, row: Row) -> Look:
        """Return the look of a row; the cells of a list begin at its top, as some of them are many lines long."""
        return {**ROWS[row.kind], "valign": "top"} if self._filtered else ROWS[row.kind]

    def _write_kroner(self, at: int, place: int, row: Row, cell: Cell) -> None:
        """Write a live sum, an amount, or a blank."""
        pattern = kroner_format(brackets=row.kind == "outside", before=before(cell, self._words))
        look = {**self._look(row), "num_format": pattern}
        parts = self._parts(at, place, row)
        if parts:
            self._page.formula(at, place, formula(parts), cell.kroner, look)
        elif row.kind == "group":
            self._page.blank(at, place, look)
        else:
            # What is no sum may be written over, where the rest of the sheet is locked.
            look = {**look, "locked": False} if self._guarded else look
            if cell.kroner is None:
                self._page.blank(at, place, look)
            else:
                self._page.number(at, place, cell.kroner, look)

    def _parts(self, at: int, place: int, row: Row) -> list[str]:
        """Return references to what a cell adds up: rows in a sum row, columns in a total column, else nothing."""
        if row.kind in ("sum", "total"):
            return down(place, (self._rows[index] for index in row.sum_of))
        total_of = self._table.columns[place].total_of
        if row.kind != "group" and total_of:
            return across(at, (self._table.column(key) for key in total_of))
        return []

    def _write_uncounted(self, at: int, row: Row, line: UncountedLine, noted: set[int]) -> None:
        """Write frozen or refused amounts in their columns, in brackets, on a line that no formula refers to.

        Cells in the columns `noted` have their footnotes already.
        """
        look = ROWS["uncounted"]
        self._page.height(at, 1)
        word = self._words.not_counted.format(self._words.certainty[line.certainty].capitalize())
        for place, cell in enumerate(row.cells):
            if place in line.amounts:
                notes = "" if place in noted else references(cell.notes)
                pattern = kroner_format(brackets=True, before=notes)
                self._page.number(at, place, line.amounts[place].kroner, {**look, "num_format": pattern})
            elif place == self._label:
                self._page.text(at, place, word, {**look, "indent": 1})
            else:
                self._page.blank(at, place, look)

    def _write_footnotes(self, end: int) -> int:
        """Write the footnotes over the table's whole width, after a free row. Return the last row in use."""
        last, width = len(self._table.columns) - 1, sum(self._widths)
        for number, text in enumerate(self._table.footnotes, start=1):
            said = f"{references((number,))} {clean(text)}"
            self._page.wide_text(end + number, (0, last), said, FOOTNOTE)
            self._page.height(end + number, lines_of(said, width * FOOTNOTE_FACTOR), spare=0)
        return end + len(self._table.footnotes) if self._table.footnotes else end - 1
