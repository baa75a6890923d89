"""«Året i tall»: the year's money as bars, with the same figures as tables. One function for the page and the PDF.

Pure. A template draws the bars from what stands here. How sure an amount is shows as a pattern with its word, so that
nothing hangs on colour. Widths are percent, heights pixels: words keep their size on a phone and on paper alike.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from budgets.certainty import COUNTED
from budgets.sums import counted
from reporting.money import kroner
from reporting.table import Cell, Column, Row, Table
from reporting.tables import lines_of, owners
from reporting.value import Delmaal, Handlingsplan, Line, Node, Post
from reporting.words import WORDS, certainty_word

#: The order in a bar: the surest first, from the axis.
CERTAINTIES = ("innvilget", "planlagt", "sokt")
#: A line of a name, in letters, and how many lines it may take; all of it stands in the table.
NAME_LETTERS, NAME_LINES = 48, 3
LINE, BAR, GAP = 16, 14, 10
#: Where the bars end, in percent; the amounts stand to the right of them.
WIDEST = 70.0
#: So tall may a drawing be, in pixels, to fit on a page of the PDF under the headings; the rest stands in another.
TALLEST = 620


class Part(Node):
    """A stretch of a bar: how sure its kroner are, and where it begins and how long it is, in percent."""

    certainty: str
    kroner: int
    x: float
    width: float


class Bar(Node):
    """A row: its name in lines, its kroner, its stretches, and where it stands, in pixels from the top."""

    name: tuple[str, ...]
    kroner: int
    parts: tuple[Part, ...]
    y: int

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """The lines of the name with the place of each."""
        return tuple((self.y + number * LINE, line) for number, line in enumerate(self.name, start=1))

    @property
    def bar_y(self) -> int:
        """Where the bar itself begins, in pixels from the top."""
        return self.y + len(self.name) * LINE + 6

    @property
    def end(self) -> int:
        """Where the next row may begin, in pixels from the top."""
        return self.bar_y + BAR + GAP

    @property
    def amount_y(self) -> int:
        """The baseline of the amount beside the bar."""
        return self.bar_y + BAR - 2


class Drawing(Node):
    """So many bars as fit together, with the legend above them."""

    key: str
    alt: str
    height: int
    bars: tuple[Bar, ...]


class Legend(Node):
    """A pattern and its word."""

    certainty: str
    word: str
    x: int


class Chart(Node):
    """Bars and their table: what it is about, its drawings, and the words for the patterns in them."""

    key: str
    title: str
    drawings: tuple[Drawing, ...]
    legend: tuple[Legend, ...]
    table: Table


class _Counted(NamedTuple):
    """A row of a chart: its name, and its kroner by how sure they are."""

    uid: str
    name: str
    kroner: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.kroner.values())


def charts(plan: Handlingsplan) -> tuple[Chart, ...]:
    """Return the year's charts: state money by delmål and post, and all money by source; none without any money."""
    words = WORDS[plan.language]
    inside = [owner for owner in owners(plan) if isinstance(owner, Delmaal) or not owner.outside_sum]
    by_owner = [
        _row(owner.uid, _name(owner), [line for line in _of_year(plan, owner) if line.source in plan.state_sources])
        for owner in inside
    ]
    every_line = [line for owner in inside for line in _of_year(plan, owner)]
    by_source = [
        _row(source.key, source.name, [line for line in every_line if line.source == source.key])
        for source in plan.sources
    ]
    found = (
        ("tall-delmaal", words["chart_delmaal"].format(year=plan.year), words["delmaal"], by_owner),
        ("tall-kilder", words["chart_sources"].format(year=plan.year), words["source"], by_source),
    )
    return tuple(
        _chart(plan, key, title, heading, rows) for key, title, heading, rows in found if any(row.total for row in rows)
    )


def _of_year(plan: Handlingsplan, owner: Delmaal | Post) -> list[Line]:
    return [line for line in lines_of(owner) if line.year == plan.year]


def _name(owner: Delmaal | Post) -> str:
    return f"Delmål {owner.number}: {owner.short_title}" if isinstance(owner, Delmaal) else owner.name


