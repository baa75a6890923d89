"""A sheet to write on: everything a person wrote stays text, and every page prints alike."""

import textwrap
from typing import NamedTuple

from xlsxwriter import Workbook

from reporting.formats.xlsx_style import Look, Styles
from reporting.formats.xlsx_text import clean, looks_like_formula

#: Points.
LINE_HEIGHT = 15
A4 = 9


class Edges(NamedTuple):
    """Text at the top and bottom of every printed page, in Excel's codes."""

    header: str
    footer: str


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a width of some characters.

    An estimate on the safe side: rows are given a height, as not every program fits them to their text.
    """
    return sum(len(textwrap.wrap(line, max(1, int(width)))) or 1 for line in text.split("\n"))


class Page:
    """One sheet. Rows and columns count from 0."""

    def __init__(self, workbook: Workbook, styles: Styles, name: str) -> None:
        self.sheet = workbook.add_worksheet(name)
        self._styles = styles
        self.sheet.hide_gridlines(2)

    def text(self, row: int, column: int, text: str, look: Look) -> None:
        """Write text that stays text whatever it begins with; no text leaves the cell empty."""
        text = clean(text)
        if not text:
            self.blank(row, column, look)
            return
        if looks_like_formula(text):
            # Excel's own mark for «this is text», so that it stays so when somebody edits the cell.
            look = {**look, "quote_prefix": True}
        self.sheet.write_string(row, column, text, self._styles.get(look))

    def number(self, row: int, column: int, number: int, look: Look) -> None:
        """Write a number as a number."""
        self.sheet.write_number(row, column, number, self._styles.get(look))

    def blank(self, row: int, column: int, look: Look) -> None:
        """Leave a cell empty, with its lines and colour."""
        self.sheet.write_blank(row, column, None, self._styles.get(look))

    def formula(self, row: int, column: int, formula: str, value: int | str | None, look: Look) -> None:
        """Write a live formula with its value beside it: a reader that does not calculate would else show 0."""
        self.sheet.write_formula(row, column, formula, self._styles.get(look), "" if value is None else value)

    def link(self, row: int, column: int, sheet: str, look: Look) -> None:
        """Write the name of another sheet as a link to it."""
        self.sheet.write_url(row, column, f"internal:'{sheet}'!A1", self._styles.get(look), string=sheet)

    def wide_text(self, row: int, columns: tuple[int, int], text: str, look: Look) -> None:
        """Write text over several columns, first and last included."""
        if columns[0] < columns[1]:
            self.sheet.merge_range(row, columns[0], row, columns[1], "", self._styles.get(look))
        self.text(row, columns[0], text, look)

    def alarm(self, area: tuple[int, int, int, int], formula: str, look: Look) -> None:
        """Give cells another look while a formula is true. `area` is first row and column, last row and column."""
        self.sheet.conditional_format(
            *area, {"type": "formula", "criteria": formula, "format": self._styles.change(look)}
        )

    def guard(self, area: tuple[int, int, int, int], title: str, said: str) -> None:
        """Lock all cells that are not open, and let nothing but whole kroner be typed in an area.

        `title` and `said` are what is told of anything else. There is no password: it guards against slips, and who
        means to can lift it.
        """
        rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_title": title, "error_message": said}
        self.sheet.data_validation(*area, rule)
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})

    def height(self, row: int, lines: int, spare: int = 4) -> None:
        """Give a row the height of some lines."""
        self.sheet.set_row(row, lines * LINE_HEIGHT + spare)

    def widths(self, widths: list[int]) -> None:
        """Set the widths of the first columns, in characters."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def print_on_a4(self, edges: Edges, last: tuple[int, int], *, landscape: bool) -> None:
        """Print up to the `last` row and column on A4, one page wide and as many high as it takes."""
        if landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, 0, *last)
        self.sheet.set_header(edges.header)
        self.sheet.set_footer(edges.footer)
