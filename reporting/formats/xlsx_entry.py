"""The sheet where amounts are written and from which they are read back: every entered amount in its own cell.

A row is a row of the budget in one year, for amounts of one certainty, one pilot they are shared with, and one note;
columns are the sources. So no cell holds more than one amount, and everything that a plan knows of it stands in it.
Every row of the plan's year is there, also the empty ones. The hidden first column and the hidden row over the
headings hold keys, so that rows can be sorted and columns moved. A hidden sheet holds a hash of what each cell of the
plan held when the workbook was made, by which a later reading sees what was changed here and what in the portal.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from budgets.certainty import Certainty, counts
from budgets.services import HISTORY, Amount, cell_base
from budgets.sums import total
from plans.services.fields import field_hash
from reporting.formats.xlsx_entry_words import (
    CELL,
    CERTAINTY,
    EARLIER,
    INSIDE,
    KEYS,
    NOTE,
    PRINTED,
    ROW,
    SHARED,
    SOURCE,
    YEAR,
    EntryWords,
    entry_words,
)
from reporting.formats.xlsx_page import Edges, Page, lines_of
from reporting.formats.xlsx_style import HEAD_FILTERED, PARAGRAPH, ROWS, SUBTITLE, TITLE, Look, kroner_format
from reporting.formats.xlsx_table import TableSheet
from reporting.formats.xlsx_words import Words, words
from reporting.value import Delmaal, Handlingsplan, Line, Post

_NOTE_ROW, SUM_ROW, KEY_ROW, HEAD_ROW = 2, 3, 4, 5
#: Places of the columns before the sources.
_KEY, _NUMBER, _NAME, _YEAR, _CERTAINTY, _SHARED, _INSIDE, _SOURCES = range(8)
_WIDTHS = {_KEY: 5, _NUMBER: 7, _NAME: 52, _YEAR: 9, _CERTAINTY: 13, _SHARED: 18, _INSIDE: 11}
_KRONER, _NOTE_WIDTH = 17, 40
#: Rows under the last one that the sums take in, for those that are written there.
_SPARE = 200


class BudgetRow(NamedTuple):
    """A row of the budget. `inside`: whether sums take it in."""

    kind: str
    uid: str
    number: str
    name: str
    lines: tuple[Line, ...]
    earlier: Mapping[int, int]
    inside: bool = True

    @property
    def key(self) -> str:
        """The row's name in the hidden column."""
        return f"{self.kind}/{self.uid}"


class EntryRow(NamedTuple):
    """A row of the sheet: amounts by source, or of an earlier year."""

    of: BudgetRow
    year: int
    certainty: str
    shared: str
    note: str
    amounts: Mapping[str, int]
    earlier: int | None = None


def budget_rows(plan: Handlingsplan) -> Iterator[BudgetRow]:
    """Yield every row of the budget that can hold an amount, in the order of the plan."""
    said = entry_words(plan.language)
    for goal in plan.delmaal:
        for tiltak in goal.tiltak:
            number = f"{goal.number}.{tiltak.number}"
            yield BudgetRow("tiltak", tiltak.uid, number, tiltak.title, tiltak.lines, {})
        name = said.not_spread.format(number=goal.number, name=goal.short_title)
        yield BudgetRow("delmaal", goal.uid, str(goal.number), name, goal.lines, _earlier(goal))
    for post in plan.posts:
        earlier, inside = _earlier(post), not post.outside_sum
        yield BudgetRow("post", post.uid, str(post.number), post.name, post.lines, earlier, inside)


def _earlier(owner: Delmaal | Post) -> dict[int, int]:
    return {figure.year: figure.kroner for figure in owner.earlier}


def entry_rows(plan: Handlingsplan) -> list[EntryRow]:
    """Return the rows of the sheet: the plan's year first, then each row's other years."""
    rows = list(budget_rows(plan))
    now = [found for row in rows for found in _of_year(row, plan.year)]
    owners = [row for row in rows if row.kind != "tiltak"]
    first = min([plan.agreement.first_year, *(year for row in owners for year in row.earlier)])
    other = []
    for row in owners:
        for year in range(first, plan.year):
            other.append(EntryRow(row, year, Certainty.PLANLAGT, "", "", {}, row.earlier.get(year)))
        last = max([plan.agreement.last_year, *(line.year for line in row.lines)])
        for year in range(plan.year + 1, last + 1):
            other.extend(_of_year(row, year))
    return now + other


