"""Anybody's budget workbook as a Reading: its tables as they are printed, and the plan that they tell of, if any.

The sheets become blocks, as a document's pages do, so that the same rules tell delmål, tiltak, years and sources in
Word, PDF and Excel. All tables of all sheets are besides kept as they stand, for sums that can be named by cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reporting.formats.xlsx_entry_words import KEYS
from reporting.intake.document.blocks import Block, Cell, Grid, Paragraph, Source, Span
from reporting.intake.document.known import Known
from reporting.intake.document.reading import Reading
from reporting.intake.document.recognise import recognise
from reporting.intake.opening import Package, open_package
from reporting.intake.sheet_tables import Region, regions, shown, stated
from reporting.intake.sorts import Refused
from reporting.intake.workbook import Place, Sheet, column_letters, place_name, read_sheets
from reporting.stated import Stated
from reporting.value import Agreement, Handlingsplan

_EMPTY = (
    "Arbeidsboken har ingen tabell med beløp. Last opp filen med budsjettet, med overskrifter over kolonnene og navn "
    "på radene."
)
#: The year of a workbook that names none; no rule that is run asks for it.
_NO_YEAR = 2000


@dataclass(frozen=True)
class SheetGrid(Grid):
    """A table whose rows are named as on their sheet."""

    numbers: tuple[int, ...] = ()

    def row_place(self, row: int) -> str:
        """Return the place of a row."""
        return f"{self.place.rpartition(', ')[0]}, rad {self.numbers[row]}"


def is_workbook(data: bytes) -> bool:
    """Tell whether a file is an Excel workbook that can be opened."""
    try:
        open_package(data, ("xlsx",))
    except Refused:
        return False
    return True


def read(data: bytes, known: Known, answers: Mapping[str, str] | None = None) -> Reading:
    """Return what a workbook says. Raises Refused with a sentence where it has no table with amounts."""
    package = open_package(data, ("xlsx",))
    every = read_sheets(package)
    sheets = [sheet for sheet in every if not sheet.hidden]
    found = [(sheet, regions(sheet)) for sheet in sheets]
    tables = [region for _, some in found for region in some]
    printed = [table for number, region in enumerate(tables, start=1) if (table := stated(region, number))]
    if not printed:
        raise Refused(_EMPTY)
    blocks = tuple(block for sheet, some in found for block in _blocks(sheet, some))
    source = Source(blocks, notices=tuple(_notices(package, every)))
    try:
        reading = recognise(source, known, answers)
    except Refused:
        reading = Reading(plan=_no_plan(known), stated=Stated(), notices=source.notices)
    return reading.model_copy(
        update={"is_workbook": True, "stated": reading.stated.model_copy(update={"sheets": tuple(printed)})}
    )


def _no_plan(known: Known) -> Handlingsplan:
    """Return a plan that says nothing, for tables that tell of none."""
    agreement = Agreement(first_year=_NO_YEAR, last_year=_NO_YEAR)
    form = known.forms[0].worded("nb", _NO_YEAR)
    return Handlingsplan(slug="arbeidsbok", pilot="", year=_NO_YEAR, agreement=agreement, form=form)


def _notices(package: Package, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    yield from package.notices
    for sheet in sheets:
        if sheet.hidden and sheet.cells and sheet.at(1, 1).text != KEYS:
            yield f"Arket «{sheet.name}» er skjult, og er ikke lest."
        elif not sheet.hidden and sheet.hidden_columns:
            letters = ", ".join(column_letters(first) for first, _ in sheet.hidden_columns[:10] if 1 <= first <= 16_384)
            yield f"Arket «{sheet.name}» har skjulte kolonner ({letters}). De er lest."
        if sheet.hidden_rows and not sheet.hidden:
            yield f"Arket «{sheet.name}» har skjulte rader ({_spans(sheet.hidden_rows)}). De er lest."
        empty = [place_name(*at) for at, cell in sheet.cells.items() if cell.formula and not cell.shown]
        if empty and not sheet.hidden and _none_is_stored(sheet):
            yield f"Formlene i arket «{sheet.name}» har ingen lagrede verdier. Åpne filen i Excel og lagre den først."


def _spans(rows: tuple[int, ...]) -> str:
    """Return rows as people write them, those that follow each other as one: «3, 7–9». At most ten are named."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    named = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:10]]
    return ", ".join(named) + (" og flere" if len(spans) > 10 else "")


def _none_is_stored(sheet: Sheet) -> bool:
    """Tell whether no formula of a sheet has a value: the program that wrote it did not calculate."""
    return not any(cell.formula and cell.shown for cell in sheet.cells.values())


def _blocks(sheet: Sheet, tables: list[Region]) -> Iterator[Block]:
    """Yield a sheet's texts and tables from the top down."""
    taken = {(row, column) for table in tables for row in table.rows for column in table.columns}
    at_row = sorted([(table.rows[0], number) for number, table in enumerate(tables)])
    texts = sorted(place for place, cell in sheet.cells.items() if place not in taken and cell.text.strip())
    for row, number in at_row:
        while texts and texts[0][0] < row:
            yield _paragraph(sheet, texts.pop(0))
        yield _grid(tables[number])
    for place in texts:
        yield _paragraph(sheet, place)


def _paragraph(sheet: Sheet, place: Place) -> Paragraph:
    where = f"Arket «{sheet.name}», celle {place_name(*place)}"
    return Paragraph(where, (Span(sheet.at(*place).text.strip()),), stands_out=True)


def _grid(table: Region) -> SheetGrid:
    """Return a table as a rectangle, a merged area as one cell that covers several places."""
    sheet = table.sheet
    wide: dict[Place, Cell] = {}
    for first, last in sheet.merged:
        columns = [column for column in table.columns if first[1] <= column <= last[1]]
        if columns:
            cell = _cell(sheet, first, last)
            rows = [row for row in table.rows if first[0] <= row <= last[0]]
            wide |= {(row, column): cell for row in rows for column in columns}
    grid = tuple(
        tuple(wide.get((row, column)) or _cell(sheet, (row, column)) for column in table.columns) for row in table.rows
    )
    corner = f"{place_name(table.rows[0], table.columns[0])}:{place_name(table.rows[-1], table.columns[-1])}"
    title = " ".join(sheet.at(*place).text for place in table.titles)
    place = f"Arket «{sheet.name}», {corner}"
    return SheetGrid(place=place, rows=grid, heads=table.heads, title=title, numbers=table.rows)


def _cell(sheet: Sheet, place: Place, last: Place | None = None) -> Cell:
    text = shown(sheet.at(*place))
    where = f"Arket «{sheet.name}», celle {place_name(*place)}"
    end = last or place
    paragraphs = (Paragraph(where, (Span(text),)),) if text else ()
    return Cell(paragraphs, columns=end[1] - place[1] + 1, rows=end[0] - place[0] + 1)
