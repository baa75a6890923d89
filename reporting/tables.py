"""The tables of KDD's template, computed from the plan. Pure: no database, no request.

Section 3 is each tiltak's state money, section 6 state money per delmål and year, section 7 this year's money per
delmål and source. All three are views of the same lines, so they agree by construction.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from budgets.certainty import Counting, counts
from budgets.sums import counted, total, uncounted
from plans.timeframe import TimeFrame
from reporting.money import kroner
from reporting.table import Cell, Column, Row, Table, Uncounted
from reporting.value import Delmaal, Handlingsplan, Line, Party, Post, Tiltak
from reporting.words import WORDS, certainty_word

#: A row of sections 6 and 7.
Owner = Delmaal | Post


class _Notes:
    """Footnotes in the order they are first needed, in the plan's language; the same words get the same number."""

    def __init__(self, plan: Handlingsplan) -> None:
        self.texts: list[str] = []
        self.plan = plan
        self.words = WORDS[plan.language]
        self.sources = {source.key: source.name for source in plan.sources}

    def number(self, text: str) -> int:
        """Return the number of a footnote, adding it when it is new."""
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text) + 1


def _note_texts(lines: Iterable[Line], notes: _Notes) -> Iterable[str]:
    """Yield what must be said about lines that are not plain: out of the sum, shared, or with a remark."""
    words = notes.words
    for line in lines:
        said = []
        if line.kroner and not counts(line.certainty):
            said.append(words["not_counted"].format(certainty=certainty_word(line.certainty, notes.plan.language)))
        if line.shared_with:
            said.append(words["shared"].format(pilot=line.shared_with))
        remark = f" {line.note}" if line.note else ""
        if said:
            yield (
                words["about_amount"].format(
                    kroner=kroner(line.kroner), source=notes.sources[line.source], said=" og ".join(said)
                )
                + remark
            )
        elif line.note:
            yield line.note


def _cell(lines: Sequence[Line], notes: _Notes, counting: Counting = Counting.ALT) -> Cell:
    """Return the cell of some lines: counted kroner, what is shown and not counted, marks and footnotes."""
    apart = uncounted(lines, counting)
    marks = sorted({line.certainty for line in lines if line not in apart} - {"planlagt"})
    return Cell(
        kroner=counted(lines, counting),
        uncounted=tuple(Uncounted(kroner=line.kroner, certainty=line.certainty) for line in apart),
        marks=tuple(marks),
        notes=tuple(dict.fromkeys(notes.number(text) for text in _note_texts(lines, notes))),
    )


def _sum_row(
    rows: Sequence[Row],
    columns: Sequence[Column],
    parts: Iterable[int],
    label: str,
    kind: Literal["sum", "total"] = "sum",
) -> Row:
    """Return a row that adds up the rows at `parts` in every kroner column."""
    indexes = tuple(parts)
    cells = [
        Cell(kroner=total(rows[index].cells[place].kroner for index in indexes)) if column.kind == "kroner" else Cell()
        for place, column in enumerate(columns)
    ]
    label_place = max(place for place, column in enumerate(columns) if column.kind == "text")
    cells[label_place] = Cell(text=label)
    return Row(kind=kind, cells=tuple(cells), sum_of=indexes)


