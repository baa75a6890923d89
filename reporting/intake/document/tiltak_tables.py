"""The overview of section 3 and the tables of each delmål's tiltak."""

import re
from dataclasses import dataclass, field

from plans import paths
from reporting.intake.document.aligning import align, goal_of
from reporting.intake.document.asking import Asking
from reporting.intake.document.budget_tables import BudgetTables
from reporting.intake.document.columns import Column, Layout
from reporting.intake.document.doubts import mended
from reporting.intake.document.drafts import GoalDraft, Money, Part, TiltakDraft, uid_of
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.structure import TableHere
from reporting.intake.document.table_rows import Row, money_columns, rows_of
from reporting.stated import StatedCell, StatedColumn, StatedRow, StatedTable, read_cell

_GROUP_NUMBER = re.compile(r"(?:del\s?-?m[åa]l)\s*(?:nr\.?\s*)?(\d{1,2})", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"(\d{1,2})[.):]\s")
_ABOUT = {"responsible": "responsible", "partners": "partners", "time": "time", "phase": "phase"}


@dataclass
class Grouped:
    """The rows of a table under one delmål, the row that names it if there is one, and its sum."""

    goal: GoalDraft | None
    head: Row | None = None
    items: list[Row] = field(default_factory=list)
    sum: Row | None = None


class TiltakTables:
    """Takes in tables of tiltak, one after another."""

    def __init__(self, goals: list[GoalDraft], ledger: Ledger, asking: Asking, budget: BudgetTables, year: int) -> None:
        self._goals, self._ledger, self._asking, self._budget, self._year = goals, ledger, asking, budget, year
        #: Cells whose words found no place in the plan, by the index of their row and column.
        self._left: set[tuple[int, int]] = set()

    def of_goal(self, here: TableHere) -> list[StatedTable]:
        """Take in a table of tiltak with who is responsible and when; return it as printed, one for each delmål."""
        self._left.clear()
        rows = rows_of(here.grid, here.layout, grouped=here.goal is None)
        found: list[StatedTable] = []
        for group in self._groups(rows, here.goal):
            if group.goal is None:
                continue
            tiltak = align(group.goal, group.items, "table")
            for row in group.items:
                self._take_about(row, tiltak[row.index], here.layout)
            self._take_words(here, group, tiltak)
            found.append(_as_printed(here, group, tiltak))
        self._take_heads(here, here.goal.path if here.goal else "")
        return found

    def overview(self, here: TableHere) -> StatedTable:
        """Take in the overview; return it as printed."""
        self._left.clear()
        rows = rows_of(here.grid, here.layout, grouped=True)
        printed: dict[int, StatedRow] = {}
        total: list[Row] = []
        for group in self._groups(rows, here.goal):
            if group.goal is None:
                total += [row for row in (*group.items, group.sum) if row and row.kind in ("sum", "total")]
                continue
            items = [row for row in group.items if not (_is_undistributed(row) or row.is_post)]
            tiltak = align(group.goal, items, "overview")
            for row in group.items:
                part: Part = self._budget.post_of(row) if row.is_post else tiltak.get(row.index, group.goal)
                self._take_money(row, part, here.layout)
                printed[id(row)] = self._stated(row, "item", part.path, here.layout)
            if group.head is not None:
                printed[id(group.head)] = self._stated(group.head, "group", group.goal.path, here.layout)
            if group.sum is not None:
                printed[id(group.sum)] = self._stated(group.sum, "sum", group.goal.path, here.layout)
            self._take_words(here, group, tiltak)
        path = paths.answer("plan", None, "handlingsplan_per_delmaal")
        for row in total:
            printed[id(row)] = self._stated(row, "total", "", here.layout)
            self._take_row(here, row, path)
        self._take_heads(here, path)
        return StatedTable(
            key="seksjon-3",
            title=here.title,
            columns=tuple(_overview_columns(here.layout)),
            rows=tuple(printed[id(row)] for row in rows if id(row) in printed),
            place=here.grid.place,
        )

    def _groups(self, rows: list[Row], goal: GoalDraft | None) -> list[Grouped]:
        groups = [Grouped(goal)]
        for row in rows:
            if row.kind == "group":
                named = self._goal_of_group(row)
                before = next((group for group in groups if group.goal is named and not group.sum), None)
                if before is not None and before.head is not None:
                    # The rows of a delmål that comes again are rows of the same.
                    groups.remove(before)
                    groups.append(before)
                else:
                    groups.append(Grouped(named, row))
            elif row.kind == "item":
                groups[-1].items.append(row)
            elif row.kind == "sum":
                groups[-1].sum = row
            else:
                groups.append(Grouped(None, None, [row]))
        return groups

    def _goal_of_group(self, row: Row) -> GoalDraft:
        text = f"{row.number} {row.name}".strip()
        match = _GROUP_NUMBER.search(text) or _PLAIN_NUMBER.match(text)
        name = (text.replace(match[0], "", 1) if match else text).strip(" :–.-")
        named = Row("group", row.index, row.place, match[1] if match else row.number, name)
        goal = goal_of(named, self._goals)
        if goal is None:
            number = int(match[1]) if match else 1 + max((one.number or 0 for one in self._goals), default=0)
            goal = GoalDraft(uid_of(f"delmaal-{number}-oversikt"), number, row.place)
            self._goals.append(goal)
        goal.names["overview"] = name
        return goal

    def _take_about(self, row: Row, tiltak: TiltakDraft, layout: Layout) -> None:
        for column in layout.columns:
            text = row.texts.get(column.index, "")
            if column.role not in _ABOUT or not text:
                continue
            if tiltak.fields.setdefault(_ABOUT[column.role], (text, row.place))[0] != text:
                self._left.add((row.index, column.index))
        self._take_money(row, tiltak, layout)

    def _take_money(self, row: Row, part: Part, layout: Layout) -> None:
        for column in _own_money(layout):
            amount = row.amounts.get(column.index)
            if amount is not None and amount.is_malformed:
                amount = row.amounts[column.index] = mended(self._asking, row, column, layout.unit or 1, path=part.path)
            year = column.year or self._year
            if amount is None or (amount.kroner is None and not amount.others):
                continue
            source = self._budget.source_of(column.source, column.heading)
            if year != self._year:
                # A tiltak has amounts of the plan's own year alone.
                self._left.add((row.index, column.index))
            elif not any(money.source == source and money.year == year for money in part.money):
                part.money.append(Money(source, year, amount, row.place, apart=_is_undistributed(row)))

    def _take_words(self, here: TableHere, group: Grouped, tiltak: dict[int, TiltakDraft]) -> None:
        assert group.goal is not None
        for row in (group.head, group.sum):
            if row is not None:
                self._take_row(here, row, group.goal.path)
        for row in group.items:
            part = tiltak.get(row.index)
            self._take_row(here, row, part.path if part else group.goal.path)

    def _take_row(self, here: TableHere, row: Row, path: str) -> None:
        name = here.layout.first("title", "goal", "name", "text", "")
        for column in here.layout.columns:
            # What stands in a column that is told by nothing is not in the plan, but in the row of a sum or a group.
            other = column.role == "text" and column is not name and row.kind == "item"
            if here.grid.starts(row.index, column.index) and not other and (row.index, column.index) not in self._left:
                self._ledger.take(here.grid.at(row.index, column.index), path)

    def _take_heads(self, here: TableHere, path: str) -> None:
        for row in range(here.layout.heads):
            for column in range(here.grid.width):
                self._ledger.take(here.grid.at(row, column), path)

    def _stated(self, row: Row, kind: str, path: str, layout: Layout) -> StatedRow:
        cells = [read_cell(row.number), read_cell(row.name)]
        cells += [row.amounts[column.index].stated for column in _own_money(layout) if column.index in row.amounts]
        return StatedRow.model_validate({"kind": kind, "cells": tuple(cells), "path": path, "place": row.place})


