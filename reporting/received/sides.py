"""A document beside what it became: its pieces in their own order, each with the field it was read into. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from reporting.intake.document.blocks import words
from reporting.intake.document.reading import Question, Reading, Seen
from reporting.received.fields import FRONT, Field, fields_of, row_facts, sections_of
from reporting.stated import StatedRow

_HEADS = Field("", "", "Overskriftene i tabellen")
_SUM = Field("", "", "En sum. Portalen regner den ut selv.")
_KNOWN = Field("", "", "Kjent. Portalen skriver dette selv.")
_LEFT = Field("", "", "Fant ingen plass i planen.")
_LIES = Field("", "", "Blir liggende. Det tas ikke med.")


class Piece(NamedTuple):
    """A piece of the document, and the fields it became; `number` names it on the page."""

    number: int
    seen: Seen
    became: tuple[Field, ...]
    questions: tuple[Question, ...] = ()
    is_unsure: bool = False


class Side(NamedTuple):
    """Pieces that stand together: texts that became one field, or the rows of a table (`table` is its place)."""

    pieces: tuple[Piece, ...]
    table: str = ""

    @property
    def became(self) -> tuple[Field, ...]:
        """The fields that the pieces became."""
        return self.pieces[0].became

    @property
    def place(self) -> str:
        """Where it stands in the document, from the first to the last piece."""
        first, last = self.pieces[0].seen.place, self.pieces[-1].seen.place
        return first if first == last else f"{first}–{last.removeprefix('avsnitt ').removeprefix('side ')}"

    @property
    def is_unsure(self) -> bool:
        """Whether something here is to be looked at."""
        return any(piece.is_unsure for piece in self.pieces)


class Part(NamedTuple):
    """A section of the plan with what of the document is in it, and how much of that is unsure."""

    key: str
    title: str
    sides: tuple[Side, ...]
    words: int
    unsure: int


def parts(reading: Reading, answers: Mapping[str, str], put: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the whole document, section by section; a workbook sheet by sheet."""
    made = list(_pieces(reading, answers, put))
    titles = {section.key: section.title for section in sections_of(reading.plan)}
    sections = [_sheet_of(piece) for piece in made] if reading.is_workbook else _sections(made)
    found: list[Part] = []
    for key, group in groupby(zip(made, sections, strict=True), key=lambda one: one[1]):
        pieces = [piece for piece, _ in group]
        sides = tuple(_sides(pieces))
        count = sum(len(words(text)) for piece in pieces for text in piece.seen.cells)
        unsure = sum(side.is_unsure for side in sides)
        # A sheet is its own title; its name may have anything in it.
        name = f"{key}-{len(found)}" if key in titles else f"ark-{len(found)}"
        found.append(Part(name, titles.get(key, key), sides, count, unsure))
    return tuple(found)


def only_unsure(found: Iterable[Part]) -> tuple[Part, ...]:
    """Return the sections that have something unsure, with that alone; of a table the whole."""
    narrowed = (part._replace(sides=tuple(side for side in part.sides if side.is_unsure)) for part in found)
    return tuple(part for part in narrowed if part.sides)


def _pieces(reading: Reading, answers: Mapping[str, str], put: Mapping[str, str]) -> Iterator[Piece]:
    became = _Became(reading, put)
    asked_at: dict[int, list[Question]] = {}
    for question in reading.questions:
        asked_at.setdefault(_asked_at(question, reading.seen), []).append(question)
    for number, seen in enumerate(reading.seen, start=1):
        asked = tuple(asked_at.get(number, ()))
        unsure = any(key not in put for key in seen.left) or any(question.key not in answers for question in asked)
        yield Piece(number, seen, tuple(became.of(seen)), asked, unsure)


class _Became:
    """What pieces became, in the order of the document: a field's value stands where it begins."""

    def __init__(self, reading: Reading, put: Mapping[str, str]) -> None:
        self._plan, self._put = reading.plan, put
        self._fields = fields_of(reading)
        tables = reading.stated.tables
        self._rows = {row.place: (table.key, row) for table in tables for row in table.rows}
        self._tables = {table.place for table in tables}
        self._named: set[str] = set()

    def of(self, seen: Seen) -> Iterator[Field]:
        """Yield the fields that a piece became, or what is said of one that became none."""
        if seen.is_row and seen.place in self._rows:
            yield self._of_row(*self._rows[seen.place])
        elif seen.is_row and _table_of(seen) in self._tables:
            yield _HEADS
        else:
            for path in seen.paths:
                yield self._of_text(path)
        for key in seen.left:
            yield self._of_left(self._put.get(key))
        if not seen.paths and not seen.left:
            yield _KNOWN

    def _of_row(self, table: str, row: StatedRow) -> Field:
        if row.kind in ("sum", "total"):
            return _SUM
        field = self._fields.get(row.path, _KNOWN)
        return field if row.kind == "group" else field._replace(value=row_facts(self._plan, table, row.path))

    def _of_text(self, path: str) -> Field:
        field = self._fields.get(path, _KNOWN)
        if path in self._named:
            return field._replace(label=f"{field.label}, fortsatt" if field.value else field.label, value="")
        self._named.add(path)
        return field

    def _of_left(self, path: str | None) -> Field:
        if path is None:
            return _LEFT
        field = self._fields.get(path)
        return _LIES if field is None else field._replace(value="Lagt hit av dere.")


def _asked_at(question: Question, document: Sequence[Seen]) -> int:
    """Return the number of the piece that a question is about; 0 where it stands at none.

    A page holds many pieces: then the part of the plan that it is about decides.
    """
    here = [number for number, seen in enumerate(document, start=1) if _stands_at(question, seen)]
    about = (number for number in here if any(path.startswith(question.path) for path in document[number - 1].paths))
    return next(about, here[0] if here else 0)


def _stands_at(question: Question, seen: Seen) -> bool:
    return question.place == seen.place or (seen.is_row and question.place.startswith(f"{seen.place},"))


def _sheet_of(piece: Piece) -> str:
    """Return the sheet that a piece of a workbook stands on."""
    return piece.seen.place.rpartition(", ")[0]


def _table_of(seen: Seen) -> str:
    return seen.place.rpartition(", ")[0] if seen.is_row else ""


def _sections(pieces: list[Piece]) -> Iterator[str]:
    """Yield the section that each piece stands in.

    A row of a table begins none, as the overview names every delmål; nor does a title that no text of its own follows,
    as in a list of the delmål, or what is left over.
    """
    here = FRONT
    texts = [piece.became[0].section if piece.seen.paths else "" for piece in pieces if not piece.seen.is_row] + [""]
    text = 0
    for piece in pieces:
        if not piece.seen.is_row:
            own, after = texts[text], texts[text + 1]
            is_title = piece.seen.paths and piece.seen.paths[0].endswith("/title")
            if own not in ("", FRONT, here) and (not is_title or own == after):
                here = own
            text += 1
        yield here


def _sides(pieces: Iterable[Piece]) -> Iterator[Side]:
    """Yield the rows of a table together, and texts that became the same field."""
    for (table, _, _), group in groupby(pieces, key=_together):
        yield Side(tuple(group), table)


def _together(piece: Piece) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    table = _table_of(piece.seen)
    return (table, (), ()) if table else ("", piece.seen.paths, piece.seen.left)
