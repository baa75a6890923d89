"""The table people enter amounts from: this year's money row by row, one column per source.

Sums are section 7's own cells, so that the two can never differ.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from budgets.certainty import COUNTED_IN, Certainty, Counting, counts
from budgets.hours import hours
from budgets.services import Amount, cell_base
from budgets.sums import counted, uncounted
from reporting.money import CERTAINTY_WORDS, amount
from reporting.origins import Origin, line_parts, place_key, tiltak_label
from reporting.table import Table
from reporting.value import Handlingsplan, Line, Source
from reporting.words import WORDS

#: From planned to refused, as the words are chosen from.
_ORDER = {certainty: place for place, certainty in enumerate(Certainty.values)}


class Mark(NamedTuple):
    """How sure an amount is, with the words for it; the amount comes first where only a part of the cell is meant."""

    certainty: str
    label: str


class EntryCell(NamedTuple):
    """What a row has from one source: kroner that count (None is blank), and what must be said about how sure they are.

    `apart` are the marks of frozen and refused amounts, which are shown beside the sum and never in it. `hours` is own
    effort at the year's hourly rate. `origin` is the key of how the amount came about, where that is not plain to see.
    `amounts` and `base` are what the grid begins to write from, in a cell that holds anything; a `fixed` cell is not
    written here.
    """

    kroner: int | None
    marks: tuple[Mark, ...] = ()
    apart: tuple[Mark, ...] = ()
    hours: int | None = None
    origin: str = ""
    amounts: str = ""
    base: str = ""
    fixed: bool = False


class EntryRow(NamedTuple):
    """A row with a cell per source and their sum. `kind` and `uid` are the address of its form, which a sum has not."""

    label: str
    cells: tuple[EntryCell, ...]
    total: EntryCell
    kind: str = ""
    uid: str = ""
    may_edit: bool = False
    outside_sum: bool = False


class EntryGroup(NamedTuple):
    """A delmål with its sum and its rows; the posts have no sum of their own."""

    label: str
    sums: EntryRow | None
    rows: tuple[EntryRow, ...]


class EntryTable(NamedTuple):
    """All rows that can hold an amount, in the order of the plan, with section 7's sum of them.

    `rate` is the year's kroner an hour, if there is one; `origins` is how the amounts of the rows came about. `counted`
    is the certainties that the sums take in.
    """

    sources: tuple[Source, ...]
    groups: tuple[EntryGroup, ...]
    foot: EntryRow
    rate: int | None
    origins: tuple[Origin, ...]
    counted: str
    #: The base of a cell that holds nothing.
    empty: str = cell_base(())


def entry_table(
    plan: Handlingsplan, financing: Table, editable: frozenset[str], counting: Counting = Counting.ALT
) -> EntryTable:
    """Return every row of the plan's year. `financing` is section 7 of the same plan, with the same counting.

    `editable` holds the uids of the delmål the reader may write in; posts are for who may write in all of them.
    """
    return _Entries(plan, financing, editable, counting).table()


class _Entries:
    """Builds the table, and gathers how its amounts came about on the way."""

    def __init__(self, plan: Handlingsplan, financing: Table, editable: frozenset[str], counting: Counting) -> None:
        self.plan = plan
        self.counting = counting
        self.financing = financing
        self.editable = editable
        self.rate = next((rate.kroner for rate in plan.agreement.hourly_rates if rate.year == plan.year), None)
        self.origins: list[Origin] = []

    def table(self) -> EntryTable:
        """Return the table."""
        plan = self.plan
        everywhere = self.editable >= {goal.uid for goal in plan.delmaal}
        groups = []
        for goal in plan.delmaal:
            may = goal.uid in self.editable
            rows = [
                self._row(tiltak_label(goal, tiltak), tiltak.lines, ("tiltak", tiltak.uid), may)
                for tiltak in goal.tiltak
            ]
            rows.append(self._row(WORDS[plan.language]["not_spread"], goal.lines, ("delmaal", goal.uid), may))
            label = f"Delmål {goal.number}: {goal.short_title}"
            groups.append(EntryGroup(label, self._sum_row(label, uid=goal.uid), tuple(rows)))
        if plan.posts:
            posts = tuple(
                self._row(f"{post.number}. {post.name}", post.lines, ("post", post.uid), everywhere, post.outside_sum)
                for post in plan.posts
            )
            groups.append(EntryGroup("Uten delmål", None, posts))
        foot = self._sum_row("Sum")
        return EntryTable(
            plan.sources,
            tuple(groups),
            foot,
            self.rate,
            tuple(self.origins),
            " ".join(sorted(COUNTED_IN[self.counting])),
        )

    def _row(
        self,
        label: str,
        lines: Iterable[Line],
        address: tuple[str, str],
        may_edit: bool,
        outside_sum: bool = False,
    ) -> EntryRow:
        """Return the row of some lines, of which those of other years are left out."""
        this_year = [line for line in lines if line.year == self.plan.year]
        place = f"{label}, {self.plan.year}"
        cells = []
        for source in self.plan.sources:
            some = [line for line in this_year if line.source == source.key]
            cell = entry_cell(some, self.counting)
            cell = cell._replace(hours=self._hours(source, cell.kroner))
            if len(some) > 1 or any(line.shared_with or line.note for line in some):
                cell = cell._replace(origin=self._told(some, f"{address[1]}-{source.key}", f"{label}, {source.name}"))
            cells.append(cell)
        total = EntryCell(counted(this_year, self.counting))
        if len(this_year) > 1:
            total = total._replace(origin=self._told(this_year, f"{address[1]}-sum", place))
        return EntryRow(label, tuple(cells), total, *address, may_edit, outside_sum)

    def _told(self, lines: Sequence[Line], key: str, title: str) -> str:
        """Note how the sum of some lines came about, and return its key."""
        parts = tuple(line_parts(self.plan, lines, self.plan.year, counting=self.counting))
        self.origins.append(Origin(f"rad-{key}", title, counted(lines, self.counting), parts))
        return f"rad-{key}"

    def _hours(self, source: Source, kroner: int | None) -> int | None:
        """Return own effort in hours, and nothing for other money."""
        return hours(kroner, self.rate) if source.kind == "egenandel" else None

    def _sum_row(self, label: str, uid: str = "") -> EntryRow:
        """Return a delmål's row of section 7, or its total, in the order of the sources."""
        wanted = "item" if uid else "total"
        index, row = next(
            (index, row) for index, row in enumerate(self.financing.rows) if row.kind == wanted and row.uid == uid
        )

        def cell(key: str) -> EntryCell:
            column = self.financing.column(key)
            kroner = row.cells[column].kroner
            return EntryCell(kroner, origin="" if kroner is None else place_key(self.financing, index, column))

        cells = [cell(source.key) for source in self.plan.sources]
        told = [
            one._replace(hours=self._hours(source, one.kroner))
            for one, source in zip(cells, self.plan.sources, strict=True)
        ]
        return EntryRow(label, tuple(told), cell("total"))


