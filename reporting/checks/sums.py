"""Sums as printed: rows, columns and totals of sections 3, 6 and 7, added up again from their own cells."""

from collections.abc import Iterator, Sequence
from functools import partial

from reporting.checks.case import Case
from reporting.checks.causes import Part, explain
from reporting.checks.finding import Hit
from reporting.checks.printed_rows import TOTAL, PrintedTable, budget_tables
from reporting.checks.rules import Family
from reporting.checks.sum_causes import (
    BLANK_SUMS,
    ROWS_DIFFER,
    beside,
    frozen_counted,
    likeliest_row,
    not_counted,
    only_in_text,
    without_frozen,
)
from reporting.checks.words import EMPTY, Text, Value, Words, listed, same, together
from reporting.stated import StatedRow, StatedTable
from reporting.value import Post

FAMILY = Family(
    "summer",
    Text("Summer slik de er trykt", "Summar slik dei står trykte"),
    "Rows, columns and totals of the printed tables, added up again. Silent without a printed document.",
)

_CORRECT_SUM = Words(
    nb="Rett summen, eller beløpet som er glemt eller regnet med ved en feil. I portalen blir summen regnet ut.",
    nn="Rett summen, eller beløpet som er gløymt eller rekna med ved ein feil. I portalen blir summen rekna ut.",
)


@FAMILY.rule(
    "sum-tall",
    level="feil",
    says=Words(
        nb="«{printed}» er ikke et gyldig beløp.{meant}",
        nn="«{printed}» er ikkje eit gyldig beløp.{meant}",
    ),
    mend=Words(nb="Skriv hele beløpet.", nn="Skriv heile beløpet."),
    example={
        "printed": "(717 00)",
        "meant": Text(" De andre tallene i raden gir 717 000 kr.", " Dei andre tala i rada gir 717 000 kr."),
    },
)
def malformed(case: Case) -> Iterator[Hit]:
    """A cell in a column of money holds digits that make no amount. What the rest of the row gives is asked about."""
    for table in case.stated.tables:
        printed = PrintedTable(case, table)
        for row in table.rows:
            for key in table.kroner_keys:
                cell = table.cell(row, key)
                if cell.is_malformed:
                    meant = _meant(printed, row, key)
                    words = _MEANT(amount=meant) if meant is not None else EMPTY
                    values: dict[str, Value] = {"printed": cell.text, "meant": words}
                    yield Hit(
                        printed.path(row),
                        printed.where(row, key),
                        cell.text,
                        meant,
                        printed.at(row, key),
                        values=values,
                    )


_MEANT = Words(
    nb=" De andre tallene i raden gir {amount}.",
    nn=" Dei andre tala i rada gir {amount}.",
)


def _meant(table: PrintedTable, row: StatedRow, key: str) -> int | None:
    """Return what a cell must be for the row to add up; None where the row does not tell."""
    others = [figure.kroner for part, figure in table.figures(row) if part != key]
    if key == TOTAL:
        return sum(others) if others and table.is_whole(row) else None
    total = table.cell(row, TOTAL).kroner
    rest = None if total is None else total - sum(others)
    return rest if rest is not None and rest > 0 else None


@FAMILY.rule(
    "sum-rad",
    level="feil",
    says=Words(
        nb="Totalen i raden er {stated}, men beløpene i raden gir {computed}. Differansen er {difference}.",
        nn="Totalen i rada er {stated}, men beløpa i rada gir {computed}. Differansen er {difference}.",
    ),
    mend=Words(
        nb="Rett totalen, eller beløpet i raden som er feil.",
        nn="Rett totalen, eller beløpet i rada som er feil.",
    ),
    example={"stated": 5_205_000, "computed": 5_705_000},
)
def row_totals(case: Case) -> Iterator[Hit]:
    """A row of section 6 or 7 does not add up to its total.

    Where the row adds up without money that the plan holds as frozen or refused, it is a warning that says so.
    """
    for table in case.once(budget_tables):
        for row in table.items:
            stated, figures = table.cell(row, TOTAL).kroner, table.figures(row)
            everything = sum(figure.kroner for _, figure in figures)
            if stated is None or not figures or not table.is_whole(row) or stated == everything:
                continue
            counted = sum(figure.counted for _, figure in figures)
            place = (table.path(row), table.where(row, TOTAL), stated)
            if stated == counted:
                cause = without_frozen(table, row)
                yield Hit(*place, everything, table.at(row, TOTAL), cause, level="advarsel")
            else:
                parts = [part for key, _ in figures if (part := table.part(row, key))]
                others = partial(only_in_text, case, row.path)
                yield Hit(*place, counted, table.at(row, TOTAL), explain(stated, counted, parts, others))