def _of_year(row: BudgetRow, year: int) -> Iterator[EntryRow]:
    """Yield a row for plain amounts, also when there are none, and one for each other sort of amount."""
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    found[Certainty.PLANLAGT, "", ""] = {}
    for line in row.lines:
        if line.year == year:
            found[line.certainty, line.shared_with, line.note][line.source] = line.kroner
    for (certainty, shared, note), amounts in found.items():
        yield EntryRow(row, year, certainty, shared, note, amounts)


def cells_of(plan: Handlingsplan) -> dict[str, list[Amount]]:
    """Return what every cell of the budget holds, by its name as the grid has it; empty ones are left out."""
    found: dict[str, list[Amount]] = defaultdict(list)
    for row in budget_rows(plan):
        for line in row.lines:
            amount = Amount(line.certainty, line.shared_with, line.kroner, line.note)
            found[f"{row.key}/{line.source}/{line.year}"].append(amount)
        for year, kroner in row.earlier.items():
            found[f"{row.key}/{HISTORY}/{year}"].append(Amount("planlagt", "", kroner))
    return dict(found)


def write_entry(page: Page, plan: Handlingsplan, edges: Edges, subtitle: str) -> None:
    """Write the sheet."""
    _Entry(page, plan, entry_words(plan.language), words(plan.language)).write(edges, subtitle)


