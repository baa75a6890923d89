"""Formulas of the workbook: sums over the cells that a table says they add up."""

from collections.abc import Iterable, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

#: Excel takes 255 arguments in one call.
MOST_ARGUMENTS = 250


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return first and last of each unbroken run of places, in order."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _reference(first: str, last: str) -> str:
    """Return `C5` for a single cell and `C5:C8` for several."""
    return first if first == last else f"{first}:{last}"


def down(column: int, rows: Iterable[int]) -> list[str]:
    """Return references to a column's cells in some rows (both counted from 0), neighbours as one range."""
    return [
        _reference(xl_rowcol_to_cell(first, column), xl_rowcol_to_cell(last, column)) for first, last in _runs(rows)
    ]


def across(row: int, columns: Iterable[int]) -> list[str]:
    """Return references to a row's cells in some columns (both counted from 0), neighbours as one range."""
    return [_reference(xl_rowcol_to_cell(row, first), xl_rowcol_to_cell(row, last)) for first, last in _runs(columns)]


def _call(function: str, references: Sequence[str]) -> str:
    """Return a call over all references, as a sum of calls where one would take too many arguments."""
    parts = [references[start : start + MOST_ARGUMENTS] for start in range(0, len(references), MOST_ARGUMENTS)]
    return "+".join(f"{function}({','.join(part)})" for part in parts)


def formula(references: Sequence[str]) -> str:
    """Return the formula that adds up the references, blank while they all are: blank and zero differ.

    Raises ValueError without references, as Excel has no sum of nothing.
    """
    if not references:
        raise ValueError("a sum needs at least one reference")
    return f'=IF({_call("COUNT", references)}=0,"",{_call("SUM", references)})'