def overview(plan: Handlingsplan) -> Table:
    """Section 3: state money of the plan's year for every tiltak, with a sum for each delmål and in all."""
    words, notes = WORDS[plan.language], _Notes(plan)
    columns = (
        Column(key="number", heading=words["number"], kind="number"),
        Column(key="title", heading=words["tiltak"], kind="text"),
        Column(key="kroner", heading=words["amount"], kind="kroner"),
    )

    def state(lines: Iterable[Line]) -> list[Line]:
        return [line for line in lines if line.source in plan.state_sources and line.year == plan.year]

    rows: list[Row] = []
    sums: list[int] = []
    for delmaal in plan.delmaal:
        head = Cell(text=f"Delmål {delmaal.number}: {delmaal.title}")
        rows.append(Row(kind="group", uid=delmaal.uid, cells=(Cell(), head, Cell())))
        first = len(rows)
        for tiltak in delmaal.tiltak:
            cells = (Cell(text=str(tiltak.number)), Cell(text=tiltak.title), _cell(state(tiltak.lines), notes))
            rows.append(Row(kind="item", uid=tiltak.uid, cells=cells))
        if state(delmaal.lines):
            cells = (Cell(), Cell(text=words["not_spread"]), _cell(state(delmaal.lines), notes))
            rows.append(Row(kind="item", uid=delmaal.uid, cells=cells))
        rows.append(_sum_row(rows, columns, range(first, len(rows)), words["together"]))
        sums.append(len(rows) - 1)
    label = words["overview_total"].format(year=plan.year)
    rows.append(_sum_row(rows, columns, sums, label, kind="total"))
    return Table(
        key="seksjon-3",
        title=plan.form.overview,
        columns=columns,
        rows=tuple(rows),
        footnotes=tuple(notes.texts),
    )


def _name(owner: Owner, notes: _Notes, money_notes: bool) -> Cell:
    """Return the cell that names a row, with what must be said about the row as a whole."""
    if isinstance(owner, Post):
        # Brackets alone say nothing to one who hears the table read aloud.
        said = notes.words["in_brackets"] if owner.outside_sum else ""
        return Cell(text=owner.name, notes=(notes.number(said),) if said else ())
    said = f"Delmål {owner.number}: {owner.money_note}" if money_notes and owner.money_note else ""
    return Cell(text=owner.short_title, notes=(notes.number(said),) if said else ())


def _budget_rows(
    plan: Handlingsplan, columns: Sequence[Column], named: Mapping[str, tuple[Cell, Sequence[Cell]]]
) -> tuple[Row, ...]:
    """Return the rows of sections 6 and 7: delmål, posts, and the sum of those that are in it.

    `named` maps a row's uid to its name and its value cells, in the order of the columns after number, name and total.
    """
    rows: list[Row] = []
    for owner in owners(plan):
        name, values = named[owner.uid]
        rows.append(
            Row(
                kind="outside" if isinstance(owner, Post) and owner.outside_sum else "item",
                uid=owner.uid,
                cells=(
                    Cell(text=str(owner.number)),
                    name,
                    Cell(kroner=total(cell.kroner for cell in values)),
                    *values,
                ),
            )
        )
    inside = [index for index, row in enumerate(rows) if row.kind == "item"]
    rows.append(_sum_row(rows, columns, inside, WORDS[plan.language]["sum"], kind="total"))
    return tuple(rows)


def owners(plan: Handlingsplan) -> tuple[Owner, ...]:
    """Return the rows of sections 6 and 7 in their order."""
    return (*plan.delmaal, *plan.posts)


def lines_of(owner: Owner) -> tuple[Line, ...]:
    """Return every line of a row of sections 6 and 7."""
    return owner.all_lines if isinstance(owner, Delmaal) else owner.lines


def shown_years(plan: Handlingsplan) -> tuple[int, ...]:
    """Return the years of section 6: earlier ones with a figure, then the plan's year to the agreement's last."""
    earlier = {figure.year for owner in owners(plan) for figure in owner.earlier}
    return (*sorted(earlier), *range(plan.year, plan.agreement.last_year + 1))


def agreement_years(plan: Handlingsplan) -> Table:
    """Section 6: state money per delmål and post for every year of the agreement.

    A post outside the sum shows its whole amount in brackets whatever its source, as in KDD's template.
    """
    years = shown_years(plan)
    keys = tuple(str(year) for year in years)
    words, notes = WORDS[plan.language], _Notes(plan)
    columns = (
        Column(key="number", heading=words["number"], kind="number"),
        Column(key="name", heading=words["delmaal"], kind="text"),
        Column(key="total", heading=words["total_budget"], kind="kroner", total_of=keys),
        *(Column(key=key, heading=key, kind="kroner") for key in keys),
    )
    named: dict[str, tuple[Cell, Sequence[Cell]]] = {}
    for owner in owners(plan):
        every_source = isinstance(owner, Post) and owner.outside_sum
        lines = [line for line in lines_of(owner) if every_source or line.source in plan.state_sources]
        earlier = {figure.year: figure.kroner for figure in owner.earlier}
        name = _name(owner, notes, money_notes=False)
        named[owner.uid] = (
            name,
            [
                Cell(kroner=earlier[year]) if year in earlier else _cell([x for x in lines if x.year == year], notes)
                for year in years
            ],
        )
    rows = _budget_rows(plan, columns, named)
    title = words["agreement_years"]
    return Table(key="seksjon-6", title=title, columns=columns, rows=rows, footnotes=tuple(notes.texts))


