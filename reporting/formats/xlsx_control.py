"""The sheet that watches the others: state money of the year as sections 3, 6 and 7 have it, and red where they part.

In the portal the three are computed from the same amounts and always agree. In a workbook somebody may write a figure
over, and then this sheet says so.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from reporting.formats.xlsx_page import Edges, Page, lines_of
from reporting.formats.xlsx_style import (
    ALARM,
    HEAD,
    HEAD_KRONER,
    PARAGRAPH,
    ROWS,
    SUBTITLE,
    TITLE,
    kroner_format,
)
from reporting.formats.xlsx_table import TableSheet
from reporting.formats.xlsx_words import Words
from reporting.value import Handlingsplan

KEYS = ("seksjon-3", "seksjon-6", "seksjon-7")
_WIDTHS = [5, 50, 18, 18, 18, 14]
_VERDICT, _HEAD = 3, 5
_FIRST, _LAST = 2, 4


class Watched(NamedTuple):
    """A delmål or post, and where each section has its state money: references to add up, and their sum now."""

    number: int
    name: str
    sections: tuple[tuple[tuple[str, ...], int] | None, ...]


def write_control(
    page: Page, plan: Handlingsplan, words: Words, edges: Edges, subtitle: str, sheets: Mapping[str, TableSheet]
) -> None:
    """Write the sheet. `sheets` are those of the three sections, which are written already."""
    page.widths(_WIDTHS)
    page.height(0, 1, spare=11)
    page.text(0, 0, words.control_title.format(year=plan.year), TITLE)
    page.text(1, 0, subtitle, SUBTITLE)
    note = words.control_note.format(year=plan.year)
    page.wide_text(2, (0, _LAST + 1), note, PARAGRAPH)
    page.height(2, lines_of(note, sum(_WIDTHS)))
    for place, heading in enumerate((words.number, words.delmaal, *map(words.section_sheet.format, (3, 6, 7)))):
        page.text(_HEAD, place, heading, HEAD if place < _FIRST else HEAD_KRONER)
    page.text(_HEAD, _LAST + 1, words.control_difference, HEAD_KRONER)
    rows = list(_watched(plan, sheets))
    for at, row in enumerate(rows, start=_HEAD + 1):
        _write_row(page, at, row)
    last = _HEAD + max(len(rows), 1)
    differences = xl_range_abs(_HEAD + 1, _LAST + 1, last, _LAST + 1)
    verdict = f'=IF(SUM({differences})=0,"{words.control_agrees}","{words.control_differs}")'
    page.wide_text(_VERDICT, (0, _LAST + 1), words.control_agrees, {"bold": True})
    page.formula(_VERDICT, 0, verdict, words.control_agrees, {"bold": True})
    page.alarm((_VERDICT, 0, _VERDICT, _LAST + 1), f"=SUM({differences})<>0", ALARM)
    page.alarm((_HEAD + 1, _LAST + 1, last, _LAST + 1), f"={xl_rowcol_to_cell(_HEAD + 1, _LAST + 1)}<>0", ALARM)
    page.sheet.freeze_panes(_HEAD + 1, 0)
    page.print_on_a4(edges, (last, _LAST + 1), landscape=True)


def _write_row(page: Page, at: int, row: Watched) -> None:
    """Write what the sections have of a delmål or post, and how far apart they are."""
    look = {**ROWS["item"], "num_format": kroner_format()}
    page.number(at, 0, row.number, {**ROWS["item"], "align": "left"})
    page.text(at, 1, row.name, {**ROWS["item"], "text_wrap": True})
    values = []
    for column, section in enumerate(row.sections, start=_FIRST):
        if section is None:
            page.blank(at, column, look)
            continue
        references, value = section
        values.append(value)
        # N() makes 0 of a sum that is blank.
        page.formula(at, column, "=" + ("+".join(f"N({one})" for one in references) or "0"), value, look)
    compared = xl_range(at, _FIRST, at, _LAST)
    page.formula(at, _LAST + 1, f"=MAX({compared})-MIN({compared})", max(values) - min(values), look)


def _watched(plan: Handlingsplan, sheets: Mapping[str, TableSheet]) -> Iterator[Watched]:
    """Yield the delmål, and the posts that are in the sums; these stand in sections 6 and 7 alone."""
    three, six, seven = (sheets[key] for key in KEYS)
    sums, uid = {}, ""
    for index, row in enumerate(three.table.rows):
        uid = row.uid if row.kind == "group" else uid
        if row.kind == "sum":
            sums[uid] = index
    state = [column.key for column in seven.table.columns if column.key in plan.state_sources]
    for index, row in enumerate(six.table.rows):
        if row.kind == "item":
            own = next(place for place, one in enumerate(seven.table.rows) if one.uid == row.uid)
            yield Watched(
                number=int(row.cells[0].text),
                name=row.cells[1].text,
                sections=(
                    _of(three, sums[row.uid], ["kroner"]) if row.uid in sums else None,
                    _of(six, index, [str(plan.year)]),
                    _of(seven, own, state),
                ),
            )


def _of(sheet: TableSheet, index: int, keys: list[str]) -> tuple[tuple[str, ...], int]:
    """Return references to some columns of a row of a table, and what they add up to."""
    row = sheet.table.rows[index]
    value = sum(row.cells[sheet.table.column(key)].kroner or 0 for key in keys)
    return tuple(sheet.place(index, key) for key in keys), value
