"""From lines, as they were found one after another, to the blocks of the tree.

HTML, Word's paragraphs that only look like lists, and text typed without formatting all become the same flat lines;
one function puts them together, so that all of them end in one normal form.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from plans.richtext import characters
from plans.richtext.inline import Span, clean, drop_prefix, finish, text_of
from plans.richtext.nodes import MAX_START, Block, FigureRef, Heading, ListBlock, ListItem, Paragraph, RichText, Run, Table


@dataclass(frozen=True)
class Line:
    """A line of text: a paragraph, a heading (level 1 to 6 as in HTML) or an item (level 1 or deeper).

    `number` is the item's own number in a numbered list; None continues the list before it.
    """

    kind: Literal["paragraph", "heading", "item"]
    spans: tuple[Span, ...]
    level: int = 1
    ordered: bool = False
    number: int | None = None


Piece = Line | Table | FigureRef


@dataclass
class _OpenList:
    """A list that more items may still join; its items are kept apart from their sublists until it is closed."""

    ordered: bool
    start: int
    items: list[tuple[tuple[Run, ...], "_OpenList | None"]] = field(default_factory=list)

    def takes(self, line: Line) -> bool:
        """Tell whether the item continues this list: bullets always, a number where it is the next one."""
        if self.ordered != line.ordered:
            return False
        return not line.ordered or line.number is None or line.number == self.start + len(self.items)

    def close(self) -> ListBlock:
        items = tuple(ListItem(runs=runs, sublist=sub.close() if sub else None) for runs, sub in self.items)
        return ListBlock(ordered=self.ordered, start=self.start, items=items)


def fold(pieces: Iterable[Piece]) -> RichText:
    """Return the blocks: lines without text dropped, items gathered in lists, headings brought to two levels.

    Lists deeper than two levels are flattened to level two. Two lists of bullets with nothing between them are one
    list, and so are two numbered lists where the second goes on counting.
    """
    found = [_with_marker(piece) if isinstance(piece, Line) else piece for piece in pieces]
    headings = (piece for piece in found if isinstance(piece, Line) and piece.kind == "heading")
    top = min((heading.level for heading in headings if text_of(heading.spans).strip()), default=3)
    return tuple(_blocks(found, top=top))


def _blocks(pieces: Iterable[Piece], *, top: int) -> Iterator[Block]:
    open_list: _OpenList | None = None
    for piece in pieces:
        runs = finish(_unbold(piece) if piece.kind == "heading" else piece.spans) if isinstance(piece, Line) else ()
        if isinstance(piece, Line) and not runs:
            continue
        if isinstance(piece, Line) and piece.kind == "item":
            if open_list and _add_item(open_list, piece, runs):
                continue
            if open_list:
                yield open_list.close()
            open_list = _start_list(piece, runs)
            continue
        if open_list:
            yield open_list.close()
            open_list = None
        if not isinstance(piece, Line):
            yield piece
        elif piece.kind == "heading":
            yield Heading(level=_heading_level(piece.level, top), runs=runs)
        else:
            yield Paragraph(runs=runs)
    if open_list:
        yield open_list.close()


def _heading_level(level: int, top: int) -> Literal[1, 2]:
    """Bring h1 to h6 to two levels.

    Our own texts have h3 and h4, which keep their meaning also alone. Where a text came with h1 or h2 it is from
    elsewhere, and its highest level is what its writer meant as the first.
    """
    return 1 if level <= min(top, 3) else 2


def _add_item(lists: _OpenList, line: Line, runs: tuple[Run, ...]) -> bool:
    """Put the item in the open list, or under its last item; tell whether there was a place for it."""
    if line.level == 1:
        if not lists.takes(line):
            return False
        lists.items.append((runs, None))
        return True
    parent, sublist = lists.items[-1]
    if sublist is None:
        lists.items[-1] = (parent, _start_list(line, runs))
    else:
        sublist.items.append((runs, None))
    return True


def _start_list(line: Line, runs: tuple[Run, ...]) -> _OpenList:
    number = line.number if line.ordered and line.number is not None and 0 <= line.number <= MAX_START else 1
    return _OpenList(ordered=line.ordered, start=number, items=[(runs, None)])


def _with_marker(line: Line) -> Line:
    """Return the line as an item where it only looked like one, without the bullet it was typed with."""
    if line.kind == "heading":
        return line
    spans = clean(line.spans)
    if line.kind == "paragraph":
        if lost := characters.lost_marker(text_of(spans)):
            length, level, number = lost
            spans = drop_prefix(spans, length)
            line = replace(line, kind="item", level=level, ordered=number is not None, number=number)
        elif length := characters.bullets(text_of(spans)):
            line = replace(line, kind="item", level=1)
    if line.kind == "item":
        spans = drop_prefix(spans, characters.bullets(text_of(spans)))
    return replace(line, spans=tuple(spans))


def _unbold(line: Line) -> list[Span]:
    """Return the spans without bold: a heading is bold already, and the table of contents must not differ by it."""
    return [span._replace(strong=False) for span in line.spans]
