"""Any document as a flat sequence of blocks: what readers of formats give, and all that the recogniser knows.

Each block has its place in words («avsnitt 214», «tabell 3, rad 5», «side 12»), so that whatever is read from it can be
found in the source again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

#: What a paragraph's own style says that it is; a document without styles has only text.
Style = Literal["text", "title", "subtitle", "caption", "contents", "note"]


class Span(NamedTuple):
    """A stretch of text with one look. `raised` text is a mark of a footnote."""

    text: str
    strong: bool = False
    href: str = ""
    raised: bool = False


class Item(NamedTuple):
    """An item of a list: its level from 0, whether it is numbered, and with which number."""

    level: int
    ordered: bool
    number: int | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `level` is its level as a heading, 0 for text; `label` the number that the program generates.

    `stands_out`: bold, underlined or larger than the text around it, from end to end, as headings without a style are.
    `asks`: its style says that it is a prompt, as in our own documents alone.
    """

    place: str
    spans: tuple[Span, ...]
    level: int = 0
    item: Item | None = None
    label: str = ""
    style: Style = "text"
    stands_out: bool = False
    asks: bool = False

    @cached_property
    def text(self) -> str:
        """The words with single spaces; soft line breaks are line ends. Marks of footnotes are left out."""
        return tidy("".join(span.text for span in self.spans if not span.raised))

    @property
    def labelled(self) -> str:
        """The words after the generated number, as a reader sees them. A bullet is no number."""
        numbered = self.label and (self.item is None or self.item.ordered)
        return f"{self.label} {self.text}".strip() if numbered else self.text


@dataclass(frozen=True)
class Cell:
    """A cell: its paragraphs and how many columns and rows it covers."""

    paragraphs: tuple[Paragraph, ...] = ()
    columns: int = 1
    rows: int = 1

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines that are not empty, with generated numbers."""
        return tuple(
            line for paragraph in self.paragraphs for part in paragraph.labelled.split("\n") if (line := part.strip())
        )

    @cached_property
    def text(self) -> str:
        """The words on one line, with generated numbers."""
        return " ".join(self.lines)


_NONE = Cell()


@dataclass(frozen=True)
class Grid:
    """A table as a rectangle: every position holds the cell that covers it. `heads`: rows marked as heads."""

    place: str
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    title: str = ""

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> Cell:
        """Return the cell that covers a position; an empty one outside the table."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else _NONE

    def starts(self, row: int, column: int) -> bool:
        """Whether a cell begins at the position, and does not go on from the left or from above."""
        cell = self.at(row, column)
        return not (column and self.at(row, column - 1) is cell) and not (row and self.at(row - 1, column) is cell)

    def text(self, row: int, column: int) -> str:
        """Return the words of a cell where it begins; nothing where it only goes on."""
        return self.at(row, column).text if self.starts(row, column) else ""

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield every cell once with the row and column where it begins."""
        for row, cells in enumerate(self.rows):
            yield from ((row, column, cell) for column, cell in enumerate(cells) if self.starts(row, column))

    def row_place(self, row: int) -> str:
        """Return the place of a row."""
        return f"{self.place}, rad {row + 1}"


@dataclass(frozen=True)
class Picture:
    """A picture: its alternative text, and the SHA-256 of its bytes (empty where they cannot be shown)."""

    place: str
    alt: str = ""
    sha256: str = ""


Block = Paragraph | Grid | Picture


class LeftOut(NamedTuple):
    """Words of the source that are not part of its text, and why: head and foot of pages, hidden text, comments."""

    place: str
    text: str
    reason: str


@dataclass(frozen=True)
class Source:
    """A document as blocks, what the reader must say about it, and its pictures (media type and bytes by SHA-256)."""

    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"))


def tidy(text: str) -> str:
    """Return the text with each run of white space as one space, line ends kept, and nothing invisible in it."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.translate(_INVISIBLE).split("\n"))
    return "\n".join(lines).strip()


def words(text: str) -> list[str]:
    """Return the words of a text: what stands between white space and has a letter or a digit in it."""
    return [word for word in text.split() if any(char.isalnum() for char in word)]
