"""Kroner or thousands: told by words around a table, else by what the text says of the same amounts, else asked."""

import re
from collections.abc import Iterable, Sequence

from reporting.intake.document.amounts import read_amount
from reporting.intake.document.asking import Asking
from reporting.intake.document.structure import TableHere
from reporting.intake.document.table_rows import money_columns

_IN_TEXT = re.compile(r"(?<!\d)\d{1,3}(?:[ .\u00a0\u202f]000)+(?= ?kr|,-)")
#: A plan's amounts are rarely all below this many kroner.
_SMALL, _FEWEST = 50_000, 3


def with_units(tables: Sequence[TableHere], texts: Iterable[str], asking: Asking) -> None:
    """Give every table of money its unit."""
    doubtful = [here for here in tables if here.layout.unit is None and _is_doubtful(here)]
    if not doubtful:
        return
    said = {re.sub(r"\D", "", found) for text in texts for found in _IN_TEXT.findall(text)}
    agrees = any(str(amount * 1000) in said for here in doubtful for amount in _amounts(here))
    another = any(here.layout.unit == 1000 for here in tables)
    text = "Beløpene i tabellene er små. Er de i kroner eller i tusen kroner?"
    if agrees:
        text = f"{text} Teksten nevner de samme beløpene i tusen."
    elif another:
        text = f"{text} En annen tabell er i tusen kroner."
    choices = [("kroner", "I kroner"), ("tusen", "I tusen kroner")]
    chosen = asking.ask("enhet", doubtful[0].grid.place, text, choices, assumed="tusen" if agrees or another else "")
    for here in doubtful:
        here.layout = here.layout._replace(unit=1000 if chosen == "tusen" else 1)


def _amounts(here: TableHere) -> list[int]:
    found = []
    for column in money_columns(here.layout):
        for row in range(here.layout.heads, len(here.grid.rows)):
            kroner = read_amount([here.grid.text(row, column.index)]).kroner
            found += [kroner] if kroner else []
    return found


def _is_doubtful(here: TableHere) -> bool:
    amounts = _amounts(here)
    return len(amounts) >= _FEWEST and max(amounts) < _SMALL
