"""Tables with lines around their cells, as rectangles of cells; those that go on over a page are one."""

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from reporting.formats.pdf_read_lines import joined
from reporting.intake.document.blocks import Cell, Grid, Paragraph, Span

_NEAR = 3.0
#: How near its cell's edge a line ends that is full, in points.
_PADDING = 12.0
#: How small the mark of a note is at most, against the words around it.
_RAISED = 0.8
#: An amount with its thousands, and a word for how sure it is; a number that is broken at a line's end is none.
_AMOUNT = re.compile(r"\(?\d{1,3}(?:[ .\u00a0\u202f]\d{3})+\)?(?: (?:kr\.?|[a-zæøå]+))*", re.IGNORECASE)
_LONE = re.compile(r"[bcdfghjklmnpqrstvwxz]")
_WORDS = re.compile(r"[a-zæøå]+(?: [a-zæøå]+)*")
_MARK = re.compile(r"[\d),]*\d[\d),]*|\*+")


def grid_of(table: Any, words: Sequence[dict[str, Any]], place: str, known: Mapping[str, int]) -> Grid | None:
    """Return a table of the library with its words; None where it has none. `known`: how often each word is printed."""
    across = _edges([edge for cell in table.cells for edge in (cell[0], cell[2])])
    down = _edges([edge for cell in table.cells for edge in (cell[1], cell[3])])
    if len(across) < 2 or len(down) < 2 or (len(across) - 1) * (len(down) - 1) > 20_000:
        return None
    empty = Cell()
    x0, top, x1, bottom = table.bbox
    sizes = [_size(word) for word in words if _within(word, x0, top, x1, bottom)]
    usual = median(sizes) if sizes else 0.0
    rows = [[empty] * (len(across) - 1) for _ in down[1:]]
    for x0, top, x1, bottom in table.cells:
        left, right = _at(across, x0), _at(across, x1)
        upper, lower = _at(down, top), _at(down, bottom)
        inside = [word for word in words if _within(word, x0, top, x1, bottom)]
        # A small raised number is the mark of a note, and no word of the cell.
        inside = [word for word in inside if _size(word) > _RAISED * usual or not _MARK.fullmatch(word["text"])]
        paragraphs = tuple(Paragraph(place, (Span(text),)) for text in _texts(inside, x0, x1, known))
        made = Cell(paragraphs, columns=right - left, rows=max(1, lower - upper))
        for row in range(upper, lower):
            rows[row][left:right] = [made] * (right - left)
    grid = Grid(place, tuple(map(tuple, rows)))
    return grid if any(cell.text for _, _, cell in grid.cells()) else None


def _edges(found: Sequence[float]) -> list[float]:
    """Return where lines stand; those that nearly touch are one."""
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))


def _within(word: dict[str, Any], x0: float, top: float, x1: float, bottom: float) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(x0 - 1 <= across <= x1 + 1 and top - 1 <= down <= bottom + 1)


def _texts(words: Sequence[dict[str, Any]], left: float, right: float, known: Mapping[str, int]) -> list[str]:
    """Return the words of a cell: one text, or one for each line where every line is an amount of its own."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda one: (one["bottom"], one["x0"])):
        if lines and abs(lines[-1][0]["bottom"] - word["bottom"]) <= _NEAR:
            lines[-1].append(word)
        else:
            lines.append([word])
    texts: list[str] = []
    broken = False
    for line in lines:
        text = " ".join(one["text"] for one in sorted(line, key=lambda one: one["x0"]))
        if broken and _is_rest(texts[-1], text, known):
            texts[-1] += text
        else:
            texts.append(text)
        # A word is broken without a hyphen only where it alone fills its line.
        fills = line[0]["x0"] <= left + _PADDING and line[-1]["x1"] >= right - _PADDING
        broken = (len(line) == 1 or broken or bool(_AMOUNT.fullmatch(text))) and fills and text[-1:].isalpha()
    return _amounts(texts) or ([text] if (text := joined(texts)) else [])


def _amounts(texts: Sequence[str]) -> list[str]:
    """Return the lines of a cell as amounts of their own, each with the words after it; nothing for another cell."""
    found: list[str] = []
    for text in texts:
        if _AMOUNT.fullmatch(text):
            found.append(text)
        elif found and _WORDS.fullmatch(text):
            found[-1] += f" {text}"
        else:
            return []
    return found


def _size(word: dict[str, Any]) -> float:
    return float(word.get("size") or 0)


def _is_rest(before: str, text: str, known: Mapping[str, int]) -> bool:
    """Whether a line begins with the rest of the word that the line before it ends with."""
    if not text[:1].islower():
        return False
    first, second = before.split(" ")[-1].casefold(), text.split(" ")[0].strip(".,;:()").casefold()
    if before.split(" ")[0] != before.split(" ")[-1] or _LONE.fullmatch(second):
        # Of several words the last alone is broken, which only shows where the whole stands elsewhere.
        return first + second in known or bool(_LONE.fullmatch(second))
    # Each piece is counted once where it is itself one of the broken words.
    return first + second in known or known.get(first, 0) < 2 or known.get(second, 0) < 2


def goes_on(first: Grid, second: Grid) -> bool:
    """Whether a table at the top of a page goes on with the one at the foot of the page before it."""
    return first.width == second.width


def merged(first: Grid, second: Grid) -> Grid:
    """Return two tables as one: heads that come again are left out, and a row parted by the page is one."""
    rows = list(second.rows)
    while rows and rows[0] and [cell.text for cell in rows[0]] in [[c.text for c in row] for row in first.rows[:2]]:
        rows.pop(0)
    before = list(first.rows)
    if rows and before and _is_parted(before, rows[0]):
        before[-1] = tuple(_together(one, other) for one, other in zip(before[-1], rows.pop(0), strict=True))
    return Grid(first.place, (*before, *rows), first.heads, first.title)


def _is_parted(rows: Sequence[tuple[Cell, ...]], row: tuple[Cell, ...]) -> bool:
    """Whether a row is the rest of the one before it: every row begins with a number or a name, and it with nothing."""
    body = rows[1:] or rows
    return all(one[0].text for one in body) and not row[0].text and bool(rows[-1][0].text)


def _together(one: Cell, other: Cell) -> Cell:
    if not other.text:
        return one
    text = joined((one.text, other.text))
    place = (one.paragraphs or other.paragraphs)[0].place
    return Cell((Paragraph(place, (Span(text),)),), columns=one.columns, rows=one.rows)
