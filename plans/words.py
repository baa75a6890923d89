"""Two texts word by word: what stands in both, what was removed, what was added; and two changes put together.

Plain Python on plain text. Words, runs of white space and single punctuation marks are the tokens, so that a comma that
moves is marked as a comma and no character is ever lost.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["same", "removed", "added"]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Comparing takes time as the product of the lengths: a thousand words against a thousand is still quick.
_COMPARABLE = 4_000_000


class Piece(NamedTuple):
    """A run of text and where it stands: in both, only in the old (`removed`), or only in the new (`added`)."""

    kind: Kind
    text: str


class _Edit(NamedTuple):
    """Tokens `first` to `last` of the beginning become `tokens`."""

    first: int
    last: int
    tokens: list[str]


def tokens(text: str) -> list[str]:
    """Return the text cut into words, white space and punctuation marks; joined they are the text again."""
    return _TOKEN.findall(text)


def compare(old: str, new: str, *, most: int = _COMPARABLE) -> list[Piece]:
    """Return the pieces that lead from `old` to `new`, in reading order, what was removed before what took its place.

    Without the added ones they are `old`, without the removed ones `new`. Empty texts give no pieces. Texts whose
    tokens multiply to more than `most` are one change from the first to the last place where they differ.
    """
    before, after = tokens(old), tokens(new)
    pieces: list[tuple[str, str]] = []
    place = 0
    for edit in _edits(before, after, most):
        same = "".join(before[place : edit.first])
        removed, added = "".join(before[edit.first : edit.last]), "".join(edit.tokens)
        if pieces and not same.strip():
            # A space between two changed words is no common ground: the two changes read as one.
            removed, added = f"{pieces[-1][0]}{same}{removed}", f"{pieces[-1][1]}{same}{added}"
            pieces.pop()
        elif same:
            pieces.append((same, same))
        pieces.append((removed, added))
        place = edit.last
    if place < len(before):
        pieces.append(("".join(before[place:]),) * 2)
    return list(_in_order(pieces))


def _in_order(pieces: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Yield pairs of old and new as pieces."""
    for removed, added in pieces:
        if removed == added:
            yield Piece("same", removed)
            continue
        if removed:
            yield Piece("removed", removed)
        if added:
            yield Piece("added", added)


def combine(start: str, mine: str, theirs: str) -> str:
    """Return a text with what two people changed from the same `start`, as a proposal to read through.

    Where they changed the same words, both versions stand, mine first. Where one removed what the other changed, the
    change stays. No word that either of them added is left out.
    """
    begun = tokens(start)
    left, right = _edits(begun, tokens(mine)), _edits(begun, tokens(theirs))
    found: list[str] = []
    place = 0
    while left or right:
        first, last = _together(left, right)
        a, b = _taken(left, begun, first, last), _taken(right, begun, first, last)
        for part in (begun[place:first], *_both(begun[first:last], a, b)):
            _append(found, part)
        place = last
    _append(found, begun[place:])
    return "".join(found)


def _append(found: list[str], part: list[str]) -> None:
    """Add tokens to a text; two words that come to stand side by side get a space between them."""
    if found and part and found[-1][-1:].isalnum() and part[0][:1].isalnum():
        found.append(" ")
    found += part


def _together(left: list[_Edit], right: list[_Edit]) -> tuple[int, int]:
    """Return the first stretch of the beginning that either side changed, widened by every change within it."""
    first = min(edits[0].first for edits in (left, right) if edits)
    last = first
    grown = True
    while grown:
        reach = max(edit.last for edit in (*left, *right) if _touches(edit, first, last))
        grown, last = reach > last, max(reach, last)
    return first, last


def _touches(edit: _Edit, first: int, last: int) -> bool:
    """Tell whether an edit changes words of a stretch or begins with it; one that begins where it ends does not."""
    return edit.first == first or edit.first < last


def _taken(edits: list[_Edit], begun: list[str], first: int, last: int) -> list[str]:
    """Take the edits within a stretch off the list, and return what the stretch becomes through them."""
    found: list[str] = []
    place = first
    while edits and _touches(edits[0], first, last):
        edit = edits.pop(0)
        found += [*begun[place : edit.first], *edit.tokens]
        place = edit.last
    return [*found, *begun[place:last]]


def _both(start: list[str], mine: list[str], theirs: list[str]) -> tuple[list[str], ...]:
    """Return a stretch as one changed it, or as the other did, or both versions where both changed it."""
    if mine in (start, theirs):
        return (theirs,)
    if theirs == start:
        return (mine,)
    if not mine or not theirs:
        return (mine or theirs,)
    apart = [] if mine[-1].isspace() or theirs[0].isspace() else [" "]
    return mine, apart, theirs


def _edits(before: list[str], after: list[str], most: int = _COMPARABLE) -> list[_Edit]:
    """Return what was changed, in order; stretches of unchanged tokens lie between them."""
    head = shared_start(before, after)
    tail = shared_start(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if not old and not new:
        return []
    if len(old) * len(new) > most:
        return [_Edit(head, head + len(old), new)]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [(head + a, head + b, head + c, head + d) for kind, a, b, c, d in steps if kind != "equal"]
    # Between one edit and the next, and after the last, both texts go on alike for so many tokens.
    alike = [later[0] - edit[1] for edit, later in pairwise(changed)] + [len(before) - changed[-1][1]]
    return [_settled(before, after, *edit, room) for edit, room in zip(changed, alike, strict=True)]


def _settled(before: list[str], after: list[str], first: int, last: int, start: int, end: int, room: int) -> _Edit:
    """Return an edit that only adds or only removes as late as it can stand, at most `room` tokens later.

    A sentence that is added after another then ends with its own full stop, not with the other's.
    """
    text, begin, stop = (before, first, last) if start == end else (after, start, end)
    moved = 0
    if start == end or first == last:
        while moved < room and text[begin + moved] == text[stop + moved]:
            moved += 1
    return _Edit(first + moved, last + moved, after[start + moved : end + moved])


def shared_start(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many tokens two lists, or characters two texts, begin with in common."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count
