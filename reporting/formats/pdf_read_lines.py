"""Words on a page as lines, and lines as paragraphs: columns, line ends, words broken at them, bullets and headings."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple

#: How far words of one line may stand from each other vertically, and what parts two columns, in points.
_SAME_LINE, _GUTTER = 3.0, 14.0
#: So many rows may be two columns, and so many are where they stand apart.
_FEWEST_ROWS, _MANY_ROWS = 8, 16
#: Rows of columns follow each other nearer than this, in points, and are not fewer.
_FAR, _FEWEST_PARTED = 24.0, 2
_BULLET = re.compile(r"[•▪◦●■–·-]|o(?=\s)")
_MONTHS = "jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des"
_NUMBERED = re.compile(rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)](?!\s(?:{_MONTHS}))|[a-z][.)])\s", re.IGNORECASE)
_OPENING = re.compile(r"(?:del\s?mål|tiltak|beskriv|skildr)\b", re.IGNORECASE)
#: After a hyphen these begin a new word: «nærings- og stedsutvikling».
_KEEPS_HYPHEN = ("og", "eller", "samt", "til")


@dataclass(frozen=True)
class Line:
    """A line of text: its words' box in points from the top left, size in points, and whether all of it is bold."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    page: int

    @property
    def height(self) -> float:
        """How high the letters are."""
        return self.bottom - self.top


@dataclass
class Joined:
    """Lines that are one paragraph."""

    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with those broken at line ends whole."""
        return joined(line.text for line in self.lines)


def joined(texts: Iterable[str]) -> str:
    """Return lines as one; a word broken by a hyphen at a line's end is made whole."""
    whole = ""
    for text in texts:
        text = text.strip()
        first = text.split(" ", 1)[0].casefold()
        if whole.endswith(("\u00ad", "\u2010")) or (
            re.search(r"[a-zæøå]-$", whole) and text[:1].islower() and first not in _KEEPS_HYPHEN
        ):
            whole = whole[:-1] + text
        elif re.search(r"\w-$", whole) and text[:1].islower() and first not in _KEEPS_HYPHEN:
            whole += text
        else:
            whole = f"{whole} {text}" if whole and text else whole or text
    return whole


def lines_of(words: Sequence[dict[str, Any]], page: int) -> list[Line]:
    """Return the words of a page as lines in reading order; those of two columns one column after the other."""
    rows = _rows(words)
    gutter = _gutter(words, rows)
    if gutter is None:
        return [_line(row, page) for row in rows]
    found: list[Line] = []
    parted: list[list[dict[str, Any]]] = []
    for row in [*rows, []]:
        apart = bool(row and parted and row[0]["top"] - parted[-1][0]["bottom"] > _FAR)
        if row and not apart and all(word["x1"] <= gutter or word["x0"] >= gutter for word in row):
            parted.append(row)
            continue
        found += _in_columns(parted, gutter, page)
        parted = [row] if apart else []
        if row and not apart:
            found.append(_line(row, page))
    return found


def _in_columns(rows: Sequence[list[dict[str, Any]]], gutter: float, page: int) -> list[Line]:
    """Return rows as the lines of two columns; a row alone, as at a page's head, is one line."""
    if len(rows) < _FEWEST_PARTED:
        return [_line(row, page) for row in rows]
    left = [[word for word in row if word["x1"] <= gutter] for row in rows]
    right = [[word for word in row if word["x0"] >= gutter] for row in rows]
    return [_line(part, page) for part in (*left, *right) if part]


def _rows(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda one: (one["bottom"], one["x0"])):
        if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: one["x0"]) for row in rows]


def _gutter(words: Sequence[dict[str, Any]], rows: Sequence[Sequence[dict[str, Any]]]) -> float | None:
    """Return where two columns are parted; None where the page has one."""
    if len(rows) < _FEWEST_ROWS or not words:
        return None
    least, most = min(word["x0"] for word in words), max(word["x1"] for word in words)
    for share in (0.5, 0.47, 0.53, 0.44, 0.56):
        place = least + (most - least) * share
        crossed = [row for row in rows if any(word["x0"] < place + 4 and word["x1"] > place - 4 for word in row)]
        both = [row for row in rows if row[0]["x1"] < place - 4 and row[-1]["x0"] > place + 4]
        if len(crossed) * 6 > len(rows) or len(both) * 2 < len(rows) or not all(_parted(row, place) for row in both):
            continue
        if _are_numbers(both, place):
            continue
        if len(rows) >= _MANY_ROWS or (not crossed and _fills(both, least, place, most)):
            return float(place)
    return None