@FAMILY.rule(
    "sum-kolonne",
    level="feil",
    says=Words(
        nb="Summen er {stated}, men radene over gir {computed}. Differansen er {difference}.",
        nn="Summen er {stated}, men radene over gir {computed}. Differansen er {difference}.",
    ),
    mend=_CORRECT_SUM,
    example={"stated": 7_950_000, "computed": 8_150_000},
)
def column_sums(case: Case) -> Iterator[Hit]:
    """A figure in the sum row of section 6 or 7 is not the sum of the rows above it.

    Rows in brackets, posts outside the sum, and money that the plan holds as frozen or refused are not added. Where the
    printed sum is right with the frozen money in it, it is a warning that says so.
    """
    for table in case.once(budget_tables):
        row = table.sum_row
        wrong = {} if row is None else {key: _column(table, row, key) for key in table.table.kroner_keys}
        prefer = likeliest_row({key: found for key, found in wrong.items() if found})
        for key, found in wrong.items():
            if row is None or found is None:
                continue
            stated, computed, parts = found
            place = (table.path(row), table.where(row, key), stated, computed, table.at(row, key))
            frozen = [
                (line, figure) for line in table.summed if (figure := table.figure(line, key)) and figure.uncounted
            ]
            if frozen and stated == computed + sum(figure.uncounted for _, figure in frozen):
                yield Hit(*place, frozen_counted(table, frozen), level="advarsel")
            else:
                cause = explain(stated, computed, parts, partial(beside, case, table, key), prefer)
                yield Hit(*place, together(cause, not_counted(table, (key,))))


def _column(table: PrintedTable, row: StatedRow, key: str) -> tuple[int, int, list[Part]] | None:
    """Return stated sum, computed sum and what it adds up; None where they agree or cannot be compared."""
    stated = table.cell(row, key).kroner
    if stated is None or any(table.cell(line, key).is_malformed for line in table.summed):
        return None
    amounts = [table.counted(line, key) for line in table.summed]
    computed = sum(amounts)
    if not any(amounts) or stated == computed or (key == TOTAL and stated == _all_cells(table)):
        # A total that is right by the cells is not to blame for a row's total that is wrong.
        return None
    return stated, computed, [part for line in table.summed if (part := table.part(line, key))]


def _all_cells(table: PrintedTable) -> int | None:
    """Return the sum of every counted cell; None where one of them cannot be read."""
    if not all(table.is_whole(line) for line in table.summed):
        return None
    return sum(figure.counted for line in table.summed for _, figure in table.figures(line))


@FAMILY.rule(
    "sum-mangler",
    level="advarsel",
    says=Words(
        nb="Sumraden er tom her, men radene over gir {computed}.",
        nn="Sumrada er tom her, men radene over gir {computed}.",
    ),
    mend=Words(nb="Skriv summen i ruten.", nn="Skriv summen i ruta."),
    example={"computed": 2_400_000},
)
def blank_sums(case: Case) -> Iterator[Hit]:
    """The sum row of section 6 or 7 is blank in a column that has amounts."""
    for table in case.once(budget_tables):
        row = table.sum_row
        for key in table.table.kroner_keys if row else ():
            amounts = [table.counted(line, key) for line in table.summed]
            if row and any(amounts) and not table.cell(row, key).text:
                yield Hit(table.path(row), table.where(row, key), None, sum(amounts), table.at(row, key))


