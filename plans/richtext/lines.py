"""From lines, as they were found one after another, to the blocks of the tree.

HTML, Word's paragraphs that only look like lists, and text typed without formatting all become the same flat lines;
one function puts them together, so that all of them end in one normal form.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from plans.richtext import characters
from plans.richtext.inline import Span, clean, drop_prefix, finish, text_of
from plans.richtext.nodes import (
    MAX_START,
    Block,
    FigureRef,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
)


@dataclass(frozen=True)
class Place:
    """What a line is: a paragraph, a heading (level 1 to 6 as in HTML) or an item of a list (level 1 or deeper).

    `number` is the item's own number in a numbered list; None continues the list before it.
    """

    kind: Literal["paragraph", "heading", "item"] = "paragraph"
    level: int = 1
    ordered: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Line:
    """A line that has text, and what it is."""

    place: Place
    runs: tuple[Run, ...]


Piece = Line | Table | FigureRef


def line_of(spans: Iterable[Span], place: Place) -> Line | None:
    """Return the cleaned line, or None where no text is left.

    A paragraph that only looks like an item of a list becomes one, and no item keeps the bullet it was typed with.
    A heading is bold already: bold inside it goes, so that equal headings are equal.
    """
    spans = clean(span._replace(strong=False) for span in spans) if place.kind == "heading" else clean(spans)
    if place.kind == "paragraph":
        place, spans = _lost_item(spans)
    if place.kind == "item" and (length := characters.bullets(text_of(spans))):
        spans = drop_prefix(spans, length)
    runs = finish(spans)
    return Line(place, runs) if runs else None


def _lost_item(spans: list[Span]) -> tuple[Place, list[Span]]:
    text = text_of(spans)
    if lost := characters.lost_marker(text):
        length, level, number = lost
        return Place("item", level, ordered=number is not None, number=number), drop_prefix(spans, length)
    return Place("item" if characters.bullets(text) else "paragraph"), spans


@dataclass
class _OpenList:
    """A list that more items may still join; its items are kept apart from their sublists until it is closed."""

    ordered: bool
    start: int
    items: list[tuple[tuple[Run, ...], "_OpenList | None"]] = field(default_factory=list)

    @classmethod
    def begun_by(cls, line: Line) -> "_OpenList":
        number = line.place.number if line.place.ordered else None
        start = number if number is not None and 0 <= number <= MAX_START else 1
        return cls(line.place.ordered, start, [(line.runs, None)])

    def add(self, line: Line) -> bool:
        """Put the item in this list or under its last item; tell whether there was a place for it."""
        if line.place.level > 1:
            parent, sublist = self.items[-1]
            if sublist is None:
                self.items[-1] = (parent, _OpenList.begun_by(line))
            else:
                sublist.items.append((line.runs, None))
            return True
        if self._continued_by(line.place):
            self.items.append((line.runs, None))
            return True
        return False

    def _continued_by(self, place: Place) -> bool:
        """Bullets continue bullets; a number continues the list where it is the next one."""
        if self.ordered != place.ordered:
            return False
        return not place.ordered or place.number is None or place.number == self.start + len(self.items)

    def close(self) -> ListBlock:
        items = tuple(ListItem(runs=runs, sublist=sub.close() if sub else None) for runs, sub in self.items)
        return ListBlock(ordered=self.ordered, start=self.start, items=items)


def fold(pieces: Iterable[Piece]) -> RichText:
    """Return the blocks: items gathered in lists, headings brought to two levels.

    Lists deeper than two levels are flattened to level two. Two lists of bullets with nothing between them are one
    list, and so are two numbered lists where the second goes on counting.
    """
    found = list(pieces)
    headings = (piece.place.level for piece in found if isinstance(piece, Line) and piece.place.kind == "heading")
    return tuple(_blocks(found, top=min(headings, default=3)))


def _blocks(pieces: Iterable[Piece], *, top: int) -> Iterator[Block]:
    open_list: _OpenList | None = None
    for piece in pieces:
        item = piece if isinstance(piece, Line) and piece.place.kind == "item" else None
        if item and open_list and open_list.add(item):
            continue
        if open_list:
            yield open_list.close()
        open_list = _OpenList.begun_by(item) if item else None
        if not isinstance(piece, Line):
            yield piece
        elif piece.place.kind == "heading":
            yield Heading(level=_heading_level(piece.place.level, top), runs=piece.runs)
        elif piece.place.kind == "paragraph":
            yield Paragraph(runs=piece.runs)
    if open_list:
        yield open_list.close()


def _heading_level(level: int, top: int) -> Literal[1, 2]:
    """Bring h1 to h6 to two levels.

    Our own texts have h3 and h4, which keep their meaning also alone. A text with h1 or h2 came from elsewhere, and
    its highest level is what its writer meant as the first.
    """
    return 1 if level <= min(top, 3) else 2
