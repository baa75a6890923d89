"""The tables of a workbook, whatever they are about: where each begins and ends on its sheet, and what it prints.

A table is a stretch of rows without an empty one, cut where a whole column of it is empty, so that several may stand on
a sheet. A stretch that begins with amounts and not with headings goes on from the one above. Titles over a table and
notes under it are texts of their own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reporting.intake.document.amounts import read_amount, unit_in
from reporting.intake.workbook import Cell, Place, Sheet, column_letters, date_of
from reporting.stated import StatedCell, StatedColumn, StatedRow, StatedTable

#: More than this is a list of data and no budget.
MOST_ROWS, MOST_COLUMNS = 3000, 120
#: Tables on one sheet that are looked at.
MOST_TABLES = 50
SUM_LABEL = re.compile(
    r"(?:sum(?:mer)?|total(?:t|sum)?|til\s?sam+en|til\s?saman|i alt|delsum|subtotal|samlet sum|samla sum)\b",
    re.IGNORECASE,
)
#: What the name of a group or a numbered tiltak begins with, which no heading does.
GROUP_LABEL = re.compile(r"(?:(?:prioritert\s+)?del\s?-?m[åa]l|tiltak)\s*\d", re.IGNORECASE)
_YEARS = range(1990, 2100)
#: A table with no amount as large as this is about something else.
_MONEY = 1000
_NO_MONEY = re.compile(r"^(?:nr|nummer|antall?|timar?|timer|år|prosent|andel)\b|%", re.IGNORECASE)


class Region(NamedTuple):
    """A table on a sheet: its rows and columns that hold something, in order, and how many rows are heads."""

    sheet: Sheet
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    heads: int
    titles: tuple[Place, ...] = ()
    notes: tuple[Place, ...] = ()

    @property
    def unit(self) -> int:
        """How many kroner a number is: what its headings say, else the texts of the sheet over it."""
        heads = [self.sheet.at(row, column).text for row in self.rows[: self.heads] for column in self.columns]
        above = [cell.text for (row, _), cell in self.sheet.cells.items() if row <= self.rows[0] and cell.text]
        return unit_in([*heads, self.sheet.name, *above]) or 1


def regions(sheet: Sheet) -> list[Region]:
    """Return the tables of a sheet from the top down, then from the left."""
    by_row: dict[int, list[int]] = defaultdict(list)
    for row, column in sheet.cells:
        by_row[row].append(column)
    if len(by_row) > MOST_ROWS:
        return []
    found: list[Region] = []
    for rows in _runs(sorted(by_row)):
        for columns in _runs(sorted({column for row in rows for column in by_row[row]})):
            if len(columns) > MOST_COLUMNS:
                continue
            own = [row for row in rows if set(by_row[row]) & set(columns)]
            region = _region(sheet, own, columns)
            if region is None:
                continue
            before = next((one for one in reversed(found) if set(one.columns) & set(region.columns)), None)
            if not region.heads and before is None and len(region.rows) < 2:
                continue
            if before and not region.heads:
                found[found.index(before)] = before._replace(
                    rows=(*before.rows, *region.rows),
                    columns=tuple(sorted({*before.columns, *region.columns})),
                    notes=(*before.notes, *region.titles, *region.notes),
                )
            else:
                found.append(region)
            if len(found) == MOST_TABLES:
                return found
    return found


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the unbroken runs of some places in order."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _region(sheet: Sheet, rows: list[int], columns: list[int]) -> Region | None:
    """Return the table in some rows and columns; None where there is only text."""
    filled = {row: [column for column in columns if sheet.at(row, column) != Cell()] for row in rows}
    wide = [row for row in rows if len(filled[row]) > 1]
    own = [row for row in rows if wide and wide[0] <= row <= wide[-1]]
    if not any(_has_amount(sheet, row, filled[row]) for row in own):
        return None
    used = sorted({column for row in own for column in filled[row]})
    titles = tuple((row, column) for row in rows if row < own[0] for column in filled[row])
    notes = tuple((row, column) for row in rows if row > own[-1] for column in filled[row])
    return Region(sheet, tuple(own), tuple(used), _heads(sheet, own, filled), titles, notes)


def _heads(sheet: Sheet, rows: list[int], filled: dict[int, list[int]]) -> int:
    """Return how many rows are heads: those before the first amount, and before the first name of a group.

    A sum over the headings, as some have it, is one of them.
    """
    for place, row in enumerate(rows):
        texts = [text for column in filled[row] if (text := sheet.at(row, column).text.strip())]
        is_sum = bool(texts and SUM_LABEL.match(texts[0]))
        if _has_amount(sheet, row, filled[row]) and not (is_sum and place + 1 < len(rows)):
            return place
        if place and (len(filled[row]) == 1 or (texts and GROUP_LABEL.match(texts[0]))):
            return place
    return 0


def _has_amount(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Tell whether a row holds an amount and so is no heading: a number that is no year and no number in a list."""
    for column in columns:
        cell = sheet.at(row, column)
        # What stands first in a row is its name, also when it is a number.
        if column == columns[0] or cell.date:
            continue
        if cell.number is not None:
            if cell.grouped or cell.number not in _YEARS:
                return True
        elif (kroner := read_amount([cell.text]).kroner or 0) >= 100 and kroner not in _YEARS:
            return True
    return False


