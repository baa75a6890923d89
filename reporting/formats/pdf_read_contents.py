"""A table of contents in a PDF, which no style tells of: known by its heading, and by coming again in the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reporting.formats.pdf_read_lines import Line

_HEADING = re.compile(r"innhold(?:sfortegnelse|sliste)?|innhald(?:sliste|sforteikning)?", re.IGNORECASE)
_NUMBERED = re.compile(r"\S.*?[\s.…]\d{1,3}")
_LEADER = re.compile(r"[\s.…]*\d{0,3}$")
_EDGE_NUMBER = re.compile(r"\d+")
#: Lines of an entry that is too long for one.
_MOST_WRAPPED = 2


class Contents(NamedTuple):
    """What of a page is contents: the lines, and how far down they go, in points from the top."""

    lines: tuple[Line, ...]
    top: float
    bottom: float


def contents_of(pages: Sequence[Sequence[Line]], heights: Sequence[float], edge: float) -> dict[int, Contents]:
    """Return the contents by the index of their page. `edge`: the share of a page where its head and foot stand."""
    counts = Counter(_plain(line.text) for page in pages for line in page)
    found: dict[int, list[Line]] = {}
    for index, line in _entries(pages, heights, edge, counts):
        found.setdefault(index, []).append(line)
    return {
        index: Contents(tuple(lines), min(line.top for line in lines), max(line.bottom for line in lines))
        for index, lines in found.items()
    }


def _entries(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], edge: float, counts: Counter[str]
) -> Iterator[tuple[int, Line]]:
    """Yield the heading and the entries after it with the index of their page, as far as there are any."""
    inside = numbered = False
    again = frozenset(counts)
    edges = Counter(_EDGE_NUMBER.sub("#", line.text) for page in pages for line in page)
    seen: set[str] = set()
    waiting: list[tuple[int, Line]] = []
    for index, page in enumerate(pages):
        for line in page:
            if not inside:
                if _HEADING.fullmatch(line.text.strip(" :")):
                    inside = True
                    yield index, line
                elif index > 5:
                    return
                continue
            is_at_edge = not edge * heights[index] < line.top < (1 - edge) * heights[index]
            if is_at_edge and edges[_EDGE_NUMBER.sub("#", line.text)] > 2:
                continue
            text, has_number = _plain(line.text), bool(_NUMBERED.fullmatch(line.text))
            numbered = numbered or (not seen and has_number)
            if text not in seen and (has_number if numbered else counts[text] > 1 or _begins_with(text, again)):
                seen.add(text)
                yield from waiting
                waiting = []
                yield index, line
            elif text in seen or len(waiting) == _MOST_WRAPPED:
                return
            else:
                waiting.append((index, line))


def _begins_with(text: str, others: frozenset[str]) -> bool:
    """Whether a text begins with another line, as one does that the text breaks where the contents do not."""
    words = text.split()
    return any(" ".join(words[:count]) in others for count in range(3, len(words)))


def _plain(text: str) -> str:
    return " ".join(_LEADER.sub("", text).casefold().split())
