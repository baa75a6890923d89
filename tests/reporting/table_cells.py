"""Looks into a computed table."""

from reporting.table import Cell, Table


def figures(table: Table) -> list[list[int | None]]:
    """Return the kroner of every row but the heads of groups."""
    places = [place for place, column in enumerate(table.columns) if column.kind == "kroner"]
    return [[row.cells[place].kroner for place in places] for row in table.rows if row.kind != "group"]


def row_kinds(table: Table) -> list[str]:
    return [row.kind for row in table.rows]


def column_of(table: Table, key: str) -> dict[str, Cell]:
    """Return a column's cells by the uid of their row."""
    return {row.uid: row.cells[table.column(key)] for row in table.rows if row.uid and row.kind != "group"}
