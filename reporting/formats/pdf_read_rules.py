"""Tables with lines between rows and none between columns: where their cells stand.

Some print a piece of line for each cell, which tells the columns; some one line over the whole width, and then the
shades of the head tell them, or the stretches of white that run down between the words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Any, NamedTuple

#: In points: lines at one height, ends that are one edge, and the tallest row.
_SAME, _NEAR, _TALLEST = 2.0, 3.0, 160.0
_FEWEST_LEVELS, _FEWEST_COLUMNS = 2, 2
#: A table with lines over its whole width has as many of them; two may be a box, or stand under headings.
_FEWEST_FULL = 3
#: How much of a table with lines between its rows has lines all around, where these alone are gone by.
_MOST = 0.6
#: Air over and under the text of a row, as a share of its size.
_MOST_AIR = 1.8
#: The share of a page where its head and foot stand.
_EDGE = 0.1
#: How near the lines of a head stand to each other and to the first line of the table.
_HEAD = 7.0
#: Words nearer to each other than this part of their size are one text, and what stands between them is no edge.
_SPACE = 0.45
#: No page is wider than this, in points; a damaged one may say so.
_WIDEST = 5000
#: How wide the white between two columns is at least, in points.
_GUTTER = 5.0

Box = tuple[float, float, float, float]
Words = Sequence[dict[str, Any]]


class Ruled(NamedTuple):
    """A table as the boxes of its cells, as the library gives those it finds itself."""

    bbox: Box
    cells: list[Box]
    rows_in: int


class _Level(NamedTuple):
    """All pieces of line at one height."""

    top: float
    pieces: list[tuple[float, float]]

    @property
    def ends(self) -> frozenset[float]:
        return frozenset(end for piece in self.pieces for end in piece)

    @property
    def is_pieced(self) -> bool:
        """Whether there is a piece for each cell; a line under a heading or for a signature is one."""
        return len({(round(x0), round(x1)) for x0, x1 in self.pieces}) >= _FEWEST_COLUMNS

    @property
    def left(self) -> float:
        return min(x0 for x0, _ in self.pieces)

    @property
    def right(self) -> float:
        return max(x1 for _, x1 in self.pieces)


def ruled_tables(page: Any, words: Words, edges_of_pages: frozenset[Box] = frozenset()) -> list[Ruled]:
    """Return the tables that the page's horizontal lines make, with the words right above the first as their head.

    Lines of the pages' own edges are none of a table's.
    """
    found: list[Ruled] = []
    levels = [level for level in _levels(page) if _key(page, level) not in edges_of_pages]
    for stack in _stacks(levels, words):
        pieced = [level for level in stack if level.is_pieced]
        if not pieced:
            found += [
                _ruled(words, edges, tops)
                for edges, tops in _full(page, words, [level.top for level in stack], stack[0])
            ]
            continue
        edges = _edges(Counter(round(end) for level in pieced for piece in level.pieces for end in piece))
        if len(stack) >= _FEWEST_LEVELS and len(edges) > _FEWEST_COLUMNS:
            found.append(_ruled(words, edges, [level.top for level in stack]))
    return found


def _full(page: Any, words: Words, tops: list[float], level: _Level) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the edges and lines of the tables between lines over the whole width."""
    inside = [word for word in words if level.left <= word["x0"] < level.right]
    rows = [
        [word for word in inside if above - 1 <= (word["top"] + word["bottom"]) / 2 <= below + 1]
        for above, below in pairwise(tops)
    ]
    air = [_air(row, below - above) for row, (above, below) in zip(rows, pairwise(tops), strict=True)]
    usual = median(air) if air else 0.0
    begins = 0
    for place in range(len(tops)):
        # Text between two tables has more air around it than that of a row.
        if place < len(air) and air[place] <= max(_MOST_AIR, 1.5 * usual):
            continue
        if place - begins + 1 >= _FEWEST_FULL:
            edges = _columns(page, rows[begins:place], level, (tops[begins], tops[place]))
            if len(edges) > _FEWEST_COLUMNS:
                yield edges, tops[begins : place + 1]
        begins = place + 1


def _air(row: Words, height: float) -> float:
    """Return how much of a row's height holds no text, as a share of the size of its words."""
    if not row:
        return height / 10
    text = max(word["bottom"] for word in row) - min(word["top"] for word in row)
    return float((height - text) / max(1.0, _size(row[0])))


