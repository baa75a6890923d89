"""The table people enter amounts from: this year's money row by row, one column per source.

Sums are section 7's own cells, so that the two can never differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from budgets.certainty import Certainty, counts
from budgets.sums import counted, uncounted
from reporting import tables
from reporting.money import CERTAINTY_WORDS, amount
from reporting.table import Row, Table
from reporting.value import Handlingsplan, Line, Source

#: From planned to refused, as the words are chosen from.
_ORDER = {certainty: place for place, certainty in enumerate(Certainty.values)}


class Mark(NamedTuple):
    """How sure an amount is, with the words for it; the amount comes first where only a part of the cell is meant."""

    certainty: str
    label: str


class EntryCell(NamedTuple):
    """What a row has from one source: kroner that count (None is blank), and what must be said about how sure they are.

    `apart` are the marks of frozen and refused amounts, which are shown beside the sum and never in it.
    """

    kroner: int | None
    marks: tuple[Mark, ...] = ()
    apart: tuple[Mark, ...] = ()


class EntryRow(NamedTuple):
    """A row with a cell per source and their sum. `kind` and `uid` are the address of its form, which a sum has not."""

    label: str
    cells: tuple[EntryCell, ...]
    total: int | None
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
    """All rows that can hold an amount, in the order of the plan, with section 7's sum of them."""

    sources: tuple[Source, ...]
    groups: tuple[EntryGroup, ...]
    foot: EntryRow


def entry_table(plan: Handlingsplan, financing: Table, editable: frozenset[str]) -> EntryTable:
    """Return every row of the plan's year. `financing` is section 7 of the same plan.

    `editable` holds the uids of the delmål the reader may write in; posts are for who may write in all of them.
    """
    everywhere = editable >= {goal.uid for goal in plan.delmaal}
    sums = {row.uid: row for row in financing.rows if row.kind == "item"}
    groups = []
    for goal in plan.delmaal:
        may = goal.uid in editable
        rows = [
            _row(plan, f"{goal.number}.{tiltak.number} {tiltak.title}", tiltak.lines, ("tiltak", tiltak.uid), may)
            for tiltak in goal.tiltak
        ]
        rows.append(_row(plan, tables.NOT_SPREAD, goal.lines, ("delmaal", goal.uid), may))
        label = f"Delmål {goal.number}: {goal.short_title}"
        groups.append(EntryGroup(label, _sum_row(plan, label, financing, sums[goal.uid]), tuple(rows)))
    if plan.posts:
        posts = tuple(
            _row(plan, f"{post.number}. {post.name}", post.lines, ("post", post.uid), everywhere, post.outside_sum)
            for post in plan.posts
        )
        groups.append(EntryGroup("Uten delmål", None, posts))
    total = next(row for row in financing.rows if row.kind == "total")
    return EntryTable(plan.sources, tuple(groups), _sum_row(plan, "Sum", financing, total))


def _row(
    plan: Handlingsplan,
    label: str,
    lines: Iterable[Line],
    address: tuple[str, str],
    may_edit: bool,
    outside_sum: bool = False,
) -> EntryRow:
    """Return the row of some lines, of which those of other years are left out."""
    this_year = [line for line in lines if line.year == plan.year]
    cells = tuple(_cell([line for line in this_year if line.source == source.key]) for source in plan.sources)
    return EntryRow(label, cells, counted(this_year), *address, may_edit, outside_sum)


def _cell(lines: Sequence[Line]) -> EntryCell:
    """Return the cell of some lines of one source. Planned is how money usually stands, so that goes without a mark."""
    parts: dict[str, list[Line]] = defaultdict(list)
    lines = sorted(lines, key=lambda line: _ORDER[line.certainty])
    for line in lines:
        if counts(line.certainty):
            parts[line.certainty].append(line)
    if len(parts) > 1:
        marks = tuple(_mark(certainty, counted(part)) for certainty, part in parts.items())
    else:
        marks = tuple(Mark(certainty, CERTAINTY_WORDS[certainty]) for certainty in parts if certainty != "planlagt")
    return EntryCell(counted(lines), marks, tuple(_mark(line.certainty, line.kroner) for line in uncounted(lines)))


def _mark(certainty: str, kroner: int | None) -> Mark:
    """Return the mark of an amount that is a part of its cell, or apart from it."""
    return Mark(certainty, f"{amount(kroner)} {CERTAINTY_WORDS[certainty]}")


def _sum_row(plan: Handlingsplan, label: str, financing: Table, row: Row) -> EntryRow:
    """Return a row of section 7 in the order of the sources."""
    cells = tuple(EntryCell(row.cells[financing.column(source.key)].kroner) for source in plan.sources)
    return EntryRow(label, cells, row.cells[financing.column("total")].kroner)
