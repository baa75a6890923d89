"""The account of the year's changes as a list: one row for each tiltak, made for sorting and filtering."""

from reporting.account import Account, differences_in_words, overview_table
from reporting.account.words import WORDS
from reporting.table import Cell, Column, Row, Table
from reporting.value import Handlingsplan


def changes_list(plan: Handlingsplan, found: Account) -> Table:
    """Return every tiltak of both years with what became of it, what differs, and what was said.

    Amounts are those of the account's own table, taken by uid and never computed again.
    """
    words = WORDS[plan.language]
    money = overview_table(plan, found)
    amounts = {row.uid: row.cells[2:] for row in money.rows if row.kind == "item"}
    columns = (
        Column(key="kind", heading=words.kind, kind="text"),
        Column(key="number", heading=words.number, kind="number"),
        Column(key="title", heading=words.tiltak, kind="text"),
        Column(key="changes", heading=words.changes, kind="text"),
        Column(key="state", heading=words.state, kind="text"),
        *(_of_state(column, words.state) for column in money.columns[2:]),
        Column(key="said", heading=words.said, kind="text"),
    )
    rows = [
        Row(
            kind="item",
            uid=entry.name.uid,
            cells=(
                Cell(text=words.kinds[entry.state]),
                Cell(text=entry.name.number),
                Cell(text=entry.name.title),
                Cell(text=" ".join(differences_in_words(plan, entry))),
                Cell(text=words.has_state[entry.has_state_money]),
                *amounts[entry.name.uid],
                Cell(text=words.missing[entry.asks_for] if entry.is_missing else entry.said),
            ),
        )
        for entry in found.entries
    ]
    title = words.list_title.format(before=found.earlier_year, after=found.year)
    return Table(key="endringer-liste", title=title, columns=columns, rows=tuple(rows))


def _of_state(column: Column, state: str) -> Column:
    """Return a column that says what it holds also when it stands alone: a list has no heading over its columns."""
    return column.model_copy(update={"heading": f"{state} {column.heading.lower()}"})
