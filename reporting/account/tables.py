"""The tables of the account: state money per tiltak, and the money of both years side by side."""

from budgets.sums import total
from reporting.account.entries import Account, Entry, State, account
from reporting.account.words import WORDS, Words
from reporting.compare import comparison_tables
from reporting.table import Cell, Column, Row, Table
from reporting.value import Handlingsplan

STATES: tuple[State, ...] = ("ny", "endret", "avsluttet", "videreført")


def account_tables(plan: Handlingsplan) -> tuple[Table, ...]:
    """Return every table of the account; none for the first plan."""
    found = account(plan)
    if found is None or plan.earlier is None:
        return ()
    return (overview_table(plan, found), *comparison_tables(plan.earlier, plan))


def overview_table(plan: Handlingsplan, found: Account) -> Table:
    """State money of every tiltak in both years, as their sections 3 have it, grouped by what has become of it."""
    words = WORDS[plan.language]
    columns = (
        Column(key="number", heading=words.number, kind="number"),
        Column(key="title", heading=words.tiltak, kind="text"),
        Column(key="before", heading=str(found.earlier_year), kind="kroner"),
        Column(key="after", heading=str(found.year), kind="kroner"),
        Column(key="difference", heading=words.difference, kind="kroner"),
    )
    rows: list[Row] = []
    for state in STATES:
        entries = found.of(state)
        if entries:
            rows.append(Row(kind="group", cells=(Cell(), Cell(text=heading(state, words)), Cell(), Cell(), Cell())))
            rows += [_row(entry) for entry in entries]
    items = tuple(place for place, row in enumerate(rows) if row.kind == "item")
    sums = [Cell(kroner=total(rows[place].cells[column].kroner for place in items)) for column in (2, 3, 4)]
    rows.append(Row(kind="total", cells=(Cell(), Cell(text=words.total), *sums), sum_of=items))
    title = words.overview.format(before=found.earlier_year, after=found.year)
    return Table(key="endringer", title=title, columns=columns, rows=tuple(rows))


def heading(state: State, words: Words) -> str:
    """Return the heading of the tiltak of one kind."""
    return {"ny": words.new, "endret": words.changed, "avsluttet": words.ended, "videreført": words.continued}[state]


def _row(entry: Entry) -> Row:
    kroner = (entry.state_before, entry.state_after, entry.difference)
    cells = (Cell(text=entry.name.number), Cell(text=entry.name.title), *(Cell(kroner=one) for one in kroner))
    return Row(kind="item", uid=entry.name.uid, cells=cells)
