"""Tables with lines between rows and none between columns: each cell's own piece of line tells where it stands."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

#: In points: lines at one height, ends that are one edge, and the tallest row.
_SAME, _NEAR, _TALLEST = 2.0, 3.0, 160.0
_FEWEST_LEVELS, _FEWEST_COLUMNS = 2, 3
#: How near the lines of a head stand to each other and to the first line of the table.
_HEAD = 7.0

Box = tuple[float, float, float, float]


class Ruled(NamedTuple):
    """A table as the boxes of its cells, as the library gives those it finds itself."""

    bbox: Box
    cells: list[Box]


class _Level(NamedTuple):
    """All pieces of line at one height."""

    top: float
    pieces: list[tuple[float, float]]

    @property
    def ends(self) -> frozenset[float]:
        return frozenset(end for piece in self.pieces for end in piece)

    @property
    def left(self) -> float:
        return min(x0 for x0, _ in self.pieces)

    @property
    def right(self) -> float:
        return max(x1 for _, x1 in self.pieces)


def ruled_tables(page: Any, words: Sequence[dict[str, Any]]) -> list[Ruled]:
    """Return the tables that the page's horizontal lines make, with the words right above the first as their head."""
    found: list[Ruled] = []
    for levels in _stacks(_levels(page), words):
        ends = Counter(round(end) for level in levels for piece in level.pieces for end in piece)
        edges = _edges(ends)
        if len(levels) < _FEWEST_LEVELS or len(edges) <= _FEWEST_COLUMNS:
            continue
        tops = [level.top for level in levels]
        if (head := _head(words, edges, tops[0])) is not None:
            tops.insert(0, head)
        cells = [(x0, above, x1, below) for above, below in pairwise(tops) for x0, x1 in pairwise(edges)]
        found.append(Ruled((edges[0], tops[0], edges[-1], tops[-1]), cells))
    return found


def _head(words: Sequence[dict[str, Any]], edges: Sequence[float], top: float) -> float | None:
    """Return where the head above a table's first line begins; None where it has none."""
    begins = top
    above = [word for word in words if edges[0] - 2 <= word["x0"] and word["x1"] <= edges[-1] + 2 and word["top"] < top]
    for word in sorted(above, key=lambda one: float(one["bottom"]), reverse=True):
        if word["bottom"] > top + 1 or begins - word["bottom"] > _HEAD:
            break
        begins = min(begins, float(word["top"]))
    return begins - 1 if begins < top else None


def _levels(page: Any) -> list[_Level]:
    edges = [edge for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 4]
    levels: list[_Level] = []
    for edge in sorted(edges, key=lambda one: one["top"]):
        if not levels or edge["top"] - levels[-1].top > _SAME:
            levels.append(_Level(edge["top"], []))
        levels[-1].pieces.append((edge["x0"], edge["x1"]))
    # A line under a heading or for a signature is one piece; that of a row is one for each cell.
    return [level for level in levels if len(set(level.pieces)) >= _FEWEST_COLUMNS]


def _stacks(levels: Sequence[_Level], words: Sequence[dict[str, Any]]) -> list[list[_Level]]:
    """Return levels in groups: of one width, with columns at the same places, and no running text between them."""
    stacks: list[list[_Level]] = []
    for level in levels:
        last = stacks[-1][-1] if stacks else None
        if last is not None and _are_rows(last, level) and not _text_between(last, level, words):
            stacks[-1].append(level)
        else:
            stacks.append([level])
    return stacks


def _are_rows(above: _Level, below: _Level) -> bool:
    """Whether two levels can be lines of one table."""
    if below.top - above.top > _TALLEST or abs(below.left - above.left) > 6 or abs(below.right - above.right) > 6:
        return False
    one, other = above.ends, below.ends
    few, many = sorted((one, other), key=len)
    return sum(any(abs(end - known) <= _NEAR for known in many) for end in few) >= 0.8 * len(few)


def _text_between(above: _Level, below: _Level, words: Sequence[dict[str, Any]]) -> bool:
    """Whether words between two levels run over the edges of columns, as those of a cell do not."""
    inner = [end for end in above.ends | below.ends if above.left + 6 < end < above.right - 6]
    between = [word for word in words if above.top < word["top"] and word["bottom"] < below.top]
    crossing = [word for word in between if any(word["x0"] + 2 < end < word["x1"] - 2 for end in inner)]
    return len(crossing) > 1


def _edges(ends: Counter[int]) -> list[float]:
    """Return where columns begin and end: an end of lines at two heights or more."""
    edges: list[float] = []
    counts: list[int] = []
    for end in sorted(ends):
        if edges and end - edges[-1] <= _NEAR:
            counts[-1] += ends[end]
        else:
            edges.append(float(end))
            counts.append(ends[end])
    return [edge for edge, count in zip(edges, counts, strict=True) if count > 1]


def best_of(found: Sequence[Any], ruled: Sequence[Ruled], height: float) -> list[Any]:
    """Return the tables of a page: those with lines all around, or where it has none, those with lines between rows.

    A single row at the edge of the page is its head or foot, and no table.
    """
    if any(len(table.rows) > 1 and len(table.rows[0].cells) > 1 for table in found) or not ruled:
        return list(found)
    tables = [table for table in found if len(table.rows) > 1 or 0.1 * height < table.bbox[1] < 0.9 * height]
    apart = [table for table in tables if not any(_overlap(table.bbox, other.bbox) for other in ruled)]
    return sorted([*apart, *ruled], key=lambda table: float(table.bbox[1]))


def _overlap(one: Box, other: Box) -> float:
    """Return how high two boxes lie beside each other."""
    if one[2] < other[0] or other[2] < one[0]:
        return 0.0
    return max(0.0, min(one[3], other[3]) - max(one[1], other[1]))
