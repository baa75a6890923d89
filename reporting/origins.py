"""How an amount of a table came about: the lines it is the sum of, or the cells. Pure: no database, no request."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from budgets.certainty import Counting, counts
from reporting.table import Cell, Row, Table
from reporting.value import Delmaal, Handlingsplan, Line, Post, Tiltak
from reporting.words import WORDS


class Part(NamedTuple):
    """What an amount is made of; `counts` is false for what is shown beside the sum and never in it."""

    label: str
    kroner: int
    certainty: str = "planlagt"
    words: str = ""
    counts: bool = True


class Origin(NamedTuple):
    """An amount with its parts. `key` is its place on the page, `kroner` blank where no part counts."""

    key: str
    title: str
    kroner: int | None
    parts: tuple[Part, ...]


def place_key(table: Table, row: int, column: int) -> str:
    """Return the key of a place in a table, by the indexes of its row and column."""
    return f"{table.key}-{row}-{column}"


def origins(plan: Handlingsplan, table: Table, counting: Counting = Counting.ALT) -> dict[str, Origin]:
    """Return how every amount of section 3, 6 or 7 of the plan came about, by the key of its place."""
    return _Origins(plan, table, counting).found()


def _name(table: Table, row: Row) -> str:
    """Return what a row is called: the last text in it."""
    texts = [cell.text for cell, column in zip(row.cells, table.columns, strict=True) if column.kind == "text"]
    return texts[-1]


def _cell_parts(label: str, cell: Cell) -> Iterator[Part]:
    """Yield another cell as a part; what is not counted in it is told there."""
    if cell.kroner is not None:
        yield Part(label, cell.kroner)


class _Origins:
    """Knows the rows of a plan by uid, so that each amount is looked up and not searched for."""

    def __init__(self, plan: Handlingsplan, table: Table, counting: Counting) -> None:
        self.plan = plan
        self.counting = counting
        self.table = table
        self.owners: dict[str, Delmaal | Post] = {one.uid: one for one in plan.delmaal}
        self.owners |= {one.uid: one for one in plan.posts}
        self.own = {item.uid: item.lines for goal in plan.delmaal for item in goal.tiltak}
        self.own |= {goal.uid: goal.lines for goal in plan.delmaal}

    def found(self) -> dict[str, Origin]:
        """Return the amounts by key."""
        found = {}
        for number, row in enumerate(self.table.rows):
            for index, column in enumerate(self.table.columns):
                cell = row.cells[index]
                if column.kind == "kroner" and (cell.kroner is not None or cell.uncounted):
                    key = place_key(self.table, number, index)
                    title = f"{_name(self.table, row)}, {column.heading}"
                    found[key] = Origin(key, title, cell.kroner, tuple(self._parts(row, index)))
        return found

    def _parts(self, row: Row, index: int) -> Iterator[Part]:
        """Yield the parts of an amount: other rows, other columns, or the lines that were entered."""
        column = self.table.columns[index]
        if row.sum_of:
            for part in (self.table.rows[place] for place in row.sum_of):
                yield from _cell_parts(_name(self.table, part), part.cells[index])
        elif column.total_of:
            for key in column.total_of:
                place = self.table.column(key)
                yield from _cell_parts(self.table.columns[place].heading, row.cells[place])
        elif self.table.key == "seksjon-3":
            yield from line_parts(self.plan, _state(self.plan, self.own[row.uid]), self.plan.year)
        elif self.table.key.startswith("seksjon-7"):
            for label, lines in _by_place(self.plan, self.owners[row.uid]):
                some = (line for line in lines if line.source == column.key)
                yield from line_parts(self.plan, some, self.plan.year, label, counting=self.counting)
        else:
            yield from self._of_year(self.owners[row.uid], int(column.key))

    def _of_year(self, owner: Delmaal | Post, year: int) -> Iterator[Part]:
        """Yield the parts of a cell of section 6."""
        earlier = [figure.kroner for figure in owner.earlier if figure.year == year]
        if earlier:
            yield Part(f"Historikk for {year}", earlier[0])
            return
        every_source = isinstance(owner, Post) and owner.outside_sum
        several = len(self.plan.state_sources) > 1
        for label, lines in _by_place(self.plan, owner):
            found = lines if every_source else _state(self.plan, lines)
            yield from line_parts(self.plan, found, year, label, name_source=several)


def _state(plan: Handlingsplan, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.source in plan.state_sources]


def _by_place(plan: Handlingsplan, owner: Delmaal | Post) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield the lines of a delmål by where they were entered, and those of a post as they are."""
    if isinstance(owner, Post):
        yield "", owner.lines
        return
    for tiltak in owner.tiltak:
        yield tiltak_label(owner, tiltak), tiltak.lines
    yield WORDS[plan.language]["not_spread"], owner.lines


def tiltak_label(goal: Delmaal, tiltak: Tiltak) -> str:
    """Return a tiltak's number and title as people say it: «6.1 Bolig»."""
    return f"{goal.number}.{tiltak.number} {tiltak.title}"


def line_parts(
    plan: Handlingsplan,
    lines: Iterable[Line],
    year: int,
    label: str = "",
    *,
    name_source: bool = False,
    counting: Counting = Counting.ALT,
) -> Iterator[Part]:
    """Yield the entered lines of a year as parts, under a label or else their source's name.

    `name_source` names the source beside the label, where the lines may come from more than one.
    """
    names = {source.key: source.name for source in plan.sources}
    for line in lines:
        if line.year == year:
            shared = f"delt med {line.shared_with}" if line.shared_with else ""
            source = names[line.source] if label and name_source else ""
            words = ", ".join(word for word in (source, shared, line.note) if word)
            yield Part(
                label or names[line.source], line.kroner, line.certainty, words, counts(line.certainty, counting)
            )