def _ruled(words: Words, edges: list[float], tops: list[float]) -> Ruled:
    if (head := _head(words, edges, tops[0])) is not None:
        tops.insert(0, head)
    cells = [cell for above, below in pairwise(tops) for cell in _cells(words, edges, above, below)]
    return Ruled((edges[0], tops[0], edges[-1], tops[-1]), cells, len(tops) - 1)


def _cells(words: Words, edges: Sequence[float], top: float, bottom: float) -> Iterator[Box]:
    """Yield the cells of a row; those that a text runs over are one."""
    inside = [word for word in words if top - 1 <= (word["top"] + word["bottom"]) / 2 <= bottom + 1]
    runs = list(_runs(inside))
    kept = [edge for edge in edges[1:-1] if not any(x0 + 2 < edge < x1 - 2 for x0, x1 in runs)]
    yield from ((x0, top, x1, bottom) for x0, x1 in pairwise([edges[0], *kept, edges[-1]]))


def _runs(words: Words) -> Iterator[tuple[float, float]]:
    """Yield where texts begin and end: words of a line with no more than a space between them."""
    ordered = sorted(words, key=lambda one: (round(one["bottom"] / 3), one["x0"]))
    for _, line in groupby(ordered, key=lambda one: round(one["bottom"] / 3)):
        begins = ends = None
        for word in line:
            if begins is not None and ends is not None and word["x0"] - ends <= _SPACE * _size(word):
                ends = max(ends, word["x1"])
                continue
            if begins is not None and ends is not None:
                yield begins, ends
            begins, ends = float(word["x0"]), float(word["x1"])
        if begins is not None and ends is not None:
            yield begins, ends


def _size(word: dict[str, Any]) -> float:
    return float(word.get("size") or word["bottom"] - word["top"])


def _head(words: Words, edges: Sequence[float], top: float) -> float | None:
    """Return where the head above a table's first line begins; None where it has none."""
    begins = top
    above = [word for word in words if edges[0] - 2 <= word["x0"] and word["x1"] <= edges[-1] + 2 and word["top"] < top]
    for word in sorted(above, key=lambda one: float(one["bottom"]), reverse=True):
        if word["bottom"] > top + 1 or begins - word["bottom"] > _HEAD:
            break
        begins = min(begins, float(word["top"]))
    # What runs over the columns is a title, and no head.
    own = [word for word in above if word["top"] >= begins]
    if any(x0 + 2 < edge < x1 - 2 for x0, x1 in _runs(own) for edge in edges[1:-1]):
        return None
    return begins - 1 if begins < top else None


def _levels(page: Any) -> list[_Level]:
    edges = [edge for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 4]
    levels: list[_Level] = []
    for edge in sorted(edges, key=lambda one: one["top"]):
        if not levels or edge["top"] - levels[-1].top > _SAME:
            levels.append(_Level(edge["top"], []))
        levels[-1].pieces.append((edge["x0"], edge["x1"]))
    return levels


