"""Tables as a spreadsheet shows them: stored values, number formats, and the sums worked out again."""

import io
import re
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reporting.formats.xlsx_entry_words import entry_words
from reporting.formats.xlsx_words import words
from tests.reporting.readback import Grid, Seen, plain

SHEETS = {
    "seksjon-3": "Seksjon 3",
    "seksjon-6": "Seksjon 6",
    "seksjon-7": "Seksjon 7",
    "endring-kilder": "Endring per kilde",
    "endring-delmaal": "Endring per delmål",
    "endring-aar": "Endring mot anslag",
}
WORDS = words("nb")
_KEYS = {word: key for key, word in WORDS.certainty.items()}
_NOT_COUNTED = {WORDS.not_counted.format(word.capitalize()): key for word, key in _KEYS.items()}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTES = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?: [⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"
_SUM = re.compile(r'=IF\((?P<count>.+)=0,"",(?P<sum>.+)\)')


def read(data: bytes, key: str) -> Grid:
    """Return the table with this key from a workbook, with the values stored beside its formulas."""
    sheet = load_workbook(io.BytesIO(data), data_only=True)[SHEETS[key]]
    first_head, last_head = _head(sheet)
    head = sheet.iter_rows(min_row=first_head, max_row=last_head)
    heads = {plain(str(cell.value)) for row in head for cell in row if cell.value}
    rows: list[tuple[Seen, ...]] = []
    last = last_head
    for row in sheet.iter_rows(min_row=last_head + 1):
        label = row[1].value
        if all(cell.value is None for cell in row):
            break
        if row[0].value is None and label in _NOT_COUNTED:
            rows[-1] = tuple(_with_uncounted(*pair, _NOT_COUNTED[label]) for pair in zip(rows[-1], row, strict=True))
        else:
            rows.append(tuple(_cell(cell) for cell in row))
        last = row[0].row
    return Grid(frozenset(heads), tuple(rows), tuple(_footnotes(sheet, last)))


def _head(sheet: Worksheet) -> tuple[int, int]:
    """Return the first and last row of the table's head: those that are printed again on every page."""
    first, last = (int(number) for number in re.findall(r"\d+", sheet.print_title_rows))
    return first, last


def body(data: bytes, key: str) -> range:
    """Return the rows of the sheet that hold the table's rows, counted from 1: from its head to the first empty one."""
    sheet = load_workbook(io.BytesIO(data))[SHEETS[key]]
    first = _head(sheet)[1] + 1
    empty = (row[0].row for row in sheet.iter_rows(min_row=first) if all(cell.value is None for cell in row))
    return range(first, next(empty, sheet.max_row + 1))


def _footnotes(sheet: Worksheet, last: int) -> list[str]:
    """Return the footnotes under the table without their numbers, which must be 1, 2, 3."""
    found = [str(row[0].value) for row in sheet.iter_rows(min_row=last + 2) if row[0].value is not None]
    for number, text in enumerate(found, start=1):
        assert text.split(" ")[0].translate(_RAISED) == str(number)
    return [plain(text.partition(" ")[2]) for text in found]


def _notes(raised: str) -> tuple[int, ...]:
    return tuple(int(number) for number in raised.translate(_RAISED).split())


def _format(cell: Cell) -> tuple[tuple[str, ...], tuple[int, ...], bool]:
    """Return marks, notes and brackets as a cell's number format shows them."""
    found = re.fullmatch(
        r'(?:"(?P<before>[^"]+)  ")?(?P<open>\\\()?#,##0\\ "kr"(?P<close>\\\)|_\))', cell.number_format
    )
    assert found, cell.number_format
    assert bool(found["open"]) == (found["close"] == "\\)")
    before = found["before"] or ""
    raised = re.search(_NOTES + "$", before)
    marks = before[: raised.start()] if raised else before
    keys = tuple(_KEYS[word] for word in marks.strip().split(", ") if word)
    return keys, _notes(raised[0]) if raised else (), bool(found["open"])


def _cell(cell: Cell) -> Seen:
    if "#,##0" in cell.number_format and cell.row:
        marks, notes, brackets = _format(cell)
        assert cell.value is None or isinstance(cell.value, int)
        return Seen(kroner=cell.value, brackets=brackets and cell.value is not None, marks=marks, notes=notes)
    text = "" if cell.value is None else str(cell.value)
    raised = re.search(_NOTES + "$", text)
    return Seen(text=plain(text[: raised.start()] if raised else text), notes=_notes(raised[0]) if raised else ())


def _with_uncounted(seen: Seen, cell: Cell, certainty: str) -> Seen:
    """Return a cell with what stands on the line under it added."""
    if not isinstance(cell.value, int):
        return seen
    marks, notes, brackets = _format(cell)
    assert brackets
    assert marks == ()
    uncounted = tuple(sorted((*seen.uncounted, (cell.value, certainty))))
    return seen._replace(uncounted=uncounted, notes=seen.notes + notes)


def stored_and_worked_out(data: bytes) -> dict[str, tuple[int | None, int | None]]:
    """Return every sum of the tables by its place: the value stored beside it, and what its formula gives."""
    formulas, values = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": (values[sheet.title][cell.coordinate].value, work_out(sheet, cell))
        for sheet in formulas
        # The one's formulas compare what the others hold, the other's pick rows by year and certainty.
        if sheet.title not in (WORDS.control_sheet, entry_words("nb").sheet)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def work_out(sheet: Worksheet, cell: Cell) -> Any:
    """Return what a cell shows when a spreadsheet works it out again; None for blank. Knows no formula but our sums."""
    if cell.data_type != "f":
        return cell.value
    found = _SUM.fullmatch(cell.value)
    assert found, f"a formula that is no sum: {cell.value}"
    counted: list[str] = re.findall(r"COUNT\(([^)]*)\)", found["count"])
    assert counted == re.findall(r"SUM\(([^)]*)\)", found["sum"])
    numbers = [work_out(sheet, part) for references in counted for part in _cells(sheet, references)]
    known = [number for number in numbers if isinstance(number, int)]
    return sum(known) if known else None


def _cells(sheet: Worksheet, references: str) -> list[Cell]:
    """Return the cells that `C5:C8,C10` names."""
    found: list[Cell] = []
    for reference in references.split(","):
        area = sheet[reference]
        rows = area if isinstance(area, tuple) else ((area,),)
        found.extend(cell for row in rows for cell in (row if isinstance(row, tuple) else (row,)))
    return found
