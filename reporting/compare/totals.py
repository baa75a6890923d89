"""Before, after and difference in kroner, taken cell by cell from the two plans' own tables and never added up anew."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from budgets.sums import total
from reporting import tables
from reporting.compare.words import TABLES
from reporting.table import Cell, Column, Row, Table
from reporting.value import Delmaal, Handlingsplan, Post

_O = TypeVar("_O", Delmaal, Post)
#: Where the total row's kroner are found among the rows'.
TOTAL = ""


def comparison_tables(old: Handlingsplan, new: Handlingsplan) -> tuple[Table, Table, Table]:
    """Return the money of two plans side by side: by funding source, by delmål and post, and by coming year."""
    return sources_table(old, new), goals_table(old, new), years_table(old, new)


def sources_table(old: Handlingsplan, new: Handlingsplan) -> Table:
    """Each plan's own year by funding source. `moved` is what some rows lost and others of the same source gained."""
    words = TABLES[new.language]
    before, after = tables.financing(old), tables.financing(new)
    names = {source.key: source.name for source in (*old.sources, *new.sources)}
    outside = _outside(old, new)
    columns = (
        Column(key="number", heading=words["number"], kind="number"),
        Column(key="name", heading=words["source"], kind="text"),
        *_columns("", old, new),
        Column(key="moved", heading=words["moved"], kind="kroner"),
    )
    rows = []
    keys = dict.fromkeys([source.key for source in (*new.sources, *old.sources)])
    for number, key in enumerate(keys, start=1):
        was, now = _kroner(before, key), _kroner(after, key)
        moved = _moved([_difference(was.get(uid), now.get(uid)) for uid in {*was, *now} - {*outside, TOTAL}])
        name = (Cell(text=str(number)), Cell(text=names[key]))
        rows.append(Row(kind="item", cells=(*name, *_cells(was, now, TOTAL), Cell(kroner=moved))))
    together = _cells(_kroner(before, "total"), _kroner(after, "total"), TOTAL)
    moved = total(row.cells[-1].kroner for row in rows)
    sum_of = tuple(range(len(rows)))
    cells = (Cell(), Cell(text=words["sum"]), *together, Cell(kroner=moved))
    title = words["sources_title"].format(years=_years(old, new))
    sums = Row(kind="total", cells=cells, sum_of=sum_of)
    return Table(key="endring-kilder", title=title, columns=columns, rows=(*rows, sums))


def goals_table(old: Handlingsplan, new: Handlingsplan) -> Table:
    """Each plan's own year by delmål and post: state money, and all sources together."""
    words = TABLES[new.language]
    before, after = tables.financing(old), tables.financing(new)
    columns = (
        *_columns(words["state"], old, new, "state-"),
        *_columns(words["all"], old, new, "all-"),
    )
    sides = [
        (_kroner(before, *old.state_sources), _kroner(after, *new.state_sources)),
        (_kroner(before, "total"), _kroner(after, "total")),
    ]
    title = words["goals_title"].format(years=_years(old, new))
    return _table("endring-delmaal", title, columns, (old, new), sides)


def years_table(old: Handlingsplan, new: Handlingsplan) -> Table:
    """State money of the newer plan's year and the coming ones: what the older plan foresaw, and what stands now."""
    words = TABLES[new.language]
    before, after = tables.agreement_years(old), tables.agreement_years(new)
    coming = [year for year in tables.shown_years(new) if year >= max(old.year, new.year)]
    columns = tuple(
        Column(key=f"{year}-{part}", heading=words[part], kind="kroner", group=str(year))
        for year in coming
        for part in ("foreseen", "now", "difference")
    )
    sides = [(_kroner(before, str(year)), _kroner(after, str(year))) for year in coming]
    title = words["versions_title" if old.year == new.year else "years_title"].format(before=old.year, after=new.year)
    return _table("endring-aar", title, columns, (old, new), sides)


def foreseen_money(plan: Handlingsplan) -> dict[str, int | None]:
    """Return the state money that the plan before this one foresaw for the plan's year, by uid of delmål and post."""
    return _kroner(tables.agreement_years(plan.earlier), str(plan.year)) if plan.earlier else {}


