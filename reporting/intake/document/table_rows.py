"""The rows of a table of tiltak or of budget posts: which are groups, items and sums, and what each is called."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from reporting.intake.document.amounts import Amount, read_amount
from reporting.intake.document.blocks import Cell, Grid
from reporting.intake.document.columns import SUM_WORDS, Column, Layout

RowKind = Literal["group", "item", "sum", "total"]

_GOAL = re.compile(
    r"(?:prioritert\s+)?del\s?-?m[åa]l\s*(?:nr\.?\s*)?(\d{1,2})\s*[:.)–—-]*\s*(.*)", re.IGNORECASE | re.DOTALL
)
_NUMBERED = re.compile(r"(?:tiltak\s*)?(\d{1,2}(?:\.\d{1,2})?)\s*[.):–-]*\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(?:tiltak\s*)?(\d{1,2}(?:\.\d{1,2})?)\s*[.):]*", re.IGNORECASE)
_TOTAL = re.compile(r"total|alle delmål|sum\s+(?:alle|total)|samlet bruk|samla bruk|i alt", re.IGNORECASE)
_OF_EVERY_ROW = ("responsible", "partners", "time", "phase")
_LISTS = ("responsible", "partners")
#: A line that goes on with the one before it, in a list whose lines are its parts.
_CONTINUED = re.compile(r"(?:(?<=[,;/])|(?<=\bog)|(?<=\bi)|(?<=\bav)|(?<=\bfor)|(?<=\bmed))\n")


@dataclass
class Row:
    """A row: its kind, number and name as printed, the texts of other columns, and amounts, by the column's index.

    `is_post`: it stands among delmål with money and names none of them and no tiltak, such as «Prosjektledelse».
    """

    kind: RowKind
    index: int
    place: str
    number: str = ""
    name: str = ""
    is_post: bool = False
    texts: dict[int, str] = field(default_factory=dict)
    amounts: dict[int, Amount] = field(default_factory=dict)

    @property
    def count(self) -> int | None:
        """The row's own number: the last part of «6.1»."""
        match = _NUMBER.fullmatch(self.number.strip())
        return int(match[1].rpartition(".")[2]) if match else None


def money_columns(layout: Layout) -> list[Column]:
    """Return the columns that hold amounts."""
    return layout.all("kroner", "year", "source", "total")


def rows_of(grid: Grid, layout: Layout, *, grouped: bool) -> list[Row]:
    """Return the rows under the heads. `grouped`: rows that name a delmål stand over those that belong to it."""
    unit = layout.unit or 1
    money = {column.index for column in money_columns(layout)}
    found: list[Row] = []
    goal = None
    for index in range(layout.heads, len(grid.rows)):
        row = Row("item", index, grid.row_place(index))
        for column in layout.columns:
            cell = grid.at(index, column.index)
            if column.index in money:
                lines = cell.lines if grid.starts(index, column.index) else ()
                row.amounts[column.index] = read_amount(lines, unit)
            else:
                row.texts[column.index] = _words(grid, column, index)
        if not any(row.texts.values()) and not any(amount.text or amount.others for amount in row.amounts.values()):
            continue
        merged = _merged_goal(grid, layout, index) if grouped else None
        if merged and not (goal and merged.text == goal.text):
            goal = merged
            text = merged.text
            if _names(grid, layout, index):
                found.append(Row("group", index, row.place, *_goal_name(text)))
                named = layout.first("goal")
                row.texts[named.index if named else 0] = ""
        _name(row, grid, layout, grouped=grouped)
        found.append(row)
    _last_sum_is_total(found)
    return found


def _words(grid: Grid, column: Column, index: int) -> str:
    """Return the words of a cell. Who is responsible and when holds for each row that a merged cell covers."""
    if column.role not in _OF_EVERY_ROW:
        return grid.text(index, column.index)
    cell = grid.at(index, column.index)
    if column.index and grid.at(index, column.index - 1) is cell:
        return ""
    if column.role not in _LISTS:
        return cell.text
    return _CONTINUED.sub(" ", "\n".join(cell.lines))


def _merged_goal(grid: Grid, layout: Layout, index: int) -> Cell | None:
    """Return the cell of a column of delmål where the row has a tiltak beside it."""
    column, title = layout.first("goal"), layout.first("title")
    if column is None or title is None or column.index == title.index:
        return None
    cell = grid.at(index, column.index)
    return cell if cell.text and not SUM_WORDS.match(cell.text) else None


