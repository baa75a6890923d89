"""All pilots in one table, and their state money by delmål, theme and year: the same for page, Excel and CSV. Pure."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgets.sums import counted, total
from plans.templatetags.kroner import dato
from reporting.checks.ordering import Counts
from reporting.table import Cell, Column, Row, Table
from reporting.tables import state_money
from reporting.value import Delmaal, Handlingsplan, Line, Post
from review.workflow import STATUSES


class PilotFacts(NamedTuple):
    """What the table says of one pilot's newest plan; a pilot without a plan has only its name.

    `plan` is the newest frozen value, `counts` the open findings it was frozen with, `warnings` those with a reason.
    `due` is its next deadline, which has passed when `is_late`.
    """

    pilot: str
    year: int | None = None
    status: str = ""
    is_late: bool = False
    sent: datetime.datetime | None = None
    days: int | None = None
    due: datetime.date | None = None
    plan: Handlingsplan | None = None
    counts: Counts | None = None
    warnings: int | None = None
    paid: int | None = None


#: What is said where a delmål has no theme.
NO_THEME = "Uten tema"
#: Where the money of a post stands, which belongs to no delmål.
NO_GOAL = "Uten delmål"


def pilots_table(pilots: Sequence[PilotFacts]) -> Table:
    """Return a row for each pilot, with the money summed at the foot."""
    columns = (
        Column(key="pilot", heading="Pilot", kind="text"),
        Column(key="year", heading="År", kind="number"),
        Column(key="status", heading="Status", kind="text"),
        Column(key="sent", heading="Sendt KDD", kind="text"),
        Column(key="days", heading="Dager ventet", kind="number"),
        Column(key="due", heading="Neste frist", kind="text"),
        Column(key="tips", heading="Tips", kind="number"),
        Column(key="warnings", heading="Begrunnede advarsler", kind="number"),
        Column(key="state", heading="Bygdevekstmidler", kind="kroner"),
        Column(key="paid", heading="Utbetalt", kind="kroner"),
    )
    rows = [_pilot_row(one) for one in pilots]
    sums = [total(row.cells[place].kroner for row in rows) for place in (8, 9)]
    foot = Row(
        kind="total",
        cells=(Cell(text="Sum"), *(Cell() for _ in range(7)), *(Cell(kroner=kroner) for kroner in sums)),
        sum_of=tuple(range(len(rows))),
    )
    return Table(key="piloter", title="Alle piloter", columns=columns, rows=(*rows, foot))


def _pilot_row(one: PilotFacts) -> Row:
    def number(value: int | None) -> Cell:
        return Cell(text="" if value is None else str(value))

    cells = (
        Cell(text=one.pilot),
        number(one.year),
        Cell(text=STATUSES.get(one.status, "")),
        Cell(text=dato(one.sent)),
        number(one.days),
        Cell(text=f"{dato(one.due)} (passert)" if one.is_late else dato(one.due)),
        number(one.counts.tips if one.counts else None),
        number(one.warnings),
        Cell(kroner=state_money(one.plan, one.plan.year) if one.plan else None),
        Cell(kroner=one.paid),
    )
    return Row(kind="item", cells=cells)


def money_table(pilots: Iterable[PilotFacts], themes: dict[str, str]) -> Table:
    """Return state money by delmål and year, a row for each delmål and post of the plans; `themes` are names by key."""
    plans = [one.plan for one in pilots if one.plan is not None]
    years = sorted({year for plan in plans for year in _years(plan)})
    columns = (
        Column(key="pilot", heading="Pilot", kind="text"),
        Column(key="delmaal", heading="Delmål", kind="text"),
        Column(key="theme", heading="Tema", kind="text"),
        *(Column(key=str(year), heading=str(year), kind="kroner") for year in years),
    )
    rows = tuple(row for plan in plans for row in _goal_rows(plan, years, themes))
    return Table(key="piloter-delmaal", title="Bygdevekstmidler per delmål", columns=columns, rows=rows)


class _Part(NamedTuple):
    """A delmål, or a post inside the sum."""

    uid: str
    name: str
    theme: str
    earlier: dict[int, int]
    state: tuple[Line, ...]


def _parts(plan: Handlingsplan, themes: dict[str, str]) -> Iterator[_Part]:
    """Yield everything in a plan that state money of its sums stands on."""
    for goal in plan.delmaal:
        name, theme = f"{goal.number}. {goal.short_title}", themes.get(goal.theme, NO_THEME)
        yield _part(plan, goal, name, theme, goal.all_lines)
    for post in plan.posts:
        if not post.outside_sum:
            yield _part(plan, post, f"{post.number}. {post.name}", NO_GOAL, post.lines)


def _part(plan: Handlingsplan, row: Delmaal | Post, name: str, theme: str, lines: Iterable[Line]) -> _Part:
    state = tuple(line for line in lines if line.source in plan.state_sources)
    return _Part(row.uid, name, theme, {figure.year: figure.kroner for figure in row.earlier}, state)


def _years(plan: Handlingsplan) -> Iterator[int]:
    for part in _parts(plan, {}):
        yield from part.earlier
        yield from (line.year for line in part.state)


def _goal_rows(plan: Handlingsplan, years: Sequence[int], themes: dict[str, str]) -> Iterator[Row]:
    for part in _parts(plan, themes):
        kroner = [
            part.earlier.get(year) if year < plan.year else counted(line for line in part.state if line.year == year)
            for year in years
        ]
        names = (Cell(text=plan.pilot), Cell(text=part.name), Cell(text=part.theme))
        yield Row(kind="item", uid=part.uid, cells=(*names, *(Cell(kroner=one) for one in kroner)))


def theme_table(money: Table) -> Table:
    """Return the same money by theme, the cells of the table of delmål added up."""
    place = money.column("theme")
    columns = (money.columns[place], *(column for column in money.columns if column.kind == "kroner"))
    places = [number for number, column in enumerate(money.columns) if column.kind == "kroner"]
    last = (NO_THEME, NO_GOAL)
    names = sorted({row.cells[place].text for row in money.rows}, key=lambda name: (name in last, name))
    rows = [
        Row(
            kind="item",
            cells=(
                Cell(text=name),
                *(
                    Cell(kroner=total(row.cells[one].kroner for row in money.rows if row.cells[place].text == name))
                    for one in places
                ),
            ),
        )
        for name in names
    ]
    foot = Row(
        kind="total",
        cells=(Cell(text="Sum"), *(Cell(kroner=total(row.cells[one].kroner for row in money.rows)) for one in places)),
        sum_of=tuple(range(len(rows))),
    )
    return Table(key="piloter-tema", title="Bygdevekstmidler per tema", columns=columns, rows=(*rows, foot))


def as_rows(table: Table) -> Iterator[list[str]]:
    """Yield a table as texts for CSV: kroner as plain digits, blank where there is none."""
    yield [column.heading for column in table.columns]
    for row in table.rows:
        yield [
            ("" if cell.kroner is None else str(cell.kroner)) if column.kind == "kroner" else cell.text
            for column, cell in zip(table.columns, row.cells, strict=True)
        ]
