"""From elements to lines: what each HTML element means in the closed subset."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plans.richtext import tables
from plans.richtext.elements import Element
from plans.richtext.inline import Span, clean, finish, safe_href
from plans.richtext.limits import check_lines
from plans.richtext.lines import Piece, Place, line_of
from plans.richtext.nodes import Cell, FigureRef, Table

# What is inside these is no text of the writer's: programs, styles, other media, text marked as deleted.
_DROPPED = """
    audio base canvas datalist del iframe link map math meta noembed noframes noscript object o:p script select
    style svg template title video xml
"""
DROPPED = frozenset(_DROPPED.split())
# These begin and end a line. `br` does so too: the subset has no line break, and a new paragraph keeps the lines of an
# address or of a typed list apart where a space would run them together. In items, headings and cells, which are one
# line each, every break becomes a space.
_BREAKING = """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section summary
    table tbody td textarea tfoot th thead tr ul
"""
BREAKING = frozenset(_BREAKING.split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "menu", "dir")
_WEIGHT = re.compile(r"font-weight\s*:\s*([a-z]+|\d+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_WORD_LEVEL = re.compile(r"mso-list\s*:[^;:]*\blevel(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"\s*\(?(?:(\d{1,4})|[a-zæøå]|[ivxlc]+)[.)]", re.IGNORECASE)
_ARIA_LEVEL = re.compile("[1-9]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


# An item whose level and number are those of the list it stands in.
_ITEM = Place("item")


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


def read_pieces(root: Element) -> list[Piece]:
    """Return the lines, tables and figures of the document in the order one reads them.

    Raises `RichTextError` for more than `MAX_LINES` lines and cells, or a table that is too wide.
    """
    reader = _Reader()
    reader.walk(root, _Style())
    reader.end_line()
    return reader.pieces


class _Reader:
    def __init__(self, *, one_line: bool = False) -> None:
        self.pieces: list[Piece] = []
        self.spans: list[Span] = []
        self._place = Place()
        self._list: _List | None = None
        # In the cell of a table nothing ends the line.
        self._one_line = one_line
        self._lines = 0

    def walk(self, element: Element, style: _Style) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._text(child, style)
            elif child.tag not in DROPPED and not _hidden(child):
                self._element(child, _styled(child, style))

    def _text(self, text: str, style: _Style) -> None:
        if style.raised and text.strip().isascii() and text.strip().isdigit():
            # 10<sup>6</sup> must never become 106.
            text = text.translate(_RAISED)
        self.spans.append(Span(text, style.strong, style.href))

    def _element(self, element: Element, style: _Style) -> None:
        if element.tag == "figure" and (sha256 := _figure_hash(element)):
            # Caption and alternative text belong to the plan's figure, not to the place where it stands.
            self.end_line()
            self.pieces.append(FigureRef(sha256=sha256))
        elif (_WORD_MARK.search(element.attributes.get("style", "")) and self._makes_its_own(element)) or (
            not self._one_line and self._structure(element, style)
        ):
            return
        elif element.tag in BREAKING:
            self._break()
            self.walk(element, style)
            self._break()
        else:
            self.walk(element, style)

    def _makes_its_own(self, mark: Element) -> bool:
        """Tell whether the number or bullet that Word shows before an item or a heading is shown without it too.

        In the cell of a table there are no lists: a number says something there, a bullet does not.
        """
        return not _WORD_NUMBER.match(mark.text()) if self._one_line else self._place.kind != "paragraph"

    def _structure(self, element: Element, style: _Style) -> bool:
        """Read an element that decides what its lines are; tell whether it was one."""
        if element.tag in _LISTS:
            self._read_list(element, style)
        elif element.tag == "li":
            self._read_item(element, style)
        elif element.tag == "table":
            self._read_table(element, style)
        elif self._place.kind != "paragraph":
            # A heading or paragraph inside an item is text of the item.
            return False
        elif element.tag in _HEADINGS:
            self._read_lines(element, style, Place("heading", int(element.tag[1])))
        elif word := _word_item(element):
            self._read_lines(element, style, word)
        else:
            return False
        return True

    def _read_lines(self, element: Element, style: _Style, place: Place) -> None:
        self.end_line()
        outer, self._place = self._place, place
        self.walk(element, style)
        self.end_line()
        self._place = outer

    def _read_list(self, element: Element, style: _Style) -> None:
        self.end_line()
        outer = self._list
        start = element.attributes.get("start", "").strip()
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1
        self._list = _List(outer.level + 1 if outer else 1, element.tag == "ol", number)
        self._read_lines(element, style, Place())
        self._list = outer

    def _read_item(self, element: Element, style: _Style) -> None:
        """Read an item; Word on the web has a list of its own for each, and says how deep the item stands."""
        outer = self._list
        level = _ARIA_LEVEL.fullmatch(element.attributes.get("data-aria-level", ""))
        if outer and level and int(level[0]) > outer.level:
            self._list = _List(int(level[0]), outer.ordered, outer.number)
        self._read_lines(element, style, _ITEM)
        self._list = outer

    def _read_table(self, element: Element, style: _Style) -> None:
        self.end_line()
        rows, outside = tables.find_rows(element)
        self._read_lines(Element("div", children=outside), style, Place())
        grid = tables.grid(rows)
        if not grid:
            return
        self._count(len(grid) * len(grid[0]))
        figures: list[Piece] = []
        head = self._row(grid[0], style, figures, head=True) if rows[0].head else ()
        body = tuple(self._row(cells, style, figures, head=False) for cells in (grid[1:] if head else grid))
        if any(cell.runs for row in (head, *body) for cell in row):
            self.pieces.append(Table(head=head, rows=body))
        self.pieces.extend(figures)

    def _row(
        self, elements: list[Element | None], style: _Style, figures: list[Piece], *, head: bool
    ) -> tuple[Cell, ...]:
        cells = []
        for element in elements:
            reader = _Reader(one_line=True)
            if element is not None and not _hidden(element):
                reader.walk(element, _styled(element, style))
            # A heading cell is bold already, as a heading is.
            spans = [span._replace(strong=False) for span in reader.spans] if head else reader.spans
            cells.append(Cell(runs=finish(clean(spans))))
            figures.extend(reader.pieces)
        return tuple(cells)

    def _break(self) -> None:
        if self._one_line or self._place.kind != "paragraph":
            self.spans.append(Span(" "))
        else:
            self.end_line()

    def _count(self, lines: int) -> None:
        self._lines += lines
        check_lines(self._lines)

    def end_line(self) -> None:
        if self._one_line:
            self.spans.append(Span(" "))
            return
        spans, self.spans = self.spans, []
        if not any(span.text.strip() for span in spans):
            return
        place = self._place
        in_list = self._list if place is _ITEM else None
        if in_list:
            place = replace(place, level=in_list.level, ordered=in_list.ordered, number=in_list.number)
        line = line_of(spans, place)
        if line:
            self.pieces.append(line)
            self._count(1)
            if in_list:
                in_list.number += 1


def _styled(element: Element, style: _Style) -> _Style:
    if element.tag in ("b", "strong"):
        style = replace(style, strong=True)
    elif element.tag == "sup":
        style = replace(style, raised=True)
    elif element.tag == "a" and "href" in element.attributes:
        style = replace(style, href=safe_href(element.attributes["href"]))
    # Some programs write bold as a style, and wrap whole texts in a <b> whose style says that it is not bold.
    if weight := _WEIGHT.search(element.attributes.get("style", "")):
        value = weight[1].lower()
        strong = int(value[:5]) >= 600 if value.isdigit() else value.startswith("bold")
        style = replace(style, strong=strong)
    return style


def _hidden(element: Element) -> bool:
    """Tell whether the element was hidden where it was copied, so that nobody saw what they pasted."""
    return "hidden" in element.attributes or bool(_HIDDEN.search(element.attributes.get("style", "")))


def _figure_hash(element: Element) -> str:
    """Return the SHA-256 a figure element refers to, or "" where it refers to none of the plan's figures."""
    value = element.attributes.get("data-sha256", "").strip().lower()
    return value if _SHA256.fullmatch(value) else ""


def _word_item(element: Element) -> Place | None:
    """Return what a paragraph of Word's is, where its style says that it stands in a list."""
    level = _WORD_LEVEL.search(element.attributes.get("style", ""))
    if level is None:
        return None
    number = _WORD_NUMBER.match(_word_mark(element))
    counted = int(number[1]) if number and number[1] else None
    return Place("item", max(1, int(level[1])), ordered=number is not None, number=counted)


def _word_mark(element: Element) -> str:
    for child in element.children:
        if not isinstance(child, str):
            marked = _WORD_MARK.search(child.attributes.get("style", ""))
            mark = child.text() if marked else _word_mark(child)
            if mark:
                return mark
    return ""
