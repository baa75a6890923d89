"""One row's money in two plans, source by source and year by year."""

from collections import defaultdict
from collections.abc import Iterable

from budgets.sums import counted
from reporting.value import Handlingsplan, Line, Node


class AmountDifference(Node):
    """What a row has from one source in a year of the one plan and in a year of the other, where the two differ."""

    source: str
    before_year: int
    after_year: int
    before: tuple[Line, ...]
    after: tuple[Line, ...]

    @property
    def kroner_before(self) -> int | None:
        """Kroner that count in the older plan; None is blank."""
        return counted(self.before)

    @property
    def kroner_after(self) -> int | None:
        """Kroner that count in the newer plan; None is blank."""
        return counted(self.after)

    @property
    def difference(self) -> int:
        """Kroner more (or less, below zero) than before."""
        return (self.kroner_after or 0) - (self.kroner_before or 0)

    @property
    def is_money(self) -> bool:
        """Whether an amount or how sure it is differs, and not only a remark."""
        return _money(self.before) != _money(self.after)


def year_pairs(old: Handlingsplan, new: Handlingsplan) -> dict[tuple[int, int], None]:
    """Return which year of the older plan stands against which of the newer one, in order. See the package."""
    latest = max(old.year, new.year)
    last = max(old.agreement.last_year, new.agreement.last_year)
    return dict.fromkeys([(old.year, new.year), *((year, year) for year in range(latest + 1, last + 1))])


def amount_differences(
    before: Iterable[Line], after: Iterable[Line], pairs: Iterable[tuple[int, int]], sources: Iterable[str]
) -> tuple[AmountDifference, ...]:
    """Return where a row's money differs, in the order of years and sources; the order of the lines says nothing."""
    old, new = _by_place(before), _by_place(after)
    keys = tuple(dict.fromkeys(sources))
    return tuple(
        AmountDifference(
            source=source,
            before_year=before_year,
            after_year=after_year,
            before=old[(source, before_year)],
            after=new[(source, after_year)],
        )
        for before_year, after_year in pairs
        for source in keys
        if _all(old[(source, before_year)]) != _all(new[(source, after_year)])
    )


def _by_place(lines: Iterable[Line]) -> dict[tuple[str, int], tuple[Line, ...]]:
    """Return lines by source and year, each place's in a fixed order."""
    found: dict[tuple[str, int], tuple[Line, ...]] = defaultdict(tuple)
    for line in sorted(lines, key=lambda line: (line.certainty, line.shared_with, line.kroner, line.note)):
        found[(line.source, line.year)] += (line,)
    return found


def _money(lines: Iterable[Line]) -> list[tuple[int, str, str]]:
    """Return what is compared of some lines besides their remarks; the years are known to differ."""
    return [(line.kroner, line.certainty, line.shared_with) for line in lines]


def _all(lines: Iterable[Line]) -> list[tuple[int, str, str, str]]:
    """Return all that is compared of some lines."""
    return [(line.kroner, line.certainty, line.shared_with, line.note) for line in lines]
