"""Tables read back from what was written, so that they can be held against the table they were written from."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reporting.money import CERTAINTY_WORDS
from reporting.table import Cell, Row, Table

_AMOUNT = r"−?\d{1,3}(?: \d{3})*"
_KEYS = {word: key for key, word in CERTAINTY_WORDS.items()}
_UNCOUNTED = re.compile(rf"({_AMOUNT}) ({'|'.join(_KEYS)})")


class Seen(NamedTuple):
    """What a reader sees in one cell. The amounts that are not counted are sorted: their order says nothing."""

    text: str = ""
    kroner: int | None = None
    brackets: bool = False
    marks: tuple[str, ...] = ()
    uncounted: tuple[tuple[int, str], ...] = ()
    notes: tuple[int, ...] = ()


class Grid(NamedTuple):
    """What a reader sees of a table: the words of its head, its rows, and its footnotes."""

    heads: frozenset[str]
    rows: tuple[tuple[Seen, ...], ...]
    footnotes: tuple[str, ...]


def plain(text: str) -> str:
    """Return the text with runs of white space as one space, and words that were hyphenated at a line end whole."""
    return " ".join(text.replace("\u00ad", "").split()).replace("\u2010 ", "")


def expected(table: Table) -> Grid:
    """Return what a reader must see of a table."""
    heads = {column.heading for column in table.columns} | {column.group for column in table.columns}
    rows = (tuple(_seen(row, cell) for cell in row.cells) for row in table.rows)
    return Grid(frozenset(heads - {""}), tuple(rows), tuple(plain(text) for text in table.footnotes))


def _seen(row: Row, cell: Cell) -> Seen:
    return Seen(
        text=plain(cell.text),
        kroner=cell.kroner,
        brackets=row.kind == "outside" and cell.kroner is not None,
        marks=cell.marks,
        uncounted=tuple(sorted((part.kroner, part.certainty) for part in cell.uncounted)),
        notes=cell.notes,
    )


def spread(cells: Sequence[Seen], columns: int) -> tuple[Seen, ...]:
    """Return a row of full width: the one cell that spans the row is the name of a group, in the second column."""
    if len(cells) == 1:
        return (Seen(), cells[0], *[Seen()] * (columns - 2))
    return tuple(cells)


def kroner_cell(parts: Iterable[str], notes: tuple[int, ...]) -> Seen:
    """Return a cell of amounts from its pieces of text, in order. Raises AssertionError for what does not belong."""
    seen = Seen(notes=notes)
    for part in filter(None, map(plain, parts)):
        amount, uncounted = re.fullmatch(rf"(\(?)({_AMOUNT})\)?", part), _UNCOUNTED.fullmatch(part)
        if amount and seen.kroner is None:
            seen = seen._replace(kroner=whole(amount[2]), brackets=bool(amount[1]))
        elif uncounted:
            more = (whole(uncounted[1]), _KEYS[uncounted[2]])
            seen = seen._replace(uncounted=tuple(sorted((*seen.uncounted, more))))
        elif part in _KEYS:
            seen = seen._replace(marks=(*seen.marks, _KEYS[part]))
        else:
            assert part == ")", f"«{part}» in a cell of amounts"
            assert seen.brackets, "a bracket that was never opened"
    return seen


def whole(amount: str) -> int:
    """Return `1 800 000` as a number; a difference may be below zero."""
    return int(amount.replace(" ", "").replace("−", "-"))


def note_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of `1)2)`."""
    return tuple(int(number) for number in re.findall(r"\d+", text))
