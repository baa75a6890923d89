"""The numbers that Word generates: «1.», «Delmål 2:», «a)» – they stand nowhere in the text, yet readers see them."""

import re
from collections import defaultdict
from typing import NamedTuple

from reporting.formats.docx_read_xml import Element, W, child, number, value

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: What Word has on each level of a list.
LEVELS = 9


class Numbered(NamedTuple):
    """A paragraph's place in a list: its level from 0, whether it is numbered, its number and the words before it."""

    level: int
    ordered: bool
    number: int | None
    label: str


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    style: str


class Numbering:
    """The lists of a document, counting as it is read from beginning to end."""

    def __init__(self, root: Element | None) -> None:
        self._kinds: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._own: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * LEVELS)
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        for kind in root.findall(f"{W}abstractNum"):
            self._kinds[kind.get(f"{W}abstractNumId") or ""] = _levels(kind)
        for one in root.findall(f"{W}num"):
            self._read_list(one)

    def _read_list(self, one: Element) -> None:
        key = one.get(f"{W}numId") or ""
        starts: dict[int, int] = {}
        own: dict[int, _Level] = {}
        for over in one.findall(f"{W}lvlOverride"):
            level = number(over.get(f"{W}ilvl"))
            if (start := value(over, "startOverride")) is not None:
                starts[level] = number(start, 1)
            if (changed := child(over, "lvl")) is not None:
                own[level] = _level(changed)
        self._lists[key], self._own[key] = (value(one, "abstractNumId") or "", starts), own

    def level_of_style(self, num_id: str, style_id: str) -> int:
        """Return the level of a list that a style is tied to; the first where it is tied to none."""
        kind, _ = self._lists.get(num_id, ("", {}))
        levels = self._kinds.get(kind, {})
        return next((level for level, known in levels.items() if known.style == style_id), 0)

    def next(self, num_id: str, level: int) -> Numbered | None:
        """Count one more item of a list and return its number; None where there is no such list."""
        if num_id in ("", "0") or num_id not in self._lists or not 0 <= level < LEVELS:
            return None
        kind, starts = self._lists[num_id]
        levels = {**self._kinds.get(kind, {}), **self._own[num_id]}
        known = levels.get(level)
        if known is None or known.form in ("bullet", "none"):
            return Numbered(level, ordered=False, number=None, label="") if known else None
        counts = self._counts[kind]
        if level in starts and (num_id, level) not in self._begun:
            counts[level] = None
        self._begun.add((num_id, level))
        first = starts.get(level, known.start)
        before = counts[level]
        counts[level] = first if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = levels[upper].start if upper in levels else 1

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = levels[place].form if place in levels else "decimal"
            return _written(counts[place] or 0, form)

        return Numbered(level, ordered=True, number=counts[level], label=_PLACE.sub(shown, known.text).strip())


def _levels(kind: Element) -> dict[int, _Level]:
    return {number(level.get(f"{W}ilvl")): _level(level) for level in kind.findall(f"{W}lvl")}


def _level(level: Element) -> _Level:
    return _Level(
        start=number(value(level, "start"), 1),
        form=value(level, "numFmt") or "decimal",
        text=value(level, "lvlText") or "",
        style=value(level, "pStyle") or "",
    )


def _written(count: int, form: str) -> str:
    """Return a number as a list shows it."""
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= count < 40:
        text = ""
        for worth, sign in _ROMAN:
            text, count = text + sign * (count // worth), count % worth
        return text.upper() if form == "upperRoman" else text
    return f"{count:02}" if form == "decimalZero" else str(count)
