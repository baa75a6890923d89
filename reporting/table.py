"""A table as a value: typed columns, rows and computed sums. Page, PDF, Excel, Word and JSON all print this."""

from typing import Literal

from reporting.value import Node


class Column(Node):
    """A column. `total_of` names the columns whose kroner it adds up, row by row."""

    key: str
    heading: str
    kind: Literal["text", "number", "kroner"]
    group: str = ""
    total_of: tuple[str, ...] = ()


class Uncounted(Node):
    """An amount that is shown and not summed: frozen or refused."""

    kroner: int
    certainty: str


class Cell(Node):
    """What stands in one place: a text, a number, or kroner (None is blank, which is not zero)."""

    text: str = ""
    kroner: int | None = None
    uncounted: tuple[Uncounted, ...] = ()
    marks: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


class Row(Node):
    """A row. `sum_of` holds the indexes of the rows it adds up; `outside` rows are in brackets and in no sum."""

    kind: Literal["group", "item", "outside", "sum", "total"]
    cells: tuple[Cell, ...]
    uid: str = ""
    sum_of: tuple[int, ...] = ()


class Table(Node):
    """A table with its footnotes; cells refer to a footnote by its number from 1."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[str, ...] = ()

    def column(self, key: str) -> int:
        """Return the index of a column. Raises KeyError."""
        for index, column in enumerate(self.columns):
            if column.key == key:
                return index
        raise KeyError(key)
