"""What a document prints, beside the plan and never in it: tables with every figure and number, and single lines.

A plan holds each figure once, so it cannot hold a wrong sum; the document it was read from can. Readers of documents
fill this, rules about totals, numbering and repeated names read it, and nothing else does. `path` says which part of
the plan a row or line is about (`plans.paths`; empty where none was recognised), `place` where in the document it
stands, in words such as «side 12».
"""

import re
from functools import cached_property
from typing import Literal

from django.core.exceptions import ValidationError

from budgets.kroner import parse_kroner
from reporting.value import Node

_BRACKETED = re.compile(r"\((.*)\)")


class StatedCell(Node):
    """One cell as printed. `kroner` is the amount in it, None where the cell is empty or cannot be read as one."""

    text: str = ""
    kroner: int | None = None
    bracketed: bool = False

    @property
    def is_malformed(self) -> bool:
        """Whether digits are printed that make no amount, as in «(717 00)»."""
        return self.kroner is None and any(char.isdigit() for char in self.text)


_NOTHING = StatedCell()


class StatedColumn(Node):
    """A column as printed; the keys are those of `reporting.tables`."""

    key: str
    heading: str
    kind: Literal["text", "number", "kroner"]


class StatedRow(Node):
    """A row as printed. `sum` closes a group of rows (section 3), `total` the whole table."""

    kind: Literal["group", "item", "sum", "total"]
    cells: tuple[StatedCell, ...]
    path: str = ""
    place: str = ""


class StatedTable(Node):
    """A table as printed: `seksjon-3`, `seksjon-6`, `seksjon-7`, or `delmaal-UID` for the tiltak of a delmål."""

    key: str
    title: str = ""
    columns: tuple[StatedColumn, ...]
    rows: tuple[StatedRow, ...]
    place: str = ""
    #: How many kroner a printed 1 is; amounts in `rows` are whole kroner whatever it is.
    unit: int = 1

    @cached_property
    def indexes(self) -> dict[str, int]:
        """Where each column is, by its key; the first of two alike. Rules ask thousands of times."""
        return {column.key: index for index, column in reversed(list(enumerate(self.columns)))}

    def column(self, key: str) -> int | None:
        """Return the index of a column, or None where the table has no such column."""
        return self.indexes.get(key)

    def cell(self, row: StatedRow, key: str) -> StatedCell:
        """Return a row's cell in a column; an empty one where the table has no such column."""
        index = self.column(key)
        return _NOTHING if index is None or index >= len(row.cells) else row.cells[index]

    @cached_property
    def kroner_keys(self) -> tuple[str, ...]:
        """Keys of the columns of money, in print order."""
        return tuple(column.key for column in self.columns if column.kind == "kroner")


class StatedLine(Node):
    """A line outside tables: what kind it is, the number printed before it, and its words without that number."""

    kind: Literal["title", "date", "goal", "heading", "prompt", "lead", "caption", "adoption", "signature"]
    text: str
    number: int | None = None
    path: str = ""
    place: str = ""


class Stated(Node):
    """All that a document prints and a plan does not hold, in the order of the document.

    `sheets` are all tables of a workbook, whatever they are about: their columns' keys are letters, each row's `place`
    its number, and the table's the name of the sheet.
    """

    tables: tuple[StatedTable, ...] = ()
    lines: tuple[StatedLine, ...] = ()
    sheets: tuple[StatedTable, ...] = ()

    def table(self, key: str) -> StatedTable | None:
        """Return a table by its key, or None where the document has none."""
        return next((table for table in self.tables if table.key == key), None)


def read_cell(text: str, *, money: bool = False) -> StatedCell:
    """Return a cell as printed; in a column of `money` with its amount in whole kroner, brackets taken off."""
    words = " ".join(text.split())
    if not money:
        return StatedCell(text=words)
    inside = _BRACKETED.fullmatch(words)
    try:
        kroner = parse_kroner(inside[1] if inside else words)
    except ValidationError:
        kroner = None
    return StatedCell(text=words, kroner=kroner, bracketed=bool(inside))