def _are_numbers(rows: Sequence[Sequence[dict[str, Any]]], place: float) -> bool:
    """Whether numbers stand to the right, as those of pages in contents or amounts in a list do."""
    right = [" ".join(word["text"] for word in row if word["x0"] > place) for row in rows]
    return 4 * sum(not any(char.isalpha() for char in text) for text in right) >= 3 * len(right)


def _fills(rows: Sequence[Sequence[dict[str, Any]]], least: float, place: float, most: float) -> bool:
    """Whether rows fill both of their columns as running text does, and names with values beside them do not."""
    left = [
        row for row in rows if max(word["x1"] for word in row if word["x1"] <= place) - least > 0.7 * (place - least)
    ]
    right = [row for row in rows if row[-1]["x1"] - place > 0.7 * (most - place)]
    return 5 * min(len(left), len(right)) >= 3 * len(rows)


def _parted(row: Sequence[dict[str, Any]], place: float) -> bool:
    before = max(word["x1"] for word in row if word["x1"] <= place)
    after = min(word["x0"] for word in row if word["x0"] >= place)
    return bool(after - before >= _GUTTER)


def _line(row: Sequence[dict[str, Any]], page: int) -> Line:
    sizes = Counter[float]()
    for word in row:
        sizes[round(word["size"], 1)] += len(word["text"])
    return Line(
        text=" ".join(word["text"] for word in row),
        x0=row[0]["x0"],
        x1=row[-1]["x1"],
        top=min(word["top"] for word in row),
        bottom=max(word["bottom"] for word in row),
        size=sizes.most_common(1)[0][0],
        bold=all(is_bold(word["fontname"]) for word in row),
        page=page,
    )


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold."""
    return bool(re.search(r"bold|black|heavy|semibold|demi", font, re.IGNORECASE))


def paragraphs_of(lines: Sequence[Line], right: float) -> list[Joined]:
    """Return lines as paragraphs. `right` is where full lines end."""
    found: list[Joined] = []
    for place, line in enumerate(lines):
        here = _Around(_local_right(lines, place, right), _local_gap(lines, place))
        if found and _goes_on(found[-1].lines, line, here):
            found[-1].lines.append(line)
        else:
            found.append(Joined([line]))
    return found


def _local_right(lines: Sequence[Line], place: int, right: float) -> float:
    """Return where full lines end around a line: an indented list may end before the page does."""
    line = lines[place]
    near = [
        other.x1
        for other in lines[max(0, place - 8) : place + 8]
        if other.page == line.page and abs(other.x0 - line.x0) < 3
    ]
    return min(right, max([*near, line.x0 + 0.8 * (right - line.x0)]))


class _Around(NamedTuple):
    """Where full lines end around a line, and how far they stand from each other."""

    right: float
    gap: float


def _local_gap(lines: Sequence[Line], place: int) -> float:
    """Return how far the lines before and after two lines stand from them: the text may have more air in places."""
    near = lines[max(0, place - 2) : place + 2]
    gaps = [
        below.top - above.bottom
        for above, below in pairwise(near)
        if below is not lines[place] and above.page == below.page and abs(above.x0 - below.x0) < 3
    ]
    return min((gap for gap in gaps if gap > -2), default=0.0)


def _goes_on(before: Sequence[Line], line: Line, here: _Around) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = before[-1]
    if begins_item(line.text) or abs(last.size - line.size) > 0.6:
        return False
    if last.bold != line.bold and not _mixed(before, line):
        return False
    full = last.x1 + _first_word(line) > here.right - 4
    if line.page != last.page:
        return full and not re.search(r"[.:!?]$", last.text) and not _OPENING.match(line.text)
    least = max(0.55, min(1.25 * here.gap / max(last.height, 1), 1.2))
    near = line.top - last.bottom <= least * last.height
    return near and full


def _mixed(before: Sequence[Line], line: Line) -> bool:
    """Whether a paragraph whose bold words end within a line goes on: bold lines then plain ones are two."""
    return not before[-1].bold and line.bold and not re.search(r"[.:!?]$", before[-1].text)


def _first_word(line: Line) -> float:
    """Return how wide the first word of a line is, by its share of the line's letters."""
    return (line.x1 - line.x0) * (len(line.text.split(" ", 1)[0]) + 1) / max(len(line.text), 1)


def begins_item(text: str) -> bool:
    """Whether a line begins with a bullet or a number as an item does."""
    return bool((_BULLET.match(text) and len(text) > 2 and text[1:2] == " ") or _NUMBERED.match(text))


def bullet_of(text: str) -> str:
    """Return the bullet that a text begins with, and the space after it; nothing where it begins with none."""
    match = _BULLET.match(text)
    return text[: match.end() + 1] if match and text[match.end() : match.end() + 1] == " " else ""


def moved(line: Line, text: str) -> Line:
    """Return a line with other words."""
    return replace(line, text=text)
