"""The table people write the other years in: state money of every delmål and post, year by year, as in section 6.

Earlier years are history, typed only where the portal has no plan of that year; later years are forecasts. The plan's
own year is the sum of what is entered above it.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from budgets.certainty import COUNTED
from budgets.services import HISTORY, Amount, cell_base
from budgets.sums import total
from reporting.entry import EntryCell, EntryRow, entry_cell, written
from reporting.table import Row, Table
from reporting.tables import Owner, owners
from reporting.value import Delmaal, Handlingsplan, Post


class YearColumn(NamedTuple):
    """A year, or a year's money from one of several state sources; `key` is source and year, as the grid saves it."""

    key: str
    heading: str
    kind: str


class YearsTable(NamedTuple):
    """Every delmål and post with a cell per year; `fixed` cells are computed and written elsewhere."""

    columns: tuple[YearColumn, ...]
    rows: tuple[EntryRow, ...]
    foot: EntryRow
    counted: str = " ".join(sorted(COUNTED))
    empty: str = cell_base(())


def years_entry(
    plan: Handlingsplan, section: Table, editable: frozenset[str], typed: Mapping[tuple[str, int], int]
) -> YearsTable:
    """Return the table. `section` is section 6 of the same plan, `typed` the history typed here, by row's uid and year.

    `editable` holds the uids of the delmål the reader may write in; posts are for who may write in all of them.
    """
    everywhere = editable >= {goal.uid for goal in plan.delmaal}
    printed = {row.uid: row for row in section.rows if row.uid}
    columns = tuple(_columns(plan))
    rows = tuple(
        _row(plan, columns, owner, _Printed(section, printed[owner.uid]), typed, owner.uid in editable or everywhere)
        for owner in owners(plan)
    )
    inside = [row for row in rows if not row.outside_sum]
    sums = tuple(EntryCell(total(row.cells[index].kroner for row in inside)) for index in range(len(columns)))
    foot = EntryRow("Sum", sums, EntryCell(total(cell.kroner for cell in sums)))
    return YearsTable(columns, rows, foot)


class _Printed(NamedTuple):
    """A row of section 6."""

    section: Table
    row: Row

    def of(self, year: int) -> int | None:
        """Return what it says of a year; nothing for one that is not printed."""
        places = [place for place, column in enumerate(self.section.columns) if column.key == str(year)]
        return self.row.cells[places[0]].kroner if places else None


def _columns(plan: Handlingsplan) -> Iterable[YearColumn]:
    """Yield the years of the agreement in order; a later year has a column for each state source."""
    for year in range(plan.agreement.first_year, plan.year):
        yield YearColumn(f"{HISTORY}/{year}", str(year), "historikk")
    yield YearColumn(f"{HISTORY}/{plan.year}", str(plan.year), "fra tabellen over")
    names = {source.key: source.name for source in plan.sources if source.key in plan.state_sources}
    for year in range(plan.year + 1, plan.agreement.last_year + 1):
        for key, name in names.items():
            yield YearColumn(f"{key}/{year}", str(year) if len(names) == 1 else f"{year} {name}", "anslag")


def _row(
    plan: Handlingsplan,
    columns: Iterable[YearColumn],
    owner: Owner,
    printed: _Printed,
    typed: Mapping[tuple[str, int], int],
    may_edit: bool,
) -> EntryRow:
    """Return a row; a post outside the sum shows its later years whatever the source, as section 6, and is fixed."""
    outside = isinstance(owner, Post) and owner.outside_sum
    earlier = {figure.year: figure.kroner for figure in owner.earlier}
    cells = []
    seen: set[int] = set()
    for column in columns:
        source, _, digits = column.key.partition("/")
        year = int(digits)
        if year < plan.year:
            cells.append(_history(typed.get((owner.uid, year)), earlier.get(year)))
        elif year == plan.year or outside:
            cells.append(EntryCell(None if year in seen else printed.of(year), fixed=True))
        else:
            cells.append(entry_cell([x for x in owner.lines if (x.source, x.year) == (source, year)]))
        seen.add(year)
    label = f"Delmål {owner.number}: {owner.short_title}" if isinstance(owner, Delmaal) else _post(owner)
    kind = "delmaal" if isinstance(owner, Delmaal) else "post"
    sums = EntryCell(total(cell.kroner for cell in cells))
    return EntryRow(label, tuple(cells), sums, kind, owner.uid, may_edit, outside)


def _post(post: Post) -> str:
    return f"{post.number}. {post.name}"


def _history(typed: int | None, known: int | None) -> EntryCell:
    """Return an earlier year's cell: what is typed, else what the plan of that year says, which is not written here."""
    if typed is None:
        return EntryCell(known, fixed=known is not None)
    amounts, base = written([Amount("planlagt", "", typed)])
    return EntryCell(typed, amounts=amounts, base=base)
