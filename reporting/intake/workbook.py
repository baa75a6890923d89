"""The sheets of a workbook as they are stored: every cell that holds something, by its place.

Made for workbooks of strangers: cells are kept by place and never as a grid, so that one cell at XFD1048576 is one
cell. A formula is never worked out; its stored value is read and the formula kept beside it. What the archive itself
may be is `reporting.intake.opening`'s matter.
"""

import datetime
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from reporting.intake.opening import BROKEN, Package
from reporting.intake.sorts import Refused

MAX_SHEETS = 100
MAX_CELLS = 200_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
#: As many merged areas as are looked at; each is one cell's, whatever its size.
MAX_MERGED = 1000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_WORDS_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
#: Formats that every workbook has without describing them, and which show dates or times.
_DATE_FORMATS = frozenset((*range(14, 23), *range(45, 48)))
_GROUPED_FORMATS = frozenset((3, 4, *range(37, 45)))
_WHOLE_FORMATS = frozenset((1, 3, 37, 38))
_ON = ("1", "true")
_TOO_MANY = "Arbeidsboken har {what} enn et budsjett kan ha ({most}). Ta bort det som ikke hører til budsjettet."


class Cell(NamedTuple):
    """What a cell holds: text, a number, or nothing but a formula without a stored value.

    `error` is what a formula gave instead of a value, such as `#REF!`. `date` tells that a number is shown as a date,
    `bracketed` that its format shows it in brackets whatever it is, `grouped` that it sets thousands apart, as in no
    year, and `whole` that it shows no decimals.
    """

    text: str = ""
    number: float | None = None
    formula: str = ""
    error: str = ""
    date: bool = False
    bracketed: bool = False
    grouped: bool = False
    whole: bool = False

    @property
    def shown(self) -> str:
        """The cell as words; whole numbers without a decimal point."""
        if self.number is None:
            return self.error or self.text
        return str(int(self.number)) if self.number == int(self.number) else repr(self.number)


#: Row and column, counted from 1.
Place = tuple[int, int]