def shown(cell: Cell) -> str:
    """Return a cell as a reader sees it, near enough."""
    if cell.number is None or cell.error:
        return cell.shown
    if cell.date and (day := date_of(cell.number)):
        return f"{day.day}.{day.month}.{day.year}"
    whole = round(cell.number)
    text = (
        str(whole)
        if cell.whole or abs(cell.number - whole) < 1e-6
        else f"{cell.number:.2f}".rstrip("0").replace(".", ",")
    )
    return f"({text})" if cell.bracketed else text


def stated(region: Region, number: int) -> StatedTable | None:
    """Return a table as it is printed, its columns named by their letters; None for one without money."""
    unit = region.unit
    body = region.rows[region.heads :]
    label = _label_column(region)
    columns = tuple(
        StatedColumn(
            key=column_letters(column),
            heading=_heading(region, column),
            kind="kroner" if column > label and _is_money(region, column, unit) else "text",
        )
        for column in region.columns
    )
    rows = []
    for row in body:
        cells = tuple(
            _cell(region.sheet.at(row, place), unit, money=column.kind == "kroner")
            for place, column in zip(region.columns, columns, strict=True)
        )
        is_sum = bool(SUM_LABEL.match(_label(region, row)))
        rows.append(StatedRow(kind="sum" if is_sum else "item", cells=cells, place=str(row)))
    if not any(abs(cell.kroner or 0) >= _MONEY for row in rows for cell in row.cells):
        return None
    return StatedTable(key=f"ark-{number}", columns=columns, rows=tuple(rows), place=region.sheet.name, unit=unit)


def _label_column(region: Region) -> int:
    """Return the column that names the rows: the first with a text in most of the rows, else the first."""
    body = region.rows[region.heads :]
    for column in region.columns:
        texts = [row for row in body if region.sheet.at(row, column).text and not _kroner(region, row, column)]
        if len(texts) * 2 >= len(body):
            return column
    return region.columns[0]


def _kroner(region: Region, row: int, column: int) -> int | None:
    return read_amount([region.sheet.at(row, column).text]).kroner


def _label(region: Region, row: int) -> str:
    """Return the first text of a row that is no amount."""
    texts = (region.sheet.at(row, column).text.strip() for column in region.columns)
    return next((text for text in texts if text and read_amount([text]).kroner is None), "")


def _heading(region: Region, column: int) -> str:
    """Return the words over a column; a heading over several columns belongs to each of them."""
    words = []
    for row in region.rows[: region.heads]:
        text = shown(region.sheet.at(row, column)) or _merged(region.sheet, row, column)
        if text and text not in words:
            words.append(text)
    return " ".join(" ".join(words).split())


def _merged(sheet: Sheet, row: int, column: int) -> str:
    """Return what stands at the first place of the merged area that a place lies in."""
    for first, last in sheet.merged:
        if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
            return shown(sheet.at(*first))
    return ""


def _is_money(region: Region, column: int, unit: int) -> bool:
    """Tell whether most of what stands in a column are amounts, and its heading does not say that it counts others."""
    cells = [region.sheet.at(row, column) for row in region.rows[region.heads :]]
    filled = [cell for cell in cells if cell.shown]
    amounts = [one.kroner for cell in filled if (one := _cell(cell, unit, money=True)).kroner is not None]
    is_years = bool(amounts) and all(kroner in _YEARS for kroner in amounts) and not any(one.grouped for one in filled)
    return len(amounts) * 2 > len(filled) and not is_years and not _NO_MONEY.search(_heading(region, column))


def _cell(cell: Cell, unit: int, *, money: bool) -> StatedCell:
    """Return a cell as printed, its amount in whole kroner."""
    text = shown(cell)
    if not money or cell.date:
        return StatedCell(text=text)
    if cell.number is not None:
        return StatedCell(text=text, kroner=round(cell.number * unit), bracketed=cell.bracketed)
    negative = re.match(r"[-−–]\s*(?=\d)", text.strip())
    amount = read_amount([text.strip()[negative.end() :] if negative else text], unit)
    kroner = -amount.kroner if negative and amount.kroner is not None else amount.kroner
    return StatedCell(text=text, kroner=kroner, bracketed=amount.bracketed)