def _years(old: Handlingsplan, new: Handlingsplan) -> str:
    """Return the years that are compared in words; «og» is the same in both written forms."""
    return str(new.year) if old.year == new.year else f"{old.year} og {new.year}"


def _columns(group: str, old: Handlingsplan, new: Handlingsplan, prefix: str = "") -> tuple[Column, ...]:
    """Return the columns before, after and difference, under the years or, for one year's versions, «Før» and «Nå»."""
    words = TABLES[new.language]
    years = (words["before"], words["now"]) if old.year == new.year else (str(old.year), str(new.year))
    return tuple(
        Column(key=f"{prefix}{part}", heading=heading, kind="kroner", group=group)
        for part, heading in zip(("before", "after", "difference"), (*years, words["difference"]), strict=True)
    )


def _kroner(table: Table, *keys: str) -> dict[str, int | None]:
    """Return some columns' kroner together, by the uid of their row and TOTAL; columns it has not are blank."""
    places = [place for place, column in enumerate(table.columns) if column.key in keys]
    return {row.uid or TOTAL: total(row.cells[place].kroner for place in places) for row in table.rows}


def _difference(before: int | None, after: int | None) -> int | None:
    """Return how much more there is than before; blank where both are."""
    return None if before is None and after is None else (after or 0) - (before or 0)


def _cells(before: Mapping[str, int | None], after: Mapping[str, int | None], uid: str) -> tuple[Cell, Cell, Cell]:
    """Return a row's cells: before, after and difference."""
    was, now = before.get(uid), after.get(uid)
    return Cell(kroner=was), Cell(kroner=now), Cell(kroner=_difference(was, now))


def _moved(differences: Iterable[int | None]) -> int | None:
    """Return the kroner that only changed rows: the smaller of what was gained and what was lost; blank for none."""
    known = [difference for difference in differences if difference]
    gained = sum(difference for difference in known if difference > 0)
    return min(gained, gained - sum(known)) or None


def _outside(old: Handlingsplan, new: Handlingsplan) -> dict[str, bool]:
    """Return the posts outside the sum, by uid: whether they stand outside it in every plan that has them."""
    found: dict[str, set[bool]] = {}
    for post in (*old.posts, *new.posts):
        found.setdefault(post.uid, set()).add(post.outside_sum)
    return {uid: said == {True} for uid, said in found.items() if True in said}


def _table(
    key: str,
    title: str,
    columns: Sequence[Column],
    plans: tuple[Handlingsplan, Handlingsplan],
    sides: Sequence[tuple[Mapping[str, int | None], Mapping[str, int | None]]],
) -> Table:
    """Return a table of delmål and posts, those of the newer plan first, with the two plans' own sums.

    `sides` holds before and after of each three columns. A post that was taken out of the sum, or into it, is printed
    in brackets; the sums are then the plans' own and not those of the rows.
    """
    old, new = plans
    words = TABLES[new.language]
    names = {
        goal.uid: (str(goal.number), goal.short_title) for goal in (*new.delmaal, *_gone(new.delmaal, old.delmaal))
    }
    names |= {post.uid: (str(post.number), post.name) for post in (*new.posts, *_gone(new.posts, old.posts))}
    outside = _outside(old, new)

    def row(uid: str) -> tuple[Cell, ...]:
        return tuple(cell for before, after in sides for cell in _cells(before, after, uid))

    rows = [
        Row(
            kind="outside" if uid in outside else "item",
            uid=uid,
            cells=(Cell(text=number), Cell(text=name), *row(uid)),
        )
        for uid, (number, name) in names.items()
    ]
    inside = tuple(place for place, one in enumerate(rows) if one.kind == "item")
    sums = Row(
        kind="total",
        cells=(Cell(), Cell(text=words["sum"]), *row(TOTAL)),
        sum_of=inside if all(outside.values()) else (),
    )
    named = (
        Column(key="number", heading=words["number"], kind="number"),
        Column(key="name", heading=words["goal"], kind="text"),
    )
    return Table(key=key, title=title, columns=(*named, *columns), rows=(*rows, sums))


def _gone(new: Iterable[_O], old: Iterable[_O]) -> list[_O]:
    """Return what the newer plan no longer has."""
    uids = {one.uid for one in new}
    return [one for one in old if one.uid not in uids]