def _names(grid: Grid, layout: Layout, index: int) -> bool:
    """Whether the row is a tiltak's own, with its delmål in a column beside it."""
    goal, title = layout.first("goal"), layout.first("title")
    if goal is None or title is None or not grid.text(index, title.index):
        return False
    if re.fullmatch(r"\d{1,2}[.)]?", grid.at(index, goal.index).text) and not grid.at(index, goal.index).rows > 1:
        # A number alone may be the tiltak's own.
        return _repeats(grid, layout, goal.index)
    money = any(grid.text(index, column.index) for column in money_columns(layout))
    alone = _GOAL.fullmatch(grid.at(index, goal.index).text)
    return bool(money or not alone or alone[2])


def _repeats(grid: Grid, layout: Layout, index: int) -> bool:
    """Whether the numbers of a column come again on rows that follow each other, as those of delmål do."""
    texts = [grid.at(row, index).text for row in range(layout.heads, len(grid.rows))]
    return any(one and one == other for one, other in pairwise(texts))


def _goal_name(text: str) -> tuple[str, str]:
    match = _GOAL.fullmatch(text)
    return (f"Delmål {match[1]}:", match[2]) if match else ("", text)


def _name(row: Row, grid: Grid, layout: Layout, *, grouped: bool) -> None:
    """Tell a row's kind, number and name from its texts."""
    texts = [text for text in row.texts.values() if text]
    first = texts[0] if texts else ""
    filled = any(amount.text for amount in row.amounts.values())
    if next((True for text in texts if SUM_WORDS.match(text)), False) and _is_sum(row, layout, texts):
        row.kind = "total" if not grouped or any(_TOTAL.search(text) for text in texts) else "sum"
        row.number, row.name = "", next(text for text in texts if SUM_WORDS.match(text))
        return
    group = _GOAL.fullmatch(first)
    if grouped and group and not (filled and layout.first("title") and _title(row, layout) and not group[2]):
        row.kind = "group"
        rest = [text for text in texts[1:] if text != first]
        row.number, row.name = f"Delmål {group[1]}:" if not group[2] else "", " ".join([group[2] or "", *rest]).strip()
        if group[2]:
            row.name = first if not rest else f"{first} {' '.join(rest)}"
        else:
            row.number = first
        return
    number = layout.first("number")
    row.number = row.texts.get(number.index, "") if number else ""
    row.name = _title(row, layout)
    if grouped and not row.name and filled and (goal := layout.first("goal")) and layout.first("title"):
        beside = row.texts.get(goal.index, "")
        row.is_post = bool(beside) and not _GOAL.match(beside) and not _NUMBER.match(beside)
        row.name = beside if row.is_post else ""
    if not row.name and not grouped:
        row.name = next((text for text in texts if text != row.number), "")
    if not row.number and (match := _NUMBERED.fullmatch(row.name)) and not re.match(r"\d{4}\b", row.name):
        dotted = re.match(r"(?:tiltak\s*)?\d{1,2}(?:\.\d{1,2})?[.):]?", row.name, re.IGNORECASE)
        row.number, row.name = (dotted[0] if dotted else match[1]), match[2]
    elif not row.number and (labelled := _GOAL.fullmatch(row.name)):
        row.number, row.name = labelled[1], labelled[2] or row.name
    if (
        not row.number
        and grouped
        and (goal := layout.first("goal"))
        and _NUMBER.fullmatch(row.texts.get(goal.index, ""))
    ):
        row.number = row.texts[goal.index]


def _title(row: Row, layout: Layout) -> str:
    column = layout.first("title", "goal", "name", "text", "")
    return row.texts.get(column.index, "") if column else ""


def _is_sum(row: Row, layout: Layout, texts: list[str]) -> bool:
    """Whether a row that begins with «Samlet …» is a sum, and not a tiltak of that name."""
    first = next(text for text in texts if SUM_WORDS.match(text))
    short = len(first.split()) <= 8 and not any(re.fullmatch(r"\d{1,2}[.)]?", text) for text in texts)
    others = [text for text in texts if text != first]
    return short and not any(len(text) > 40 for text in others)


def _last_sum_is_total(rows: list[Row]) -> None:
    """Make the last of two sums that follow each other the total of the table."""
    if len(rows) > 1 and rows[-1].kind == "sum" and rows[-2].kind == "sum":
        rows[-1].kind = "total"
