"""Sums of a workbook from outside: its tables are of any shape, and each amount is named by sheet and cell.

What a sum adds up is not said in a spreadsheet's text, so it is right as soon as one sensible reading makes it right:
the rows since the last sum, all rows, the sums before it. Only where none does there is a finding.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reporting.checks.case import Case
from reporting.checks.causes import Part, explain
from reporting.checks.finding import Hit
from reporting.checks.rules import Family
from reporting.checks.words import Text, Words
from reporting.stated import StatedCell, StatedRow, StatedTable

FAMILY = Family(
    "regneark",
    Text("Summer i et regneark", "Summar i eit rekneark"),
    "Sum rows and total columns of a workbook that was read. Silent without one.",
)
_WHERE = Words(nb="Arket «{sheet}», celle {cell}", nn="Arket «{sheet}», celle {cell}")
_NAMED = Words(nb="{cell} ({name})", nn="{cell} ({name})")
_TOTAL = re.compile(r"^(?:sum|total|i alt|til\s?sam|samlet|samla)|\b(?:totalt?|i alt)$", re.IGNORECASE)
_GOAL = re.compile(r"del\s?-?m[åa]l\s*\d", re.IGNORECASE)


class _Amount(NamedTuple):
    row: StatedRow
    key: str
    cell: StatedCell

    @property
    def kroner(self) -> int:
        return self.cell.kroner or 0

    @property
    def place(self) -> str:
        return f"{self.key}{self.row.place}"


def _money(table: StatedTable) -> list[str]:
    return list(table.kroner_keys)


def _amounts(table: StatedTable, rows: Sequence[StatedRow], key: str) -> list[_Amount]:
    """Return the amounts of a column in some rows; a blank is none."""
    found = [_Amount(row, key, table.cell(row, key)) for row in rows]
    return [one for one in found if one.cell.kroner is not None]


def _name(table: StatedTable, row: StatedRow) -> str:
    """Return what a row is called: the first of its texts with a letter in it."""
    texts = (cell.text for cell, column in zip(row.cells, table.columns, strict=True) if column.kind == "text")
    return next((text for text in texts if any(char.isalpha() for char in text)), row.place)


def _hit(table: StatedTable, at: _Amount, computed: int, added: Sequence[_Amount]) -> Hit:
    parts = [
        Part(_NAMED(cell=one.place, name=_name(table, one.row)[:60]), one.kroner, one.row.place)
        for one in added
        if one.kroner
    ]
    where = _WHERE(sheet=table.place, cell=at.place)
    return Hit("plan", where, at.kroner, computed, f"{table.place}!{at.place}", explain(at.kroner, computed, parts))


def _agrees(stated: int, readings: Sequence[Sequence[_Amount]], slack: int) -> bool:
    """Tell whether a sum is right by one of the readings. `slack`: kroner that each rounded part may be off."""
    return any(abs(stated - sum(one.kroner for one in some)) <= slack * len(some) for some in readings)


def _slack(table: StatedTable) -> int:
    """Return what each amount may be off by rounding: half a unit where all are whole ones, else nothing."""
    amounts = [cell.kroner for row in table.rows for cell in row.cells if cell.kroner]
    return table.unit // 2 if all(kroner % table.unit == 0 for kroner in amounts) else 0


@FAMILY.rule(
    "ark-kolonne",
    level="feil",
    says=Words(
        nb="Summen er {stated}, men beløpene over blir {computed}. Differansen er {difference}.",
        nn="Summen er {stated}, men beløpa over blir {computed}. Differansen er {difference}.",
    ),
    mend=Words(
        nb="Rett summen, eller formelen, slik at alle radene er med én gang.",
        nn="Rett summen, eller formelen, slik at alle radene er med éin gong.",
    ),
    example={"stated": 7_950_000, "computed": 8_150_000},
)
def column_sums(case: Case) -> Iterator[Hit]:
    """An amount in a sum row of a sheet is not the sum of the rows above it, whichever rows that may be."""
    for table in case.stated.sheets:
        slack = _slack(table)
        for key in _money(table):
            for index, row in enumerate(table.rows):
                cell = table.cell(row, key)
                if row.kind != "sum" or cell.kroner is None:
                    continue
                readings = _above(table, key, index)
                if readings and not _agrees(cell.kroner, readings, slack) and not _right_across(table, row, key, slack):
                    added = readings[0]
                    computed = sum(one.kroner for one in added)
                    yield _hit(table, _Amount(row, key, cell), computed, added)


def _above(table: StatedTable, key: str, index: int) -> list[list[_Amount]]:
    """Return what a sum may add up, the likeliest first; nothing where no row stands over it.

    Amounts in brackets may be in it or not; likelier not.
    """
    rows = table.rows[:index]
    last = max((int(row.place) for row in rows if row.kind == "sum"), default=0)
    above = _amounts(table, rows, key)
    sums = [one for one in above if one.row.kind == "sum"]
    items = [one for one in above if one.row.kind != "sum"]
    since = [one for one in items if int(one.row.place) > last]
    # Rows that are blank in this column are a sum of nothing.
    begins = any(int(row.place) > last for row in rows)
    goals = [one for one in items if _GOAL.match(_name(table, one.row))]
    others = [one for one in items if one not in goals]
    first = since if begins else sums
    found = [some for some in (items, sums, sums + since, goals, others) if some]
    if not rows or (not first and not begins):
        return []
    plain = [[one for one in some if not one.cell.bracketed] for some in (first, *found)]
    return [plain[0], first, *found, *plain[1:]]


@FAMILY.rule(
    "ark-rad",
    level="feil",
    says=Words(
        nb="Totalen i raden er {stated}, men beløpene i raden blir {computed}. Differansen er {difference}.",
        nn="Totalen i rada er {stated}, men beløpa i rada blir {computed}. Differansen er {difference}.",
    ),
    mend=Words(
        nb="Rett totalen, eller beløpet i raden som er feil.",
        nn="Rett totalen, eller beløpet i rada som er feil.",
    ),
    example={"stated": 5_205_000, "computed": 5_705_000},
)
def row_totals(case: Case) -> Iterator[Hit]:
    """An amount in a total column of a sheet is not the sum of its row, whichever columns that may be."""
    for table in case.stated.sheets:
        slack = _slack(table)
        totals, parts = _totals(table)
        for key in totals if len(parts) > 1 else ():
            for row in table.rows:
                cell = table.cell(row, key)
                if cell.kroner is None:
                    continue
                readings = _beside(table, row, key, parts, totals)
                if len(readings[0]) < 2 or _agrees(cell.kroner, readings, slack):
                    continue
                if row.kind != "sum" or not _agrees(cell.kroner, _above(table, key, table.rows.index(row)), slack):
                    yield _hit(table, _Amount(row, key, cell), sum(one.kroner for one in readings[0]), readings[0])


def _totals(table: StatedTable) -> tuple[list[str], list[str]]:
    """Return the columns that add up others, and the other columns of money."""
    totals = [key for key in _money(table) if _TOTAL.search(table.columns[table.indexes[key]].heading)]
    return totals, [key for key in _money(table) if key not in totals]


def _right_across(table: StatedTable, row: StatedRow, key: str, slack: int) -> bool:
    """Tell whether a sum in a total column is right by its row: then another cell of the column is to blame."""
    totals, parts = _totals(table)
    if key not in totals or len(parts) < 2:
        return False
    return _agrees(table.cell(row, key).kroner or 0, _beside(table, row, key, parts, totals), slack)


def _column(table: StatedTable, key: str) -> list[StatedCell]:
    return [table.cell(row, key) for row in table.rows]


def _beside(
    table: StatedTable, row: StatedRow, key: str, parts: Sequence[str], totals: Sequence[str]
) -> list[list[_Amount]]:
    """Return what a total may add up, the likeliest first."""

    def of(keys: Sequence[str]) -> list[_Amount]:
        found = [_Amount(row, one, table.cell(row, one)) for one in keys]
        return [one for one in found if one.cell.kroner is not None]

    place = table.indexes[key]
    before = [one for one in parts if table.indexes[one] < place]
    after = [one for one in parts if table.indexes[one] > place]
    stop = max([table.indexes[one] for one in totals if table.indexes[one] < place], default=-1)
    close = [one for one in before if table.indexes[one] > stop]
    go = min([table.indexes[one] for one in totals if table.indexes[one] > place], default=10**6)
    next_to = [one for one in after if table.indexes[one] < go]
    years = [one for one in parts if re.search(r"\b(?:19|20)\d\d\b", table.columns[table.indexes[one]].heading)]
    rest = [one for one in parts if one not in years]
    others = [one for one in totals if one != key]
    # Hours and the like stand between amounts, and are much smaller.
    large = [one for one in parts if max((cell.kroner or 0 for cell in _column(table, one)), default=0) >= 1000]
    readings = [of(keys) for keys in (parts, before, after, close, next_to, years, rest, others, large)]
    return [readings[0], *(some for some in readings[1:] if some)]


@FAMILY.rule(
    "ark-tall",
    level="advarsel",
    says=Words(
        nb="«{printed}» er ikke noe beløp som kan regnes med.",
        nn="«{printed}» er ikkje noko beløp som kan reknast med.",
    ),
    mend=Words(nb="Skriv beløpet som et tall.", nn="Skriv beløpet som eit tal."),
    example={"printed": "(717 00)"},
)
def malformed(case: Case) -> Iterator[Hit]:
    """A cell in a column of money on a sheet holds digits that make no amount."""
    for table in case.stated.sheets:
        for row in table.rows:
            for key in _money(table):
                cell = table.cell(row, key)
                if cell.is_malformed:
                    at = f"{key}{row.place}"
                    where = _WHERE(sheet=table.place, cell=at)
                    yield Hit("plan", where, cell.text, at=f"{table.place}!{at}", values={"printed": cell.text[:60]})
