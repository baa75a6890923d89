"""Lines of their own for amounts that no sum counts, so that a cell holds one number and a sum can leave them out."""

from collections.abc import Iterator
from typing import NamedTuple

from reporting.table import Row, Uncounted


class UncountedLine(NamedTuple):
    """A line of its own under a row, for amounts of one certainty that no sum counts: one at most in each column."""

    certainty: str
    amounts: dict[int, Uncounted]


def uncounted_lines(row: Row) -> Iterator[UncountedLine]:
    """Yield the lines needed so that every uncounted amount of the row has a cell of its own, in its column."""
    for certainty in dict.fromkeys(part.certainty for cell in row.cells for part in cell.uncounted):
        parts = [[part for part in cell.uncounted if part.certainty == certainty] for cell in row.cells]
        for turn in range(max(len(found) for found in parts)):
            yield UncountedLine(certainty, {at: found[turn] for at, found in enumerate(parts) if turn < len(found)})