def financing(plan: Handlingsplan, counting: Counting = Counting.ALT) -> Table:
    """Section 7: this year's money per delmål and post from every source.

    On the screen its sums may also be had without some of what counts; the table has a key of its own then.
    """
    keys = tuple(source.key for source in plan.sources)
    words, notes = WORDS[plan.language], _Notes(plan)
    columns = (
        Column(key="number", heading=words["number"], kind="number"),
        Column(key="name", heading=words["delmaal"], kind="text"),
        Column(key="total", heading=words["total_budget"], kind="kroner", total_of=keys),
        *(Column(key=s.key, heading=s.name, kind="kroner", group=words["sources"]) for s in plan.sources),
    )
    named: dict[str, tuple[Cell, Sequence[Cell]]] = {}
    for owner in owners(plan):
        lines = [line for line in lines_of(owner) if line.year == plan.year]
        name = _name(owner, notes, money_notes=True)
        named[owner.uid] = name, [_cell([x for x in lines if x.source == key], notes, counting) for key in keys]
    rows = _budget_rows(plan, columns, named)
    title = words["financing"].format(year=plan.year)
    key = "seksjon-7" if counting == Counting.ALT else f"seksjon-7-{counting}"
    return Table(key=key, title=title, columns=columns, rows=rows, footnotes=tuple(notes.texts))


def party_names(parties: Sequence[Party], text: str) -> str:
    """Return parties and free text as one list in words."""
    return ", ".join([*(party.shown for party in parties), *([text] if text else [])])


def time_frame(plan: Handlingsplan, tiltak: Tiltak) -> str:
    """Return a tiltak's time frame in words."""
    frame = TimeFrame(tiltak.time_from, tiltak.time_to, tiltak.time_text)
    return frame.in_words(plan.agreement.first_year, plan.agreement.last_year, plan.language)


def tiltak_of(plan: Handlingsplan, delmaal: Delmaal) -> Table:
    """The table of a delmål's tiltak: number, title, who is responsible, who takes part, and when."""
    words = WORDS[plan.language]
    columns = (
        Column(key="number", heading=words["number"], kind="number"),
        Column(key="title", heading=words["tiltak"], kind="text"),
        Column(key="responsible", heading=words["responsible"], kind="text"),
        Column(key="partners", heading=words["partners"], kind="text"),
        Column(key="time", heading=words["time"], kind="text"),
    )
    rows = tuple(
        Row(
            kind="item",
            uid=tiltak.uid,
            cells=(
                Cell(text=str(tiltak.number)),
                Cell(text=tiltak.title),
                Cell(text=party_names(tiltak.responsible, tiltak.responsible_text)),
                Cell(text=party_names(tiltak.partners, tiltak.partners_text)),
                Cell(text=time_frame(plan, tiltak)),
            ),
        )
        for tiltak in delmaal.tiltak
    )
    return Table(
        key=f"delmaal-{delmaal.uid}", title=words["tiltak_of"].format(number=delmaal.number), columns=columns, rows=rows
    )


def state_money(plan: Handlingsplan, year: int) -> int | None:
    """Return the plan's state money of a year, posts outside the sum left out."""
    return total(
        counted(line for line in part if line.source in plan.state_sources and line.year == year)
        for part in (
            *(goal.all_lines for goal in plan.delmaal),
            *(post.lines for post in plan.posts if not post.outside_sum),
        )
    )


def money_tables(plan: Handlingsplan) -> tuple[Table, Table, Table]:
    """Return sections 3, 6 and 7."""
    return overview(plan), agreement_years(plan), financing(plan)
