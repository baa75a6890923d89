"""How wide a table's columns are on a sheet, in characters, and what stands before an amount in its cell."""

from reporting.formats.xlsx_text import references
from reporting.formats.xlsx_words import Words
from reporting.table import Cell, Column, Table

NUMBER_WIDTH, KRONER_WIDTH, NARROWEST_TEXT = 5, 16, 14
#: Text columns follow their content up to this; those of a list stay narrow, as it has many.
WIDEST_TEXT, WIDEST_IN_LIST = 46, 26
#: Whole sentences, from so many letters on, have more room in a list: a row is else as tall as a page.
SENTENCES = 100
#: The names of a narrow table are widened so that it fills the page, and no further than the eye can follow a line.
PAGE_WIDTH, WIDEST_NAMES = 130, 84


def label_place(table: Table) -> int:
    """Return the place of the column that names the rows: the last one of text."""
    return max(place for place, column in enumerate(table.columns) if column.kind == "text")


def before(cell: Cell, words: Words) -> str:
    """Return what stands before an amount: how sure it is, and its footnotes unless an uncounted line has them."""
    marks = ", ".join(words.certainty[mark] for mark in cell.marks)
    notes = "" if cell.kroner is None else references(cell.notes)
    return " ".join(part for part in (marks, notes) if part)


def column_widths(table: Table, words: Words, *, filtered: bool) -> list[int]:
    """Return the width of every column. `filtered`: the head has room for the buttons of a filter."""
    widths = [
        _width(column, [row.cells[place] for row in table.rows], words, filtered)
        for place, column in enumerate(table.columns)
    ]
    if not filtered:
        label = label_place(table)
        free = PAGE_WIDTH - sum(widths) + widths[label]
        widths[label] = max(widths[label], min(free, WIDEST_NAMES))
    return widths


def _width(column: Column, cells: list[Cell], words: Words, filtered: bool) -> int:
    """Return a column's width: no word of its heading is broken, and amounts stay on one line."""
    word = max((len(word) for word in column.heading.split()), default=0)
    heading = word + (4 if filtered else 3)
    if column.kind == "number":
        return max(NUMBER_WIDTH, heading)
    if column.kind == "kroner":
        return max(heading, KRONER_WIDTH + max((len(before(cell, words)) for cell in cells), default=0))
    longest = max((len(cell.text) + 2 for cell in cells), default=0)
    narrow = filtered and longest < SENTENCES
    return max(heading, NARROWEST_TEXT, min(longest, WIDEST_IN_LIST if narrow else WIDEST_TEXT))
