"""The rows of a printed table as amounts to add up: which count, what of each is frozen, and what they are called."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from reporting.checks.case import Case
from reporting.checks.causes import Part
from reporting.checks.words import Text, Words, same
from reporting.stated import StatedCell, StatedRow, StatedTable
from reporting.value import Post

ROW = Words(nb="rad {number} ({name})", nn="rad {number} ({name})")
ROW_PLAIN = Words(nb="raden «{name}»", nn="rada «{name}»")
SUM_ROW = Text("sumraden", "sumrada")
IN_COLUMN = Words(nb="{row} i {column}", nn="{row} i {column}")
COLUMN = Words(nb="kolonnen {heading}", nn="kolonnen {heading}")
TOTAL_COLUMN = Text("totalen", "totalen")
WHERE = Words(nb="{table}, {row}, {column}", nn="{table}, {row}, {column}")
WHERE_ROW = Words(nb="{table}, {row}", nn="{table}, {row}")

#: The column that adds up the others, row by row.
TOTAL = "total"


class Figure(NamedTuple):
    """A printed amount, how much of it the plan holds as frozen or refused, and which of the two."""

    kroner: int
    uncounted: int = 0
    certainty: str = ""

    @property
    def counted(self) -> int:
        """What belongs in a sum."""
        return self.kroner - self.uncounted


class PrintedTable:
    """A budget table of a document (sections 6 and 7), with what the plan knows of its rows.

    What a rule asks of a row was most often asked by the rule before, so it is read once for all of them. `id` stands
    for a row: the table holds its rows, and two rows may be equal.
    """

    def __init__(self, case: Case, table: StatedTable) -> None:
        self.case, self.table = case, table
        self.parts = tuple(key for key in table.kroner_keys if key != TOTAL)
        self.items = [row for row in table.rows if row.kind == "item"]
        self.sum_row = next((row for row in table.rows if row.kind == "total"), None)

    def cell(self, row: StatedRow, key: str) -> StatedCell:
        """Return a row's cell."""
        return self.table.cell(row, key)

    def is_bracketed(self, row: StatedRow) -> bool:
        """Whether the row's amounts are printed in brackets."""
        return id(row) in self._bracketed

    @cached_property
    def _bracketed(self) -> frozenset[int]:
        keys = self.table.kroner_keys
        cells = [(id(row), self.cell(row, key)) for row in self.table.rows for key in keys]
        return frozenset(row for row, cell in cells if cell.bracketed or cell.text.startswith("("))

    def is_outside(self, row: StatedRow) -> bool:
        """Whether the row is in no sum: printed in brackets, or a post outside the sum in the plan."""
        post = self.case.parts.get(row.path)
        return self.is_bracketed(row) or (isinstance(post, Post) and post.outside_sum)

    @cached_property
    def summed(self) -> list[StatedRow]:
        """The rows that the sum row adds up."""
        return [row for row in self.items if not self.is_outside(row)]

    def figure(self, row: StatedRow, key: str) -> Figure | None:
        """Return a cell's amount, or None where it is blank or no amount."""
        return self._figures[id(row)].get(key)

    @cached_property
    def _figures(self) -> dict[int, dict[str, Figure]]:
        """The amounts of every row, by column in print order."""
        return {id(row): dict(self._read(row)) for row in self.table.rows}

    def _read(self, row: StatedRow) -> Iterator[tuple[str, Figure]]:
        for key in self.table.kroner_keys:
            kroner = self.cell(row, key).kroner
            if kroner is not None:
                counted, uncounted, certainty = self._held.get((row.path.partition("/")[2], key), (0, 0, ""))
                # Frozen money may be printed as any other amount, or be left out; only the plan tells them apart.
                held = uncounted and kroner == counted + uncounted
                yield key, Figure(kroner, uncounted, certainty) if held else Figure(kroner)

    @cached_property
    def _held(self) -> dict[tuple[str, str], tuple[int, int, str]]:
        """What the plan holds in each cell, by the row's uid and the column: kroner that count, and not, and why."""
        table = self.case.tables.get(self.table.key)
        return {
            (row.uid, column.key): (
                cell.kroner or 0,
                sum(amount.kroner for amount in cell.uncounted),
                cell.uncounted[0].certainty if cell.uncounted else "",
            )
            for row in (table.rows if table else ())
            for column, cell in zip(table.columns if table else (), row.cells, strict=True)
            if row.uid
        }

    def figures(self, row: StatedRow) -> list[tuple[str, Figure]]:
        """Return a row's amounts by column, without its total."""
        return [(key, figure) for key, figure in self._figures[id(row)].items() if key != TOTAL]

    def counted(self, row: StatedRow, key: str) -> int:
        """Return what of a cell belongs in a sum, in kroner; 0 where it is blank or no amount."""
        figure = self.figure(row, key)
        return figure.counted if figure else 0

    def is_whole(self, row: StatedRow) -> bool:
        """Whether every cell of the row but its total is blank or a readable amount."""
        return id(row) not in self._broken

    @cached_property
    def _broken(self) -> frozenset[int]:
        return frozenset(
            id(row) for row in self.table.rows if any(self.cell(row, key).is_malformed for key in self.parts)
        )

    def row_name(self, row: StatedRow) -> Text:
        """Return what a row is called: its number and its name, as printed."""
        return SUM_ROW if row.kind in ("sum", "total") else self._row_names[id(row)]

    @cached_property
    def _row_names(self) -> dict[int, Text]:
        return {id(row): self._row_name(row) for row in self.table.rows}

    def _row_name(self, row: StatedRow) -> Text:
        number = self.cell(row, "number").text.strip(" .")
        name = self.cell(row, "name").text or self.cell(row, "title").text
        return ROW(number=number, name=name) if number else ROW_PLAIN(name=name)

    def column_name(self, key: str) -> Text:
        """Return what a column is called: a year as it is, a source by its heading."""
        if key == TOTAL:
            return TOTAL_COLUMN
        index = self.table.column(key)
        heading = self.table.columns[index].heading if index is not None else key
        return same(heading) if heading.isdigit() else COLUMN(heading=heading)

    def where(self, row: StatedRow, key: str = "") -> Text:
        """Return the place of a cell, or of a row, in words."""
        name = self.case.table_name(self.table.key)
        if key:
            return WHERE(table=name, row=self.row_name(row), column=self.column_name(key))
        return WHERE_ROW(table=name, row=self.row_name(row))

    def at(self, row: StatedRow, key: str = "") -> str:
        """Return the place of a cell for an acknowledgement: table, row and column."""
        name = row.path or ("sum" if row.kind == "total" else self.cell(row, "name").text)
        return "/".join(part for part in (self.table.key, name, key) if part)

    def path(self, row: StatedRow) -> str:
        """Return the path to go to: the row's own part of the plan, or the section of the table."""
        return row.path or self.case.table_path(self.table.key)

    def part(self, row: StatedRow, key: str, *, named: bool = False) -> Part | None:
        """Return a cell's counted amount as a possible cause; `named` with the column in its name."""
        counted = self.counted(row, key)
        if not counted:
            return None
        name = self.row_name(row)
        if named or key != TOTAL:
            name = IN_COLUMN(row=name, column=self.column_name(key))
        return Part(name, counted, self.at(row))


def budget_tables(case: Case) -> tuple[PrintedTable, ...]:
    """Return sections 6 and 7 as printed."""
    found = [case.stated.table(key) for key in ("seksjon-6", "seksjon-7")]
    return tuple(PrintedTable(case, table) for table in found if table)
