"""The list of every tiltak: one row each, made for sorting and filtering."""

from reporting.formats.xlsx_words import Words
from reporting.table import Cell, Column, Row, Table
from reporting.tables import overview, tiltak_of
from reporting.value import Handlingsplan
from reporting.words import phase_word


def tiltak_list(plan: Handlingsplan, words: Words) -> Table:
    """Return all tiltak with delmål, phase, parties, time frame, and state money of the plan's year.

    Amounts and names are those of section 3 and of the delmål's own tables, taken by uid and never computed again.
    """
    columns = (
        Column(key="delmaal", heading=words.delmaal, kind="number"),
        Column(key="name", heading=words.delmaal_name, kind="text"),
        Column(key="number", heading=words.number, kind="number"),
        Column(key="title", heading=words.tiltak, kind="text"),
        Column(key="phase", heading=words.phase, kind="text"),
        Column(key="responsible", heading=words.responsible, kind="text"),
        Column(key="partners", heading=words.partners, kind="text"),
        Column(key="time", heading=words.time, kind="text"),
        Column(key="kroner", heading=words.amount.format(year=plan.year), kind="kroner"),
        Column(key="remark", heading=words.remark, kind="text"),
    )
    money = overview(plan)
    amounts = {row.uid: row.cells[money.column("kroner")] for row in money.rows if row.kind == "item"}
    rows = []
    for delmaal in plan.delmaal:
        table = tiltak_of(plan, delmaal)
        for tiltak, row in zip(delmaal.tiltak, table.rows, strict=True):
            amount = amounts[tiltak.uid]
            remark = "\n".join(money.footnotes[number - 1] for number in amount.notes)
            cells = (
                Cell(text=str(delmaal.number)),
                Cell(text=delmaal.short_title),
                row.cells[table.column("number")],
                row.cells[table.column("title")],
                Cell(text=phase_word(tiltak.phase, plan.language)),
                row.cells[table.column("responsible")],
                row.cells[table.column("partners")],
                row.cells[table.column("time")],
                Cell(kroner=amount.kroner, marks=amount.marks),
                Cell(text=remark),
            )
            rows.append(Row(kind="item", uid=tiltak.uid, cells=cells))
    return Table(key="tiltak", title=words.list_title.format(year=plan.year), columns=columns, rows=tuple(rows))
