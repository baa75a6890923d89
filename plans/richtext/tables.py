"""Tables of any shape brought to the one the tree knows: one heading row or none, every row equally wide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plans.richtext.elements import Element
from plans.richtext.limits import MAX_COLUMNS, RichTextError, check_lines

_GROUPS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")


@dataclass(frozen=True)
class Row:
    """A row as it was found; `head` where the table itself calls it a heading."""

    cells: list[Element]
    head: bool


def find_rows(table: Element) -> tuple[list[Row], list[Element | str]]:
    """Return the rows of the table and, in order, what stands in it outside every cell, such as its caption."""
    rows: list[Row] = []
    outside: list[Element | str] = []
    for group, child in _children(table):
        if isinstance(child, str) or child.tag != "tr":
            outside.append(child)
            continue
        cells = [cell for cell in child.children if not isinstance(cell, str) and cell.tag in _CELLS]
        outside.extend(cell for cell in child.children if isinstance(cell, str) or cell.tag not in _CELLS)
        if cells:
            rows.append(Row(cells, group == "thead" or all(cell.tag == "th" for cell in cells)))
    return rows, outside


def _children(table: Element) -> Iterator[tuple[str, Element | str]]:
    for child in table.children:
        if isinstance(child, str) or child.tag not in _GROUPS:
            yield "", child
        else:
            for inner in child.children:
                yield child.tag, inner


def grid(rows: list[Row]) -> list[list[Element | None]]:
    """Return the cells by row and column; a cell over several rows or columns stands in the first, None in the others.

    Raises `RichTextError` over `MAX_COLUMNS` columns or `MAX_LINES` cells.
    """
    placed: list[dict[int, Element | None]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while column in placed[index]:
                column += 1
            columns, below = _span(cell, "colspan"), _span(cell, "rowspan")
            _check_columns(column + columns)
            for line in placed[index : index + below]:
                line.update(dict.fromkeys(range(column, column + columns)))
            placed[index][column] = cell
    width = max((column + 1 for line in placed for column in line), default=0)
    check_lines(width * len(rows))
    return [[line.get(column) for column in range(width)] for line in placed]


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _check_columns(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise RichTextError(f"Tabellen i teksten har flere enn {MAX_COLUMNS} kolonner. Del den opp.")
