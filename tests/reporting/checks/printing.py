"""A plan printed as the portal prints it, as a value; and the same with one thing printed wrong."""

from plans import paths
from plans.templatetags.kroner import belop
from reporting import tables
from reporting.stated import Stated, StatedCell, StatedColumn, StatedLine, StatedRow, StatedTable, read_cell
from reporting.table import Cell, Row, Table
from reporting.value import Handlingsplan


def printed(plan: Handlingsplan) -> Stated:
    """What a faultless document of the plan states."""
    found = [*tables.money_tables(plan), *(tables.tiltak_of(plan, goal) for goal in plan.delmaal)]
    return Stated(tables=tuple(_with_groups(_table(plan, table)) for table in found), lines=tuple(_lines(plan)))


def _with_groups(table: StatedTable) -> StatedTable:
    """The table with the path of its group on every sum row, as a reader of documents would put it."""
    rows, group = [], ""
    for row in table.rows:
        group = row.path if row.kind == "group" else group
        rows.append(row.model_copy(update={"path": group}) if row.kind == "sum" else row)
    return table.model_copy(update={"rows": tuple(rows)})


def _table(plan: Handlingsplan, table: Table) -> StatedTable:
    columns = tuple(StatedColumn(key=c.key, heading=c.heading, kind=c.kind) for c in table.columns)
    return StatedTable(
        key=table.key, title=table.title, columns=columns, rows=tuple(_row(plan, table, row) for row in table.rows)
    )


def _row(plan: Handlingsplan, table: Table, row: Row) -> StatedRow:
    kind = "item" if row.kind == "outside" else row.kind
    goal = next((goal.uid for goal in plan.delmaal if goal.uid == row.uid), "")
    path = paths.delmaal(goal) if goal else ""
    if row.uid and not goal:
        post = any(post.uid == row.uid for post in plan.posts)
        path = paths.post(row.uid) if post else paths.tiltak(row.uid)
    return StatedRow(kind=kind, cells=tuple(_cell(cell, row.kind == "outside") for cell in row.cells), path=path)


def _cell(cell: Cell, outside: bool) -> StatedCell:
    if cell.kroner is None:
        return read_cell(cell.text)
    words = belop(cell.kroner)
    return read_cell(f"({words})" if outside else words, money=True)


def _lines(plan: Handlingsplan):
    yield StatedLine(kind="title", text=f"Handlingsplan {plan.year}", path="plan")
    for number, prompt in enumerate(plan.form.plan, start=1):
        path = paths.answer("plan", None, prompt.key)
        yield StatedLine(kind="heading", number=number, text=prompt.wording, path=path)
    for goal in plan.delmaal:
        path = paths.delmaal(goal.uid)
        yield StatedLine(kind="goal", number=goal.number, text=goal.title, path=path)
        yield StatedLine(kind="heading", number=goal.number, text=goal.title, path=path)
        yield from (
            StatedLine(kind="prompt", text=prompt.wording, path=paths.answer("delmaal", goal.uid, prompt.key))
            for prompt in plan.form.delmaal
        )
        yield StatedLine(kind="lead", text=plan.form.lead, path=path)
        for item in goal.tiltak:
            yield StatedLine(kind="heading", number=item.number, text=item.title, path=paths.tiltak(item.uid))


def with_cell(stated: Stated, table: str, row: str | int, column: str, text: str) -> Stated:
    """The same document with another text in one cell; the row is given by its path, by its index, or as `total`."""

    def change(found: StatedTable) -> StatedTable:
        if found.key != table:
            return found
        index = row if isinstance(row, int) else [_name(line) for line in found.rows].index(row)
        place = found.column(column)
        assert place is not None
        cells = list(found.rows[index].cells)
        cells[place] = read_cell(text, money=found.columns[place].kind == "kroner")
        rows = list(found.rows)
        rows[index] = rows[index].model_copy(update={"cells": tuple(cells)})
        return found.model_copy(update={"rows": tuple(rows)})

    assert stated.table(table) is not None
    return stated.model_copy(update={"tables": tuple(map(change, stated.tables))})


def _name(row: StatedRow) -> str:
    return "total" if row.kind == "total" else f"sum/{row.path}" if row.kind == "sum" else row.path