def _own_money(layout: Layout) -> list[Column]:
    """Return the columns that hold a tiltak's amounts; a total only where there is nothing else."""
    money = money_columns(layout)
    return [column for column in money if column.role != "total"] or money


def _is_undistributed(row: Row) -> bool:
    return not row.number and bool(re.match(r"(?:ikke|ikkje|ufordel)\s*(?:for|t\b)", row.name, re.IGNORECASE))


def _overview_columns(layout: Layout) -> list[StatedColumn]:
    title = layout.first("title", "goal", "name", "text")
    number = layout.first("number", "goal")
    heading = number.heading if number and number is not title and number.role == "number" else ""
    found = [
        StatedColumn(key="number", heading=heading, kind="number"),
        StatedColumn(key="title", heading=title.heading if title else "", kind="text"),
    ]
    money = _own_money(layout)
    main = next(
        (column for column in money if column.source in ("stat", "") and column.role != "total"),
        money[0] if money else None,
    )
    for column in money:
        key = "kroner" if column is main else f"{column.source or column.role}-{column.index}"
        found.append(StatedColumn(key=key, heading=column.heading, kind="kroner"))
    return found


def _as_printed(here: TableHere, group: Grouped, tiltak: dict[int, TiltakDraft]) -> StatedTable:
    assert group.goal is not None
    layout = here.layout
    number, title = layout.first("number"), layout.first("title", "goal", "name", "text")
    about = [
        column for column in layout.columns if column.role in _ABOUT or (column.role == "text" and column is not title)
    ]
    columns = [
        StatedColumn(key="number", heading=number.heading if number else "", kind="number"),
        StatedColumn(key="title", heading=title.heading if title else "", kind="text"),
        *(StatedColumn(key=_key(column), heading=column.heading, kind="text") for column in about),
        *(StatedColumn(key=f"kroner-{c.index}", heading=c.heading, kind="kroner") for c in money_columns(layout)),
    ]
    rows = []
    for row in group.items:
        cells: list[StatedCell] = [read_cell(row.number), read_cell(row.name)]
        cells += [read_cell(row.texts.get(column.index, "")) for column in about]
        cells += [row.amounts[column.index].stated for column in money_columns(layout)]
        path = tiltak[row.index].path
        rows.append(StatedRow(kind="item", cells=tuple(cells), path=path, place=row.place))
    return StatedTable(
        key=f"delmaal-{group.goal.uid}",
        title=here.title,
        columns=tuple(columns),
        rows=tuple(rows),
        place=here.grid.place,
    )


def _key(column: Column) -> str:
    return column.role if column.role in _ABOUT else f"text-{column.index}"
