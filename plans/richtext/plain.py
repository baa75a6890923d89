"""Rich text as it is typed without an editor: where scripts do not run, in a mail, in a spreadsheet.

    # Heading          ## Heading on the second level          a blank line begins a new paragraph
    - item             1. numbered item                        two spaces before the mark: second level
    **bold**           [text](https://address)                 a backslash before a mark: the mark itself
    [figur 1a2b3c4d]   one of the plan's figures, alone on a line, by the beginning of its SHA-256

A numbered list begins with 1, or goes on counting from the list before it; `4) item` begins with any number. A line
such as «17. mai» or «1. januar» is text, because that is how dates are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from plans.richtext import characters
from plans.richtext.inline import clean, finish
from plans.richtext.limits import check_length, check_lines
from plans.richtext.lines import Line, Place, fold, line_of
from plans.richtext.marks import escape_marks, inline_spans
from plans.richtext.nodes import MAX_START, Block, FigureRef, Heading, ListBlock, Paragraph, Run, Table
from plans.richtext.tree import parse, to_html

_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_HEADING = re.compile(r"(##?)[ \t]+(?=\S)")
_BULLET = re.compile(r"-[ \t]+(?=\S)")
# What Word puts before an item on the second level when its list is copied as text.
_WORD_SUB_BULLET = re.compile(r"o\t\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,9})([.)])[ \t]+(?=\S)")
_DATE = re.compile(rf"\d{{1,2}}\.\s+(?:{_MONTHS})\b", re.IGNORECASE)
_FIGURE = re.compile(r"\[figur ([0-9a-f]{8,64})\]")
_NEW_LINE = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def figure_mark(sha256: str, figures: Collection[str]) -> str:
    """Return what one types for one of the `figures`: as much of its SHA-256 as tells it from the others."""
    others = [other for other in figures if other != sha256]
    length = next(size for size in range(8, 65) if not any(other.startswith(sha256[:size]) for other in others))
    return f"[figur {sha256[:length]}]"


def unknown_figures(text: str, figures: Collection[str]) -> list[str]:
    """Return the lines that are marks of figures which are not among `figures`, as when one is typed from memory."""
    lines = (line.strip() for line in _NEW_LINE.split(text))
    return [line for line in lines if _FIGURE.fullmatch(line) and _figure(line, figures) is None]


def _figure(line: str, figures: Collection[str]) -> FigureRef | None:
    """Return the only one of the figures that a line is the mark of."""
    match = _FIGURE.fullmatch(line)
    found = [sha256 for sha256 in figures if match and sha256.startswith(match[1])]
    return FigureRef(sha256=found[0]) if len(found) == 1 else None


def from_plain(text: str, figures: Collection[str] = ()) -> str:
    """Return the normal form of text typed with the marks above; lines that follow each other are one paragraph.

    `figures` holds the SHA-256 of those that may be named. Every other character is text, `<` and `&` too. Raises
    `RichTextError` where it is too long.
    """
    check_length(text)
    reader = _Reader(figures)
    for line in _NEW_LINE.split(characters.remove_invisible(text)):
        reader.take(line)
    reader.end_line()
    result = to_html(fold(reader.lines))
    check_length(result)
    return result


def to_plain(html: str, figures: Collection[str] = ()) -> str | None:
    """Return the HTML as text that `from_plain` brings back to the same normal form, given the same `figures`.

    None where it has a table, or a figure that is not among them: these cannot be typed. Raises `RichTextError` as
    `parse` does.
    """
    blocks = parse(html)
    if any(isinstance(block, Table) or (block.kind == "figure" and block.sha256 not in figures) for block in blocks):
        return None
    return _parts(blocks, figures)


def readable(html: str, figures: Collection[str] = ()) -> str:
    """Return the HTML as text for people to compare: as `to_plain`, with the rows of a table as lines.

    Raises `RichTextError` as `parse` does.
    """
    return _parts(parse(html), figures)


def _parts(blocks: Iterable[Block], figures: Collection[str]) -> str:
    """Return the blocks as typed text with an empty line between them."""
    parts: list[str] = []
    counted = _Counter()
    for block in blocks:
        if isinstance(block, FigureRef):
            parts.append(figure_mark(block.sha256, figures))
            continue
        parts.append("\n".join(_typed(block, counted)))
        if isinstance(block, ListBlock) and block.ordered:
            counted.next = block.start + len(block.items)
    return "\n\n".join(parts)


class _Counter:
    """The number with which a numbered list may go on; and, for each level of the list one is in, if it is numbered."""

    def __init__(self) -> None:
        self.next = 1
        self.numbered: dict[int, bool] = {}

    def item(self, line: str, level: int) -> tuple[Place, str] | None:
        """Return a line that begins with a number as an item and its text, or None where the number is text."""
        match = _NUMBER.match(line)
        if match is None:
            return None
        number, rest = int(match[1]), line[match.end() :]
        if self.numbered.get(level):
            return Place("item", level, ordered=True), rest
        if match[2] == "." and (_DATE.match(line) or number not in (1, self.next)):
            return None
        return Place("item", level, ordered=True, number=number if number <= MAX_START else 1), rest


class _Reader:
    """Takes one typed line after another, and gathers those that belong together."""

    def __init__(self, figures: Collection[str]) -> None:
        self.lines: list[Line | FigureRef] = []
        self._figures = figures
        self._place = Place()
        self._texts: list[str] = []
        self._counter = _Counter()

    def take(self, line: str) -> None:
        text = line.strip()
        if figure := _figure(text, self._figures):
            self.end_line()
            self.lines.append(figure)
            check_lines(len(self.lines))
            self._counter.numbered = {}
            return
        begun = _begun(text, self._counter, level=2 if line.startswith(("  ", "\t")) else 1)
        if begun:
            self.end_line()
            self._place, text = begun
        elif not text or self._place.kind == "heading":
            self.end_line()
        if self._place.kind == "item":
            outer = self._counter.numbered if self._place.level > 1 else {}
            self._counter.numbered = {**outer, self._place.level: self._place.ordered}
        else:
            self._counter.numbered = {}
        if text:
            self._texts.append(text)

    def end_line(self) -> None:
        line = line_of(inline_spans(" ".join(self._texts)), self._place) if self._texts else None
        if line:
            self.lines.append(line)
            check_lines(len(self.lines))
            if line.place.ordered and line.place.level == 1:
                self._counter.next = 1 + (line.place.number if line.place.number is not None else self._counter.next)
        self._place, self._texts = Place(), []


def _begun(text: str, counter: _Counter, *, level: int) -> tuple[Place, str] | None:
    """Return what a line begins and its text without the mark, or None where it is text only."""
    if heading := _HEADING.match(text):
        return Place("heading", 2 + len(heading[1])), text[heading.end() :]
    if bullet := _BULLET.match(text):
        return Place("item", level), text[bullet.end() :]
    if length := characters.bullets(text):
        return Place("item", level), text[length:]
    if bullet := _WORD_SUB_BULLET.match(text):
        return Place("item", 2), text[bullet.end() :]
    return counter.item(text, level)


def _typed(block: Block, counted: _Counter) -> Iterator[str]:
    """Yield the lines one would type for the block."""
    match block:
        case Paragraph():
            text = _inline(block.runs)
            if _begun(text, counted, level=1) or _FIGURE.fullmatch(text):
                # The backslash stands before the mark, which is after the digits of a number.
                digits = len(text) - len(text.lstrip("0123456789"))
                text = f"{text[:digits]}\\{text[digits:]}"
            yield text
        case Heading():
            yield f"{'#' * block.level} {_inline(block.runs)}"
        case ListBlock():
            yield from _typed_list(block, "")
        case Table():
            for row in (row for row in (block.head, *block.rows) if row):
                yield " | ".join(_inline(cell.runs) for cell in row)


def _typed_list(block: ListBlock, indent: str) -> Iterator[str]:
    texts = [_inline(item.runs) for item in block.items]
    dot = "." if block.start == 1 and not _DATE.match(f"1. {texts[0]}") else ")"
    for number, (item, text) in enumerate(zip(block.items, texts, strict=True), block.start):
        yield f"{indent}{number}{dot} {text}" if block.ordered else f"{indent}- {text}"
        if item.sublist:
            yield from _typed_list(item.sublist, "  ")


def _inline(runs: tuple[Run, ...]) -> str:
    """Return the runs with marks; a character that could be taken for a mark is escaped only where one would be."""
    plain = _marked(runs, escaped=False)
    return plain if finish(clean(inline_spans(plain))) == runs else _marked(runs, escaped=True)


def _marked(runs: tuple[Run, ...], *, escaped: bool) -> str:
    parts = []
    for strong, bold in groupby(runs, key=lambda run: run.strong):
        parts.append("**" if strong else "")
        for href, linked in groupby(bold, key=lambda run: run.href):
            text = "".join(escape_marks(run.text) if escaped else run.text for run in linked)
            address = f"<{href}>" if "(" in href or ")" in href else href
            parts.append(f"[{text}]({address})" if href else text)
        parts.append("**" if strong else "")
    return "".join(parts)