@FAMILY.rule(
    "sum-tvers",
    level="feil",
    says=Words(
        nb="Totalen er {stated}, men summene i sumraden gir {computed}. Differansen er {difference}.",
        nn="Totalen er {stated}, men summane i sumrada gir {computed}. Differansen er {difference}.",
    ),
    mend=_CORRECT_SUM,
    example={"stated": 20_650_000, "computed": 20_450_000},
)
def sum_across(case: Case) -> Iterator[Hit]:
    """The sum row of section 6 or 7 does not add up across: its total is another than the sum of its own figures."""
    for table in case.once(budget_tables):
        row = table.sum_row
        if row is None or not table.is_whole(row):
            continue
        stated, figures = table.cell(row, TOTAL).kroner, table.figures(row)
        computed = sum(figure.kroner for _, figure in figures)
        above = {key: sum(table.counted(line, key) for line in table.summed) for key in table.parts}
        blank = [key for key in table.parts if above[key] and not table.cell(row, key).text]
        missing = sum(above[key] for key in blank)
        if stated is not None and figures and stated not in (computed, computed + missing):
            columns = listed([table.column_name(key) for key in blank])
            cause = BLANK_SUMS(columns=columns, amount=missing) if blank else EMPTY
            yield Hit(table.path(row), table.where(row), stated, computed, table.at(row, "tvers"), cause)


@FAMILY.rule(
    "sum-alt",
    level="feil",
    says=Words(
        nb="Totalen er {stated}, men alle beløpene i tabellen gir {computed}. Differansen er {difference}.",
        nn="Totalen er {stated}, men alle beløpa i tabellen gir {computed}. Differansen er {difference}.",
    ),
    mend=_CORRECT_SUM,
    example={"stated": 17_085_000, "computed": 15_995_000},
)
def grand_total(case: Case) -> Iterator[Hit]:
    """The total of section 6 or 7 is not the sum of all its cells, where the printed totals of the rows hide that.

    Where the rows' totals and the cells give the same, `sum-kolonne` has said it all.
    """
    for table in case.once(budget_tables):
        row = table.sum_row
        if row is None or not all(table.is_whole(line) for line in table.summed):
            continue
        stated = table.cell(row, TOTAL).kroner
        cells = [figure for line in table.summed for _, figure in table.figures(line)]
        totals = sum(table.counted(line, TOTAL) for line in table.summed)
        counted = sum(figure.counted for figure in cells)
        everything = sum(figure.kroner for figure in cells)
        if stated is None or not cells or stated in (counted, everything) or totals == counted:
            continue
        cause = explain(stated, counted, (), partial(beside, case, table, TOTAL))
        cause = together(cause if cause.nb else ROWS_DIFFER(totals=totals), not_counted(table, table.parts))
        yield Hit(table.path(row), table.where(row, TOTAL), stated, counted, table.at(row, "alt"), cause)


@FAMILY.rule(
    "sum-parentes",
    level="advarsel",
    says=Words(
        nb="{stated} står uten parentes, men er ikke regnet med i summen {sum}.{elsewhere}",
        nn="{stated} står utan parentes, men er ikkje rekna med i summen {sum}.{elsewhere}",
    ),
    mend=Words(
        nb="Sett beløpet i parentes i alle tabellene når det står utenfor summen, eller regn det med: {whole}.",
        nn="Set beløpet i parentes i alle tabellane når det står utanfor summen, eller rekn det med: {whole}.",
    ),
    example={"stated": 315_000, "sum": 2_645_000, "elsewhere": "", "whole": 2_960_000},
)
def outside_without_brackets(case: Case) -> Iterator[Hit]:
    """A row that is outside the sum is printed without the brackets that say so."""
    bracketed = {row.path for table in case.once(budget_tables) for row in table.items if table.is_bracketed(row)}
    for table in case.once(budget_tables):
        for row in table.items:
            post = case.parts.get(row.path)
            if table.is_bracketed(row) or not (row.path in bracketed or (isinstance(post, Post) and post.outside_sum)):
                continue
            for key, figure in table.figures(row):
                total = table.cell(table.sum_row, key).kroner if table.sum_row else None
                if total is not None and figure.kroner:
                    elsewhere = _ELSEWHERE if row.path in bracketed else EMPTY
                    whole = total + figure.kroner
                    values: dict[str, Value] = {"sum": total, "elsewhere": elsewhere, "whole": whole}
                    at = table.at(row, key)
                    yield Hit(table.path(row), table.where(row, key), figure.kroner, at=at, values=values)