def entry_cell(lines: Sequence[Line], counting: Counting = Counting.ALT) -> EntryCell:
    """Return the cell of some lines of one source. Planned is how money usually stands, so that goes without a mark."""
    parts: dict[str, list[Line]] = defaultdict(list)
    lines = sorted(lines, key=lambda line: _ORDER[line.certainty])
    for line in lines:
        if counts(line.certainty, counting):
            parts[line.certainty].append(line)
    if len(parts) > 1:
        marks = tuple(_mark(certainty, counted(part)) for certainty, part in parts.items())
    else:
        marks = tuple(Mark(certainty, CERTAINTY_WORDS[certainty]) for certainty in parts if certainty != "planlagt")
    apart = tuple(_mark(line.certainty, line.kroner) for line in uncounted(lines, counting))
    found = EntryCell(counted(lines, counting), marks, apart)
    if not lines:
        return found
    amounts, base = written([Amount(line.certainty, line.shared_with, line.kroner, line.note) for line in lines])
    return found._replace(amounts=amounts, base=base)


def written(amounts: Sequence[Amount]) -> tuple[str, str]:
    """Return what the grid writes from: a cell's amounts as JSON, and their base. Empty cells have none."""
    return json.dumps(amounts, ensure_ascii=False), cell_base(amounts)


def _mark(certainty: str, kroner: int | None) -> Mark:
    """Return the mark of an amount that is a part of its cell, or apart from it."""
    return Mark(certainty, f"{amount(kroner)} {CERTAINTY_WORDS[certainty]}")
