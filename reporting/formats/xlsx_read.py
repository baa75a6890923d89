"""Reading the workbook we export: what its sheet of amounts says, row by row, and what in it cannot be read.

Pure, and made to run in a process that knows nothing of the portal: which rows the plan has, and what it holds now, is
looked at afterwards (`reporting.intake.workbook_changes`). Rows are told by the key in their hidden column, columns by
the hidden row over the headings, so both may be moved, sorted and hidden. Nothing is read from a formula but its value.
"""

from collections.abc import Iterator
from typing import Literal

from django.core.exceptions import ValidationError

from budgets.certainty import Certainty
from budgets.kroner import MAX_KRONER, parse_kroner
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
    entry_words,
)
from reporting.intake.opening import open_package
from reporting.intake.sorts import Refused
from reporting.intake.workbook import Cell, Sheet, parse_place, place_name, read_sheets
from reporting.value import Node
from reporting.words import Language, certainty_word

#: How a source's column is told where the hidden row of keys is gone: by its heading.
NAMED = "navn/"
#: More than this is no workbook that somebody can mend from a list.
MOST_REMARKS = 500
_LANGUAGES: tuple[Language, ...] = ("nb", "nn")
_CERTAINTIES = {certainty_word(one, language): one.value for one in Certainty for language in _LANGUAGES} | {
    one.value: one.value for one in Certainty
}
_MONEY = (SOURCE, NAMED, EARLIER)


class Remark(Node):
    """Something to say of a place in the file: `feil` where it could not be read, `merk` where it was and is odd."""

    sheet: str
    cell: str = ""
    said: str
    level: Literal["feil", "merk"] = "feil"


class ReadRow(Node):
    """A row of amounts. `amounts` holds every cell of it by its column's key, None for a blank; `unread` those that
    cannot be read. `broken`: what the row is about cannot be told, so that none of its amounts is taken."""

    row: int
    key: str = ""
    number: str = ""
    name: str = ""
    year: int = 0
    certainty: str = Certainty.PLANLAGT.value
    shared: str = ""
    note: str = ""
    amounts: dict[str, int | None] = {}
    places: dict[str, str] = {}
    unread: tuple[str, ...] = ()
    broken: bool = False


class PrintedAmount(Node):
    """An amount of a section's own sheet that is not as it was written: `sum` for a formula that is gone."""

    sheet: str
    cell: str
    how: str
    base: str
    kroner: int | None