class Sheet(NamedTuple):
    """A sheet. `merged` gives for each merged area its first and its last place.

    `hidden_rows` are those that something stands in: many people hide all rows below their table.
    """

    name: str
    cells: dict[Place, Cell]
    merged: tuple[tuple[Place, Place], ...] = ()
    hidden: bool = False
    hidden_columns: tuple[tuple[int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """Return a cell, an empty one where nothing stands."""
        return self.cells.get((row, column), _EMPTY)


_EMPTY = Cell()


def column_letters(column: int) -> str:
    """Return `A` for 1, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_name(row: int, column: int) -> str:
    """Return a cell's name, as `C12`."""
    return f"{column_letters(column)}{row}"


def parse_place(text: str) -> Place | None:
    """Return row and column of `C12`, or None for what names no cell."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if 1 <= row <= MAX_ROW and column <= MAX_COLUMN else None


def read_sheets(package: Package) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in their order. Raises Refused with a sentence for people."""
    try:
        return _Workbook(package).sheets()
    except (etree.LxmlError, ValueError, OverflowError, KeyError, IndexError) as error:
        raise Refused(BROKEN) from error


class _Workbook:
    """Reads the parts of one workbook."""

    def __init__(self, package: Package) -> None:
        self._parts = package.parts
        self._main = package.main
        self._left = MAX_CELLS
        self._strings: list[str] = []
        self._looks: list[_Look] = []

    def sheets(self) -> tuple[Sheet, ...]:
        targets, kinds = self._relations()
        self._strings = list(self._shared(kinds.get("sharedStrings", "")))
        self._looks = self._styles(kinds.get("styles", ""))
        found = []
        for element in _elements(self._parts[self._main], "sheet"):
            part = targets.get(_by_local(element, "id"), "")
            # A sheet can be a chart alone.
            if part in self._parts and "worksheet" in part.lower() + kinds.get(part, ""):
                hidden = element.get("state", "visible") != "visible"
                found.append(self._sheet(element.get("name", ""), part, hidden))
            if len(found) > MAX_SHEETS:
                raise Refused(_TOO_MANY.format(what="flere ark", most=MAX_SHEETS))
        if not found:
            raise Refused(BROKEN)
        return tuple(found)

    def _relations(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return the workbook's other parts by their id, and by the last word of their kind (and kinds by part)."""
        folder, name = posixpath.split(self._main)
        data = self._parts.get(f"{folder}/_rels/{name}.rels", b"")
        targets, kinds = {}, {}
        for one in _elements(data, "Relationship") if data else ():
            part = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            targets[one.get("Id", "")] = part
            kinds[kind] = part
            kinds[part] = kind
        return targets, kinds

    def _shared(self, part: str) -> Iterator[str]:
        """Yield the texts that cells refer to by number."""
        for element in _elements(self._parts.get(part, b""), "si") if self._parts.get(part) else ():
            yield _text(element)

    def _styles(self, part: str) -> list["_Look"]:
        """Return how each style of cells shows a number."""
        if not self._parts.get(part):
            return []
        own: dict[str, _Look] = {}
        styles: list[str] = []
        for _, element in etree.iterparse(_Bytes(self._parts[part]), events=("end",), **_SAFE):
            name = _local(element)
            if name == "numFmt":
                own[element.get("numFmtId", "")] = _look_of(element.get("formatCode", ""))
            elif name == "cellXfs":
                styles = [one.get("numFmtId", "0") for one in element if _local(one) == "xf"]
        return [own.get(style) or _known_look(int(style) if style.isdecimal() else 0) for style in styles]

    def _sheet(self, name: str, part: str, hidden: bool) -> Sheet:
        cells: dict[Place, Cell] = {}
        merged: list[tuple[Place, Place]] = []
        columns: list[tuple[int, int]] = []
        is_hidden: dict[int, bool] = {}
        row = column = 0
        for event, element in etree.iterparse(_Bytes(self._parts[part]), events=("start", "end"), **_SAFE):
            what = _local(element)
            if event == "start":
                if what == "row":
                    # A row or cell without a place of its own comes after the one before it.
                    row, column = int(element.get("r") or row + 1), 0
                    is_hidden[row] = element.get("hidden") in _ON
                continue
            if what == "c":
                row, column = parse_place(element.get("r") or place_name(row, column + 1)) or (row, column + 1)
                cell = self._cell(element)
                element.clear()
                if cell != _EMPTY:
                    self._count()
                    cells[row, column] = cell
            elif what == "mergeCell" and len(merged) < MAX_MERGED:
                first, _, last = element.get("ref", "").partition(":")
                ends = parse_place(first), parse_place(last)
                if ends[0] and ends[1]:
                    merged.append((ends[0], ends[1]))
            elif what == "col" and element.get("hidden") in _ON:
                columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))
            elif what == "row":
                element.clear()
        return Sheet(name, cells, tuple(merged), hidden, tuple(columns), _hidden_rows(cells, is_hidden))

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Refused(_TOO_MANY.format(what="flere utfylte celler", most=f"{MAX_CELLS:,}".replace(",", " ")))

    def _cell(self, element: Any) -> Cell:
        kind = element.get("t", "n")
        value, formula, inline = "", "", ""
        for child in element:
            match _local(child):
                case "v":
                    value = child.text or ""
                case "f":
                    # A formula that is shared has its words at its first cell alone.
                    formula = "=" + (child.text or "")
                case "is":
                    inline = _text(child)
        if kind == "s":
            index = int(value) if value.strip().isdecimal() else -1
            return Cell(text=self._strings[index] if 0 <= index < len(self._strings) else "", formula=formula)
        if kind != "n":
            return _not_a_number(kind, value, inline, formula)
        if not value.strip():
            return Cell(formula=formula)
        number = float(value)
        # Excel has no number beyond these, and sums with them would be none.
        if not abs(number) < 1e300:
            return Cell(text=value[:40], formula=formula)
        style = int(element.get("s") or 0)
        look = self._looks[style] if 0 <= style < len(self._looks) else _Look()
        return Cell(number=number, formula=formula, **look._asdict())


def _hidden_rows(cells: Iterable[Place], is_hidden: Mapping[int, bool]) -> tuple[int, ...]:
    """Return the hidden rows that something stands in, from the top down."""
    return tuple(sorted({row for row, _ in cells if is_hidden.get(row)}))


class _Look(NamedTuple):
    """How a number is shown."""

    date: bool = False
    bracketed: bool = False
    grouped: bool = False
    whole: bool = False


def _known_look(number: int) -> _Look:
    """Return the look of a format that every workbook has."""
    return _Look(number in _DATE_FORMATS, grouped=number in _GROUPED_FORMATS, whole=number in _WHOLE_FORMATS)


def _look_of(code: str) -> _Look:
    """Return how a number format shows positive numbers: the first of its sections."""
    first = code.split(";")[0]
    bare = _WORDS_IN_FORMAT.sub("", first)
    is_date = bool(re.search("[dmyh]", bare.lower()))
    is_grouped = "#,##0" in first or "# ##0" in first
    is_whole = is_grouped and "." not in bare and "%" not in bare
    return _Look(is_date, "(" in re.sub(r"_.", "", first), is_grouped, is_whole)


def _not_a_number(kind: str, value: str, inline: str, formula: str) -> Cell:
    """Return a cell that says itself that it holds something else."""
    match kind:
        case "inlineStr":
            return Cell(text=inline, formula=formula)
        case "e":
            return Cell(error=value or "#FEIL", formula=formula)
        case "b":
            return Cell(text="SANN" if value == "1" else "USANN", formula=formula)
        case "d":
            return Cell(text=value, date=True, formula=formula)
    return Cell(text=value, formula=formula)


def date_of(number: float) -> datetime.date | None:
    """Return the day that Excel means by a number, or None for one that it could not show."""
    return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(number)) if 0 < number < 2_900_000 else None


_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True}


class _Bytes:
    """Bytes as the file that lxml wants to read."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        found = self._data[self._at : self._at + size]
        self._at += len(found)
        return found


def _local(element: Any) -> str:
    """Return an element's name, whatever its namespace; files of another dialect have other namespaces."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _by_local(element: Any, name: str) -> str:
    """Return an attribute that has a namespace, by its name alone."""
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "")


def _elements(data: bytes, wanted: str) -> Iterator[Any]:
    """Yield every element of a name when it is whole."""
    for _, element in etree.iterparse(_Bytes(data), events=("end",), **_SAFE):
        if _local(element) == wanted:
            yield element
            element.clear()


def _text(element: Any) -> str:
    """Return a text with its runs put together; how it is pronounced, which Japanese files tell, is left out."""
    out = []
    for child in element:
        match _local(child):
            case "t":
                out.append(child.text or "")
            case "r":
                out.extend(one.text or "" for one in child if _local(one) == "t")
    return "".join(out)
