"""What may explain a wrong sum of a printed table: another row, frozen money, an amount that only the text names."""

from collections import Counter
from collections.abc import Collection, Sequence

from reporting.checks.amounts import find_amounts
from reporting.checks.case import Case
from reporting.checks.causes import Part, rows_that_explain
from reporting.checks.printed_rows import TOTAL, Figure, PrintedTable
from reporting.checks.words import EMPTY, Text, Words, listed, together
from reporting.stated import StatedRow

_FROZEN = Words(
    nb="{parts} og er ikke med i totalen. Sett det i parentes, eller ta det ut av raden.",
    nn="{parts} og er ikkje med i totalen. Set det i parentes, eller ta det ut av rada.",
)
_FROZEN_COUNTED = Words(nb="{parts} og skulle ikke vært regnet med.", nn="{parts} og skulle ikkje vore rekna med.")
_IS = Words(nb="{amount} i {name} er {certainty}", nn="{amount} i {name} er {certainty}")
_SURE = {"fryst": Text("fryst", "fryst"), "avslatt": Text("avslått", "avslått")}
_APART = Words(
    nb="{amount} i {name} er {certainty} og ikke regnet med.", nn="{amount} i {name} er {certainty} og ikkje rekna med."
)
_OUTSIDE = Words(nb="{amount} i {name} står utenfor summen.", nn="{amount} i {name} står utanfor summen.")
BLANK_SUMS = Words(
    nb="Sumraden er tom i {columns}, der radene gir {amount}.",
    nn="Sumrada er tom i {columns}, der radene gir {amount}.",
)
AMOUNT_IN = Words(nb="{amount} i {name}", nn="{amount} i {name}")
_IN_TEXT = Words(nb="{amount} (bare nevnt i teksten)", nn="{amount} (berre nemnt i teksten)")
ROWS_DIFFER = Words(
    nb="De trykte totalene i radene blir {totals}, og stemmer heller ikke med beløpene i dem.",
    nn="Dei trykte totalane i radene blir {totals}, og stemmer heller ikkje med beløpa i dei.",
)


def without_frozen(table: PrintedTable, row: StatedRow) -> Text:
    """Return which amounts of a row the plan holds as frozen."""
    amounts = [
        _IS(amount=figure.uncounted, name=table.column_name(key), certainty=_SURE[figure.certainty])
        for key, figure in table.figures(row)
        if figure.uncounted
    ]
    return _FROZEN(parts=listed(amounts)) if amounts else EMPTY


def frozen_counted(table: PrintedTable, frozen: Sequence[tuple[StatedRow, Figure]]) -> Text:
    """Return that a sum has money in it that the plan holds as frozen or refused, row by row."""
    parts = [
        _IS(amount=figure.uncounted, name=table.row_name(row), certainty=_SURE[figure.certainty])
        for row, figure in frozen
    ]
    return _FROZEN_COUNTED(parts=listed(parts))


def not_counted(table: PrintedTable, keys: Collection[str]) -> Text:
    """Return what stands in some columns and is in no sum: frozen or refused money, and rows outside the sum."""
    parts = [
        _APART(amount=figure.uncounted, name=table.row_name(row), certainty=_SURE[figure.certainty])
        for row in table.summed
        for key in keys
        if (figure := table.figure(row, key)) and figure.uncounted
    ]
    parts += [
        _OUTSIDE(amount=amount, name=table.row_name(row))
        for row in table.items
        if table.is_outside(row) and (amount := sum(table.counted(row, key) for key in keys))
    ]
    return together(EMPTY, *parts)


def likeliest_row(wrong: dict[str, tuple[int, int, list[Part]]]) -> frozenset[str]:
    """Return the row that explains more of the wrong sums than any other does."""
    found = Counter(
        row for stated, computed, parts in wrong.values() for row in rows_that_explain(stated, computed, parts)
    )
    most = found.most_common(2)
    return frozenset({most[0][0]}) if most and (len(most) == 1 or most[0][1] > most[1][1]) else frozenset()


def beside(case: Case, table: PrintedTable, key: str) -> list[Part]:
    """Return amounts that are not in a sum and may have got into it, or be what is missing from a total."""
    outside = [part for row in table.items if table.is_outside(row) and (part := table.part(row, key))]
    keys = table.parts if key == TOTAL else (key,)
    frozen = [
        Part(AMOUNT_IN(amount=figure.uncounted, name=table.row_name(row)), figure.uncounted, table.at(row))
        for row in table.summed
        for part, figure in table.figures(row)
        if part in keys and figure.uncounted
    ]
    cells = [
        named
        for row in (table.summed if key == TOTAL else [])
        for part, _ in table.figures(row)
        if (named := table.part(row, part, named=True))
    ]
    return [*outside, *frozen, *cells, *only_in_text(case, table.path(table.sum_row) if table.sum_row else "")]


def only_in_text(case: Case, path: str) -> list[Part]:
    """Return the amounts that the text at a place names and no printed cell holds, and those of the delmål's notes."""
    texts = [prose.text for prose in case.prose if prose.path == path or prose.path.startswith(f"{path}/")]
    if path.startswith("plan/"):
        texts += [goal.money_note for goal in case.plan.delmaal if goal.money_note]
    printed = {
        cell.kroner for table in case.stated.tables for row in table.rows if row.kind == "item" for cell in row.cells
    }
    amounts = {amount.kroner for text in texts for amount in find_amounts(text) if not amount.is_rate}
    return [Part(_IN_TEXT(amount=kroner), kroner, f"tekst/{kroner}") for kroner in sorted(amounts - printed)]
