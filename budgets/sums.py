"""Every sum of kroner. Pure: no database, no request. Blank (None) and zero differ."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from budgets.certainty import Counting, counts


class Amount(Protocol):
    """Anything with kroner and how sure they are."""

    @property
    def kroner(self) -> int:
        """Whole kroner, not negative."""
        ...

    @property
    def certainty(self) -> str:
        """A value of `Certainty`."""
        ...


_A = TypeVar("_A", bound=Amount)


def total(parts: Iterable[int | None]) -> int | None:
    """Return the sum in kroner; blank parts add nothing, and nothing but blanks is blank."""
    figures = [part for part in parts if part is not None]
    return sum(figures) if figures else None


def counted(lines: Iterable[Amount], counting: Counting = Counting.ALT) -> int | None:
    """Return the sum of the lines that count (planned, applied for, granted); blank when there are none."""
    return total(line.kroner for line in lines if counts(line.certainty, counting))


def uncounted(lines: Iterable[_A], counting: Counting = Counting.ALT) -> tuple[_A, ...]:
    """Return the lines that are shown but not summed (frozen, refused), in their order."""
    return tuple(line for line in lines if not counts(line.certainty, counting))