def _row(uid: str, name: str, lines: Sequence[Line]) -> _Counted:
    """Return what of some lines counts, by certainty."""
    by_certainty = {one: counted([line for line in lines if line.certainty == one]) or 0 for one in CERTAINTIES}
    assert set(by_certainty) == COUNTED
    return _Counted(uid, name, by_certainty)


def _chart(plan: Handlingsplan, key: str, title: str, heading: str, rows: Sequence[_Counted]) -> Chart:
    used = [one for one in CERTAINTIES if any(row.kroner[one] for row in rows)]
    words = [certainty_word(one, plan.language) for one in used]
    return Chart(
        key=key,
        title=title,
        drawings=tuple(_drawings(plan, key, title, [row for row in rows if row.total])),
        legend=tuple(
            Legend(certainty=one, word=word, x=number * 96)
            for number, (one, word) in enumerate(zip(used, words, strict=True))
        ),
        table=_table(plan, key, title, heading, rows, used),
    )


def _drawings(plan: Handlingsplan, key: str, title: str, rows: Sequence[_Counted]) -> Iterator[Drawing]:
    """Yield the bars of all rows, on one scale, so many together as fit."""
    most = max(row.total for row in rows)
    largest = max(rows, key=lambda row: row.total)
    alt = WORDS[plan.language]["chart_alt"].format(
        title=title,
        count=len(rows),
        name=largest.name,
        most=kroner(most),
        total=kroner(sum(row.total for row in rows)),
    )
    bars: list[Bar] = []
    parts: list[list[Bar]] = []
    for row in rows:
        bar = _bar(row, most, bars[-1].end if bars else LINE + GAP)
        if bars and bar.end > TALLEST:
            parts.append(bars)
            bars, bar = [], _bar(row, most, LINE + GAP)
        bars = [*bars, bar]
    for number, part in enumerate((*parts, bars)):
        yield Drawing(key=f"{key}-{number}", alt=alt, height=part[-1].end, bars=tuple(part))


def _bar(row: _Counted, most: int, y: int) -> Bar:
    parts, x = [], 0.0
    for certainty, amount in row.kroner.items():
        if amount:
            width = round(WIDEST * amount / most, 3)
            parts.append(Part(certainty=certainty, kroner=amount, x=round(x, 3), width=width))
            x += width
    return Bar(name=name_lines(row.name), kroner=row.total, parts=tuple(parts), y=y)


def name_lines(name: str) -> tuple[str, ...]:
    """Return a name in lines that fit beside nothing on a phone; what does not fit ends in «…»."""
    plain = " ".join(name.split())
    return tuple(textwrap.wrap(plain, NAME_LETTERS, max_lines=NAME_LINES, placeholder="\u00a0…")) or ("–",)


def _table(
    plan: Handlingsplan, key: str, title: str, heading: str, rows: Sequence[_Counted], used: Sequence[str]
) -> Table:
    """Return the figures of a chart: the sum, and a column for each certainty where there is more than one."""
    words = WORDS[plan.language]
    parted = used if len(used) > 1 else ()
    columns = (
        Column(key="name", heading=heading, kind="text"),
        *(Column(key=one, heading=certainty_word(one, plan.language).capitalize(), kind="kroner") for one in parted),
        Column(key="total", heading=words["sum"], kind="kroner", total_of=tuple(parted)),
    )
    items = tuple(
        Row(
            kind="item",
            uid=row.uid,
            cells=(Cell(text=row.name), *(_cell(row.kroner[one]) for one in parted), Cell(kroner=row.total)),
        )
        for row in rows
    )
    sums = [sum(row.kroner[one] for row in rows) for one in parted]
    whole = Row(
        kind="total",
        cells=(Cell(text=words["sum"]), *map(_cell, sums), Cell(kroner=sum(row.total for row in rows))),
        sum_of=tuple(range(len(rows))),
    )
    return Table(key=key, title=title, columns=columns, rows=(*items, whole))


def _cell(amount: int) -> Cell:
    """Return an amount; nothing where there is none of that certainty."""
    return Cell(kroner=amount or None)
