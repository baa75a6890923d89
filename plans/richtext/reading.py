"""From elements to lines: what each HTML element means in the closed subset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plans.richtext.elements import Element
from plans.richtext.inline import Span, safe_href
from plans.richtext.lines import Line, Piece
from plans.richtext.nodes import FigureRef
from plans.richtext.tables import read_table, single_line

# What is inside these is no text of the writer's: programs, styles, other media, text marked as deleted.
DROPPED = frozenset(
    "audio base button canvas datalist del embed head iframe link map math meta noembed noframes noscript object o:p "
    "script select style svg template title video xml".split()
)
# These begin and end a line. `br` does so too: the subset has no line break, a paragraph keeps the lines of an address
# or a typed list apart where a space would run them together. In items, headings and cells, which are one line, every
# break becomes a space.
BREAKING = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr html main menu nav ol p pre search section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_HEADING = re.compile(r"h([1-6])$")
_WEIGHT = re.compile(r"font-weight:\s*(bold|bolder|normal|lighter|\d+)", re.IGNORECASE)
_WORD_LEVEL = re.compile(r"mso-list:[^;]*\blevel(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"\s*\(?(\d{1,4}|[a-zæøå]|[ivxlc]+)[.)]", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class _Style:
    """What holds for the text at one place in the tree."""

    strong: bool = False
    href: str = ""
    raised: bool = False


@dataclass
class _List:
    """A list one is inside of, and the number of its next item."""

    level: int
    ordered: bool
    number: int


class Reader:
    """Walks the elements and gives their lines, tables and figures in the order one reads them."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._spans: list[Span] = []
        self._line = Line("paragraph", ())
        self._list: _List | None = None

    def read(self, root: Element) -> list[Piece]:
        """Return the pieces of the document; raises `RichTextError` for a table that is too wide."""
        self._walk(root, _Style())
        self._end_line()
        return self.pieces

    def _walk(self, element: Element, style: _Style) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._text(child, style)
            elif child.tag not in DROPPED:
                self._element(child, _styled(child, style))

    def _text(self, text: str, style: _Style) -> None:
        if style.raised and text.strip().isascii() and text.strip().isdigit():
            # 10<sup>6</sup> must never become 106.
            text = text.translate(_RAISED)
        self._spans.append(Span(text, style.strong, style.href))

    def _element(self, element: Element, style: _Style) -> None:
        if heading := _HEADING.match(element.tag):
            self._inside(element, style, Line("heading", (), level=int(heading[1])))
        elif element.tag in ("ul", "ol", "menu", "dir"):
            self._read_list(element, style)
        elif element.tag == "li":
            self._read_item(element, style)
        elif element.tag == "table":
            self._end_line()
            self.pieces.extend(read_table(element, Reader))
        elif element.tag == "figure" and (sha256 := figure_hash(element)):
            # Caption and alternative text belong to the plan's figure, not to the place where it stands.
            self._end_line()
            self.pieces.append(FigureRef(sha256=sha256))
        elif element.tag == "p" and (word := _word_item(element)):
            self._inside(_without_mark(element), style, word)
        elif element.tag in BREAKING:
            self._break()
            self._walk(element, style)
            self._break()
        else:
            self._walk(element, style)

    def _inside(self, element: Element, style: _Style, line: Line) -> None:
        """Read the element as one line of its own."""
        if self._line.kind == "item":
            # A heading inside an item is text of the item.
            line = self._line
        self._end_line()
        outer, self._line = self._line, line
        self._walk(element, style)
        self._end_line()
        self._line = outer

    def _read_list(self, element: Element, style: _Style) -> None:
        self._end_line()
        outer_list, outer_line = self._list, self._line
        level = outer_list.level + 1 if outer_list else 1
        self._list = _List(level, element.tag == "ol", _number(element.attributes.get("start", "")))
        self._line = Line("paragraph", ())
        self._walk(element, style)
        self._end_line()
        self._list, self._line = outer_list, outer_line

    def _read_item(self, element: Element, style: _Style) -> None:
        self._end_line()
        outer = self._line
        self._line = Line("item", ())
        self._walk(element, style)
        self._end_line()
        self._line = outer

    def _break(self) -> None:
        if self._line.kind == "paragraph":
            self._end_line()
        else:
            self._spans.append(Span(" "))

    def _end_line(self) -> None:
        spans, self._spans = tuple(self._spans), []
        if not any(span.text.strip() for span in spans):
            return
        line = replace(self._line, spans=spans)
        if line.kind == "item" and line.level == 1 and self._list:
            line = replace(line, level=self._list.level, ordered=self._list.ordered, number=self._list.number)
            self._list.number += 1
        self.pieces.append(line)


def figure_hash(element: Element) -> str:
    """Return the SHA-256 a figure element refers to, or "" where it refers to none of the plan's figures."""
    value = element.attributes.get("data-sha256", "").strip().lower()
    return value if _SHA256.fullmatch(value) else ""