class AmountsRead(Node):
    """What the workbook says. `bases` are the hashes of what the plan's cells held when it was made, None where the
    sheet of keys is gone; `headings` the words over each column of money."""

    plan: str = ""
    year: int = 0
    sheet: str
    rows: tuple[ReadRow, ...] = ()
    headings: dict[str, str] = {}
    heading_places: dict[str, str] = {}
    bases: dict[str, str] | None = None
    printed: tuple[PrintedAmount, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read(data: bytes) -> AmountsRead:
    """Return what a workbook of ours says. Raises Refused with a sentence for people."""
    package = open_package(data, ("xlsx",))
    sheets = read_sheets(package)
    for sheet in sheets:
        if head := _head(sheet):
            found = _Amounts(sheet, *head).read()
            remarks = tuple(Remark(sheet="", said=notice, level="merk") for notice in package.notices)
            return _with_keys(found.model_copy(update={"remarks": remarks + found.remarks}), sheets)
    raise Refused(
        "Fant ikke arket «Beløp». Last ned budsjettet som Excel fra budsjettsiden, skriv beløpene i arket «Beløp» der, "
        "og last opp den filen."
    )


def _head(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """Return the row of headings and the key of each column; None for a sheet that is not the one."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell.text.strip()
    for row, texts in sorted(rows.items()):
        if {ROW, YEAR, CERTAINTY} <= set(texts.values()):
            return row + 1, {column: key for column, key in texts.items() if key}
    for row, texts in sorted(rows.items()):
        for language in _LANGUAGES:
            said = entry_words(language)
            known = {
                said.year: YEAR,
                said.certainty: CERTAINTY,
                said.shared: SHARED,
                said.inside: INSIDE,
                said.earlier: EARLIER,
                said.remark: NOTE,
            }
            others = {said.number, said.name, ""}
            if {said.year, said.certainty, said.shared, said.number, said.name} <= set(texts.values()):
                return row, {
                    column: known.get(text, NAMED + text) for column, text in texts.items() if text not in others
                }
    return None


class _Amounts:
    """Reads the sheet of amounts."""

    def __init__(self, sheet: Sheet, head: int, columns: dict[int, str]) -> None:
        self.sheet, self.head = sheet, head
        self.remarks: list[Remark] = []
        self.texts = {row: cell.text for (row, _), cell in reversed(sheet.cells.items()) if cell.text}
        self.columns: dict[int, str] = {}
        for column, key in sorted(columns.items()):
            if key in self.columns.values():
                self._say(head, column, "To kolonner har samme nøkkel. Bare den første er lest.")
            else:
                self.columns[column] = key
        self.of = {key: column for column, key in self.columns.items()}
        said = [entry_words(language) for language in _LANGUAGES]
        heads = {sheet.at(head, column).text.strip(): column for place, column in sheet.cells if place == head}
        self.number = next((heads[one.number] for one in said if one.number in heads), 0)
        self.name = next((heads[one.name] for one in said if one.name in heads), 0)

    def _say(self, row: int, column: int, said: str, level: Literal["feil", "merk"] = "feil") -> None:
        if len(self.remarks) >= MOST_REMARKS:
            return
        cell = place_name(row, column) if column else f"rad {row}"
        self.remarks.append(Remark(sheet=self.sheet.name, cell=cell, said=said, level=level))

    def read(self) -> AmountsRead:
        """Return what the sheet says."""
        money = [column for column, key in self.columns.items() if key.startswith(_MONEY)]
        rows = sorted({row for row, _ in self.sheet.cells if row > self.head})
        found = tuple(one for row in rows if (one := self._row(row, money)))
        self._check_sums(money)
        self._tell_unread(money)
        return AmountsRead(
            sheet=self.sheet.name,
            rows=found,
            headings={self.columns[column]: self.sheet.at(self.head, column).text.strip() for column in money},
            heading_places={self.columns[column]: place_name(self.head, column) for column in money},
            remarks=tuple(self.remarks),
        )

    def _text(self, row: int, key: str) -> str:
        return " ".join(self.sheet.at(row, self.of[key]).shown.split()) if key in self.of else ""

    def _row(self, row: int, money: list[int]) -> ReadRow | None:
        """Return a row, or None for one that says nothing of amounts."""
        key, year = self._text(row, ROW), self._text(row, YEAR)
        filled = [column for column in money if self.sheet.at(row, column) != Cell()]
        if not key and not filled:
            if text := next(
                (cell.text for place, cell in self.sheet.cells.items() if place[0] == row and cell.text), ""
            ):
                self._say(row, 0, f"Raden har ingen beløp og er ikke lest: «{text[:60]}».", "merk")
            return None
        amounts: dict[str, int | None] = {}
        unread = []
        for column in money:
            try:
                amounts[self.columns[column]] = self._kroner(row, column)
            except ValidationError as error:
                self._say(row, column, " ".join(error.messages))
                unread.append(self.columns[column])
        known = _CERTAINTIES.get(self._text(row, CERTAINTY).lower() or Certainty.PLANLAGT.value, "")
        if not known:
            words = ", ".join(str(one.label) for one in Certainty)
            self._say(
                row, self.of[CERTAINTY], f"«{self._text(row, CERTAINTY)[:40]}» er ingen sikkerhet. Skriv {words}."
            )
        if not (year.isdecimal() and 2000 <= int(year) <= 2099):
            self._say(row, self.of[YEAR], f"«{year[:40]}» er ikke et år. Skriv året med fire sifre.")
            year = ""
        return ReadRow(
            row=row,
            key=key,
            number=self.sheet.at(row, self.number).shown.strip() if self.number else "",
            name=" ".join(self.sheet.at(row, self.name).shown.split()) if self.name else "",
            year=int(year or 0),
            certainty=known,
            shared=self._text(row, SHARED),
            note=self._text(row, NOTE),
            amounts=amounts,
            places={self.columns[column]: place_name(row, column) for column in money},
            unread=tuple(unread),
            broken=not (known and year),
        )

    def _kroner(self, row: int, column: int) -> int | None:
        """Return the whole kroner of a cell. Raises ValidationError with a sentence."""
        cell = self.sheet.at(row, column)
        if cell.formula:
            self._say(row, column, f"Her står en formel. Verdien er lest: {cell.shown or 'tom'}.", "merk")
        return kroner_of(cell)

    def _check_sums(self, money: list[int]) -> None:
        """Say where a number stands in place of a sum, which is never read."""
        said = [entry_words(language).sum.partition("{")[0] for language in _LANGUAGES]
        for row in range(max(1, self.head - 3), self.head):
            if self.name and self.sheet.at(row, self.name).text.startswith(tuple(said)):
                for column in money:
                    cell = self.sheet.at(row, column)
                    if cell.shown and not cell.formula:
                        text = f"Formelen for summen er skrevet over med {cell.shown[:40]}. Summer leses ikke."
                        self._say(row, column, text, "merk")

    def _tell_unread(self, money: list[int]) -> None:
        """Say which columns hold something that is not read."""
        known = {*self.columns, self.number, self.name}
        others = {column for row, column in self.sheet.cells if row > self.head} - known
        for column in sorted(others)[:20]:
            self._say(self.head, column, "Kolonnen er ikke en av planens, og er ikke lest.", "merk")


def kroner_of(cell: Cell) -> int | None:
    """Return the whole kroner that a cell holds; None for a blank. Raises ValidationError with a sentence."""
    if cell.error:
        raise ValidationError(f"Cellen viser {cell.error}. Rett formelen, eller skriv beløpet.")
    if cell.date:
        raise ValidationError("Cellen er en dato. Skriv beløpet som et tall.")
    if cell.number is None:
        if cell.formula and not cell.text:
            raise ValidationError("Formelen har ingen lagret verdi. Åpne filen i Excel, lagre, og last den opp igjen.")
        return parse_kroner(cell.text)
    whole = round(cell.number)
    if abs(cell.number - whole) > 1e-6:
        raise ValidationError(f"{repr(cell.number).replace('.', ',')} er ikke hele kroner. Skriv et helt tall.")
    if whole < 0:
        raise ValidationError("Et beløp kan ikke være negativt. Poster utenfor summen føres som egen post.")
    if whole > MAX_KRONER:
        raise ValidationError("Beløpet er for stort.")
    return whole


def _with_keys(found: AmountsRead, sheets: tuple[Sheet, ...]) -> AmountsRead:
    """Add what the hidden sheet of keys says, and what of the sections' own sheets is not as it was written."""
    keys = next((sheet for sheet in sheets if sheet.at(1, 1).text == KEYS), None)
    if keys is None:
        said = (
            "Det skjulte arket med nøkler er borte. Det kan ikke ses hva som er endret i planen siden filen ble laget."
        )
        return found.model_copy(update={"remarks": (*found.remarks, Remark(sheet="", said=said, level="merk"))})
    by_name = {sheet.name: sheet for sheet in sheets}
    bases: dict[str, str] = {}
    printed: list[PrintedAmount] = []
    for row in sorted({row for row, _ in keys.cells}):
        what, key, third, fourth = (keys.at(row, column).text for column in range(1, 5))
        if what == CELL:
            bases[key] = third
        elif what == PRINTED:
            printed.extend(_printed(by_name, key, third, fourth))
    year = keys.at(1, 3).text
    return found.model_copy(
        update={
            "plan": keys.at(1, 2).text,
            "year": int(year) if year.isdecimal() else 0,
            "bases": bases,
            "printed": tuple(printed),
        }
    )


def _printed(sheets: dict[str, Sheet], place: str, how: str, base: str) -> Iterator[PrintedAmount]:
    """Yield an amount of a section's sheet that may have been written over."""
    name, _, cell = place.partition("!")
    if name not in sheets:
        return
    here = sheets[name].cells.get(parse_place(cell) or (0, 0), Cell())
    if how == "sum" and here.formula:
        return
    try:
        kroner = kroner_of(here)
    except ValidationError:
        kroner = None
    yield PrintedAmount(sheet=name, cell=cell, how=how, base=base, kroner=kroner)