class _Entry:
    """Writes the sheet."""

    def __init__(self, page: Page, plan: Handlingsplan, said: EntryWords, shared: Words) -> None:
        self._page, self._plan, self._said, self._certainty = page, plan, said, shared.certainty
        self._rows = entry_rows(plan)
        self._has_earlier = any(row.year < plan.year for row in self._rows)
        self._earlier = _SOURCES + len(plan.sources)
        self._note = self._earlier + self._has_earlier
        self._last = HEAD_ROW + max(1, len(self._rows))

    def write(self, edges: Edges, subtitle: str) -> None:
        page, said = self._page, self._said
        headings = [source.name for source in self._plan.sources] + [said.earlier] * self._has_earlier
        # No word of a heading is broken, and the button of the filter has its room.
        kroner = [max([_KRONER, *(len(word) + 6 for word in heading.split())]) for heading in headings]
        page.widths([*_WIDTHS.values(), *kroner, _NOTE_WIDTH])
        page.height(0, 1, spare=11)
        page.text(0, _NUMBER, said.title.format(year=self._plan.year), TITLE)
        page.text(1, _NUMBER, subtitle, SUBTITLE)
        page.wide_text(_NOTE_ROW, (_NUMBER, _SOURCES + 1), said.note, PARAGRAPH)
        page.height(_NOTE_ROW, lines_of(said.note, 110))
        self._write_head()
        for at, row in enumerate(self._rows, start=HEAD_ROW + 1):
            self._write_row(at, row)
        self._write_sums()
        page.sheet.autofilter(HEAD_ROW, _NUMBER, self._last, self._note)
        page.sheet.freeze_panes(HEAD_ROW + 1, _YEAR)
        page.sheet.repeat_rows(HEAD_ROW)
        page.sheet.set_column(_KEY, _KEY, _WIDTHS[_KEY], None, {"hidden": True})
        page.sheet.set_row(KEY_ROW, None, None, {"hidden": True})
        self._guard()
        everything = f"A1:{xl_rowcol_to_cell(self._last, self._note)}"
        page.sheet.ignore_errors({"number_stored_as_text": everything})
        page.print_on_a4(edges, (self._last, self._note), landscape=True)

    def _heads(self) -> Iterator[tuple[int, str, str]]:
        """Yield the columns: place, key and heading."""
        said = self._said
        yield _KEY, ROW, ""
        yield _NUMBER, "", said.number
        yield _NAME, "", said.name
        yield _YEAR, YEAR, said.year
        yield _CERTAINTY, CERTAINTY, said.certainty
        yield _SHARED, SHARED, said.shared
        yield _INSIDE, INSIDE, said.inside
        for place, source in enumerate(self._plan.sources, start=_SOURCES):
            yield place, SOURCE + source.key, source.name
        if self._has_earlier:
            yield self._earlier, EARLIER, said.earlier
        yield self._note, NOTE, said.remark

    def _write_head(self) -> None:
        self._page.height(HEAD_ROW, 3)
        for place, key, heading in self._heads():
            self._page.text(KEY_ROW, place, key, {})
            right = _SOURCES <= place < self._note
            self._page.text(HEAD_ROW, place, heading, HEAD_FILTERED if right else {**HEAD_FILTERED, "align": "left"})

    def _write_row(self, at: int, row: EntryRow) -> None:
        page, of = self._page, row.of
        look: Look = {**ROWS["item"], "valign": "top"}
        long: Look = {**look, "text_wrap": True}
        page.height(at, max(lines_of(of.name, _WIDTHS[_NAME]), lines_of(row.note, _NOTE_WIDTH)))
        page.text(at, _KEY, of.key, look)
        page.text(at, _NUMBER, of.number, look)
        page.text(at, _NAME, of.name, long)
        page.number(at, _YEAR, row.year, {**look, "align": "left"})
        page.text(at, _CERTAINTY, self._certainty[row.certainty], look)
        page.text(at, _SHARED, row.shared, long)
        page.text(at, _INSIDE, self._said.yes if of.inside else self._said.no, look)
        money: Look = {**look, "num_format": kroner_format()}
        for place, source in enumerate(self._plan.sources, start=_SOURCES):
            self._write_kroner(at, place, row.amounts.get(source.key), money)
        if self._has_earlier:
            self._write_kroner(at, self._earlier, row.earlier, money)
        page.text(at, self._note, row.note, long)

    def _write_kroner(self, at: int, place: int, kroner: int | None, look: Look) -> None:
        if kroner is None:
            self._page.blank(at, place, look)
        else:
            self._page.number(at, place, kroner, look)

    def _write_sums(self) -> None:
        """Write a live sum of the plan's year over each source: what counts, of the rows that are in the sum."""
        look: Look = {**ROWS["sum"], "num_format": kroner_format()}
        self._page.text(SUM_ROW, _NAME, self._said.sum.format(year=self._plan.year), ROWS["sum"])
        for place, source in enumerate(self._plan.sources, start=_SOURCES):
            value = total(
                row.amounts.get(source.key)
                for row in self._rows
                if row.year == self._plan.year and row.of.inside and counts(row.certainty)
            )
            self._page.formula(SUM_ROW, place, self._sum(place), value or 0, look)

    def _sum(self, place: int) -> str:
        where = [f"{self._column(_YEAR)},{self._plan.year}", f'{self._column(_INSIDE)},"<>{self._said.no}"']
        where += [
            f'{self._column(_CERTAINTY)},"<>{self._certainty[one.value]}"' for one in Certainty if not counts(one.value)
        ]
        return f"=SUMIFS({self._column(place)},{','.join(where)})"

    def _column(self, place: int) -> str:
        found: str = xl_range_abs(HEAD_ROW + 1, place, self._last + _SPARE, place)
        return found

    def _guard(self) -> None:
        """Let nothing but whole kroner and known words be typed; what is pasted is looked at when it is read."""
        title, said = words(self._plan.language).refused
        sheet, first, last = self._page.sheet, HEAD_ROW + 1, self._last + _SPARE
        kroner = {"validate": "integer", "criteria": ">=", "value": 0, "error_title": title, "error_message": said}
        if self._note > _SOURCES:
            sheet.data_validation(first, _SOURCES, last, self._note - 1, kroner)
        known = {"validate": "list", "source": list(self._certainty.values())}
        sheet.data_validation(first, _CERTAINTY, last, _CERTAINTY, known)


def write_keys(page: Page, plan: Handlingsplan, edges: Edges, printed: Iterable[tuple[str, TableSheet]]) -> None:
    """Write the hidden sheet: a hash of each cell of the budget that holds anything, and of each printed amount.

    `printed` are the sheets of the sections, which are written already: no amount is read from them, but one that
    was written over is told.
    """
    page.sheet.hide()
    lines: list[tuple[str, ...]] = [(KEYS, plan.slug, str(plan.year))]
    lines += [(CELL, key, cell_base(amounts)) for key, amounts in sorted(cells_of(plan).items())]
    for name, sheet in printed:
        lines += [(PRINTED, f"{name}!{place}", how, field_hash(kroner)) for place, how, kroner in sheet.amounts()]
    for at, line in enumerate(lines):
        for place, text in enumerate(line):
            page.text(at, place, text, {})
    # LibreOffice prints hidden sheets too, but for the part of them that is to be printed: here none.
    page.print_on_a4(edges, (0, 0), landscape=True)
    page.sheet.print_area(len(lines), 0, len(lines), 0)
