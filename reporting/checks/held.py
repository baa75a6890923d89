"""The amounts a plan holds: those of a tiltak, of a delmål, and every one that a text may rightly name."""

from collections.abc import Iterable, Iterator, Sequence

from budgets.sums import counted, total
from reporting.checks.amounts import find_amounts
from reporting.checks.case import Case
from reporting.value import Delmaal, Line, Tiltak


def state_money(case: Case, lines: Iterable[Line], year: int | None = None) -> int | None:
    """Return the counted state money of some lines in a year, the plan's own unless told; None where there is none."""
    wanted = case.plan.year if year is None else year
    return counted(line for line in lines if line.source in case.plan.state_sources and line.year == wanted)


def figures_of(case: Case, part: Tiltak | Delmaal) -> frozenset[int]:
    """Return every amount that a text about a tiltak or delmål may name: its lines, and their sums."""
    if part.uid not in case.figures:
        case.figures[part.uid] = _figures_of(case, part)
    return case.figures[part.uid]


def _figures_of(case: Case, part: Tiltak | Delmaal) -> frozenset[int]:
    lines = part.all_lines if isinstance(part, Delmaal) else part.lines
    found: set[int | None] = {line.kroner for line in lines}
    for year in {line.year for line in lines}:
        of_year = [line for line in lines if line.year == year]
        found |= {state_money(case, lines, year), counted(of_year), sum(line.kroner for line in of_year)}
        found |= {
            counted(line for line in of_year if line.source == source) for source in {line.source for line in lines}
        }
    state = [line for line in lines if line.source in case.plan.state_sources]
    found |= {counted(state), counted(lines)}
    if isinstance(part, Delmaal):
        found |= {figure.kroner for figure in part.earlier}
        found.add(total([counted(state), *(figure.kroner for figure in part.earlier)]))
        found |= {kroner for item in part.tiltak for kroner in figures_of(case, item)}
    return frozenset(kroner for kroner in found if kroner)


def summed_amounts(case: Case) -> frozenset[int]:
    """Return the amounts of the sum rows, which a text may name where it says that it adds up."""
    rows = [row for table in case.tables.values() for row in table.rows if row.kind == "total"]
    return frozenset(cell.kroner for row in rows for cell in row.cells if cell.kroner)


def known_amounts(case: Case) -> frozenset[int]:
    """Return every amount in a row of a table, a frame, a line or a remark of the plan; no sums of columns."""
    found: set[int | None] = {promise.kroner for promise in case.context.promises}
    for table in case.tables.values():
        for row in table.rows:
            for cell in row.cells if row.kind != "total" else ():
                found.add(cell.kroner)
                found |= {amount.kroner for amount in cell.uncounted}
    for part in case.parts.values():
        found |= {line.kroner for line in part.lines}
        if isinstance(part, Delmaal | Tiltak):
            found |= figures_of(case, part)
    notes = [goal.money_note for goal in case.plan.delmaal]
    notes += [line.note for part in case.parts.values() for line in part.lines]
    found |= {amount.kroner for note in notes for amount in find_amounts(note)}
    return frozenset(kroner for kroner in found if kroner)


#: More amounts in a row than these are not added up.
_NEAR = 6


def neighbours(amounts: Sequence[int], *, fewest: int = 1) -> Iterator[Sequence[int]]:
    """Yield the amounts that stand side by side in a text, `fewest` of them or more."""
    for start in range(len(amounts) - fewest + 1):
        for end in range(start + fewest, min(len(amounts), start + _NEAR) + 1):
            yield amounts[start:end]


def make_up(amounts: Sequence[int], figures: frozenset[int]) -> bool:
    """Tell whether one of the amounts is one of the figures, or some that stand side by side are together."""
    return any(sum(some) in figures for some in neighbours(amounts))