def edge_lines(pages: Sequence[Any]) -> frozenset[Box]:
    """Return the lines of the pages' heads and feet: they stand at one place on many pages."""
    counts: Counter[Box] = Counter()
    sizes = Counter((round(page.width), round(page.height)) for page in pages)
    for page in pages:
        counts.update({_key(page, level) for level in _levels(page) if _is_at_edge(level, float(page.height))})
    return frozenset(key for key, count in counts.items() if count >= max(2, sizes[key[0], key[1]] // 3))


def _key(page: Any, level: _Level) -> Box:
    return round(page.width), round(page.height), round(level.top / 2), round(level.left + level.right)


def _is_at_edge(level: _Level, height: float) -> bool:
    return not _EDGE * height < level.top < (1 - _EDGE) * height


def _columns(page: Any, rows: Sequence[Words], level: _Level, height: tuple[float, float]) -> list[float]:
    """Return the edges of columns between lines over the whole width; none where running text stands there."""
    left, right, (top, bottom) = level.left, level.right, height
    shades = Counter(
        round(edge["x0"])
        for edge in page.edges
        if edge["orientation"] == "v" and top - _NEAR <= edge["top"] and edge["bottom"] <= bottom + _NEAR
    )
    inner = [edge for edge in _edges(shades) if left + _NEAR < edge < right - _NEAR] or _white(rows, left, right)
    edges = [left, *inner, right]
    # In a table most texts keep to their columns; a row that names a group may run over all of them.
    whole = [row for row in rows if row]
    crossed = [row for row in whole if any(x0 + 2 < edge < x1 - 2 for x0, x1 in _runs(row) for edge in inner)]
    parted = [row for row in whole if sum(any(_in(w, a, b) for w in row) for a, b in pairwise(edges)) > 1]
    return edges if inner and 2 * len(crossed) <= len(whole) <= 3 * len(parted) else []


def _in(word: dict[str, Any], left: float, right: float) -> bool:
    return bool(left <= (word["x0"] + word["x1"]) / 2 < right)


def _white(rows: Sequence[Words], left: float, right: float) -> list[float]:
    """Return the middles of the white that runs down between columns, past rows whose text runs over them."""
    if right - left > _WIDEST:
        return []
    taken = [0] * (int(right - left) + 2)
    for row in rows:
        covered: set[int] = set()
        for x0, x1 in _runs(row):
            covered |= set(range(max(0, int(x0 - left)), min(len(taken) - 1, int(x1 - left)) + 1))
        for place in covered:
            taken[place] += 1
    most = len(rows) // 4
    found: list[float] = []
    begins: int | None = None
    for place, count in enumerate(taken):
        if count <= most:
            begins = place if begins is None else begins
            continue
        if begins is not None and begins > 0 and place - begins >= _GUTTER:
            found.append(left + _whitest(taken, begins, place))
        begins = None
    return found


def _whitest(taken: Sequence[int], begins: int, ends: int) -> float:
    """Return the middle of the longest stretch that the fewest rows run over."""
    least = min(taken[begins:ends])
    stretches = [
        list(places) for is_least, places in groupby(range(begins, ends), lambda at: taken[at] == least) if is_least
    ]
    longest = max(stretches, key=len)
    return (longest[0] + longest[-1] + 1) / 2


def _stacks(levels: Sequence[_Level], words: Words) -> list[list[_Level]]:
    """Return levels in groups: of one width, with columns at the same places, and no running text between them."""
    stacks: list[list[_Level]] = []
    for level in levels:
        last = stacks[-1] if stacks else []
        if last and _are_rows(last, level) and not _text_between(last, level, words):
            last.append(level)
        else:
            stacks.append([level])
    return stacks


def _are_rows(above: Sequence[_Level], below: _Level) -> bool:
    """Whether a level can be the next line of a table."""
    last = above[-1]
    if below.top - last.top > _TALLEST or abs(below.left - last.left) > 6 or abs(below.right - last.right) > 6:
        return False
    pieced = [level for level in above if level.is_pieced]
    if not pieced or not below.is_pieced:
        return True
    few, many = sorted((pieced[-1].ends, below.ends), key=len)
    return sum(any(abs(end - known) <= _NEAR for known in many) for end in few) >= 0.8 * len(few)


def _text_between(above: Sequence[_Level], below: _Level, words: Words) -> bool:
    """Whether lines of text over a level run over the edges of columns, as those of a cell do not."""
    last = above[-1]
    ends = below.ends.union(*(level.ends for level in above))
    inner = [end for end in ends if last.left + 6 < end < last.right - 6]
    between = [word for word in words if last.top < word["top"] and word["bottom"] < below.top]
    crossing = [word for word in between if any(word["x0"] + 2 < end < word["x1"] - 2 for end in inner)]
    lines = {round(word["bottom"]) for word in crossing}
    # A line alone may be the name of a group, in a row that is no higher than it needs.
    return len(lines) > 1 or (bool(lines) and below.top - last.top > 4 * _size(crossing[0]))


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
    """Return the tables of a page: with lines all around, and where there are more rows to be had, between rows alone.

    A single row at the edge of the page is its head or foot, and no table.
    """
    tables = [table for table in found if len(table.rows) > 1 or 0.1 * height < table.bbox[1] < 0.9 * height]
    kept: list[Any] = []
    for one in ruled:
        over = [table for table in tables if _overlap(table.bbox, one.bbox) > 1]
        boxed = any(len(table.rows) > 1 and len(table.rows[0].cells) > 1 for table in over)
        covered = sum(_overlap(table.bbox, one.bbox) for table in over)
        # Where lines all around are those of a shaded head alone, the rows are under them.
        if boxed and covered >= _MOST * (one.bbox[3] - one.bbox[1]):
            continue
        if one.rows_in > 1 or 0.1 * height < one.bbox[1] < 0.9 * height:
            tables = [table for table in tables if table not in over]
            kept.append(one)
    return sorted([*tables, *kept], key=lambda table: float(table.bbox[1]))


def _overlap(one: Box, other: Box) -> float:
    """Return how high two boxes lie beside each other."""
    if one[2] < other[0] or other[2] < one[0]:
        return 0.0
    return max(0.0, min(one[3], other[3]) - max(one[1], other[1]))