_ELSEWHERE = Text(
    " I en annen tabell står raden i parentes.",
    " I ein annan tabell står rada i parentes.",
)


@FAMILY.rule(
    "sum-tiltak",
    level="feil",
    says=Words(
        nb="Summen er {stated}, men beløpene over gir {computed}. Differansen er {difference}.",
        nn="Summen er {stated}, men beløpa over gir {computed}. Differansen er {difference}.",
    ),
    mend=_CORRECT_SUM,
    example={"stated": 1_700_000, "computed": 1_800_000},
)
def overview_sums(case: Case) -> Iterator[Hit]:
    """A sum in section 3 is not the sum of the tiltak above it, or the total not the sum of the delmål."""
    table = case.stated.table("seksjon-3")
    if table is None:
        return
    for row, found in _groups(table):
        stated = table.cell(row, "kroner").kroner
        cells = [table.cell(part, "kroner") for part in found]
        amounts = [(part, cell.kroner) for part, cell in zip(found, cells, strict=True) if cell.kroner]
        computed = sum(kroner for _, kroner in amounts)
        if stated is None or stated in (computed, _all_tiltak(table, row)) or any(cell.is_malformed for cell in cells):
            continue
        parts = [Part(_overview_name(case, table, part), kroner, part.path) for part, kroner in amounts]
        others = tuple(Part(case.name(path), kroner, path) for path, kroner in _posts(case))
        at = f"{table.key}/{row.path or row.kind}/sum"
        where = _OVERVIEW_SUM(table=case.table_name(table.key), name=_group_name(case, row))
        path = row.path or case.table_path(table.key)
        yield Hit(path, where, stated, computed, at, explain(stated, computed, parts, partial(tuple, others)))


_OVERVIEW_SUM = Words(nb="{table}, {name}", nn="{table}, {name}")
_IN_ALL = Text("totalen", "totalen")


def _groups(table: StatedTable) -> Iterator[tuple[StatedRow, Sequence[StatedRow]]]:
    """Yield every sum row of section 3 with the rows that it adds up."""
    items: list[StatedRow] = []
    sums: list[StatedRow] = []
    for row in table.rows:
        if row.kind == "group":
            items = []
        elif row.kind == "item":
            items.append(row)
        elif row.kind == "sum":
            yield row, items
            sums.append(row)
        else:
            yield row, sums or items


def _all_tiltak(table: StatedTable, row: StatedRow) -> int | None:
    """Return the sum of every tiltak, for the total: one that is right is not to blame for a delmål's sum."""
    if row.kind != "total":
        return None
    return sum(table.cell(part, "kroner").kroner or 0 for part in table.rows if part.kind == "item")


def _group_name(case: Case, row: StatedRow) -> Text:
    """Return what a sum row of section 3 sums: its delmål, or all."""
    if row.kind == "total":
        return _IN_ALL
    return case.name(row.path) if row.path else same("sum")


def _overview_name(case: Case, table: StatedTable, row: StatedRow) -> Text:
    """Return what a row of section 3 is called."""
    if row.path in case.parts:
        return case.name(row.path)
    return same(f"«{table.cell(row, 'title').text}»")


def _posts(case: Case) -> Iterator[tuple[str, int]]:
    """Yield the state money of the year of every post in the plan."""
    for path, part in case.parts.items():
        if isinstance(part, Post):
            kroner = sum(
                line.kroner
                for line in part.lines
                if line.year == case.plan.year and line.source in case.plan.state_sources
            )
            if kroner:
                yield path, kroner
