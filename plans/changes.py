"""A change as a person reads it: before and after as text, the words that changed marked, the rest cut short. Pure."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from plans.models import FieldChange
from plans.richtext import RichTextError, parse, plain_text
from plans.templatetags.kroner import dato, kroner
from plans.words import Piece, compare

#: Unchanged words shown on each side of what changed, and of a text that is new or gone altogether.
CONTEXT, WHOLE = 8, 80
#: Texts whose words multiply to more than this are not compared word by word: one page has fifty of them.
_MOST = 1_000_000
_WORD = re.compile(r"\s*\S+\s*|\s+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT = re.compile(r"\d{1,15}")
#: How sure an amount is, where its key is not spelt as the word is.
_SPELT = {"sokt": "søkt", "avslatt": "avslått"}


class Part(NamedTuple):
    """Some words of a text, changed or not."""

    text: str
    changed: bool = False


class Shown(NamedTuple):
    """A change and its two texts in parts, no part where there was or is nothing; `origin` is where it was read."""

    change: FieldChange
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    origin: str = ""


def shown(changes: Iterable[FieldChange], origins: Mapping[int, str] | None = None) -> list[Shown]:
    """Return changes as people read them, in their order; `origins` says by their keys where some were read."""
    known = origins or {}
    return [
        Shown(
            change,
            *parts(readable(change.path, change.before), readable(change.path, change.after)),
            origin=known.get(change.pk, ""),
        )
        for change in changes
    ]


def readable(path: str, value: str) -> str:
    """Return a stored value as text: rich text without its marks, amounts in groups, dates in words."""
    if "/svar/" in path and value.startswith("<"):
        try:
            return plain_text(parse(value))
        except RichTextError:
            return re.sub(r"<[^>]*>", " ", value)
    if _DATE.fullmatch(value):
        try:
            return dato(datetime.date.fromisoformat(value))
        except ValueError:
            return value
    if "/kroner/" in path or "/tidligere/" in path:
        return _amount(value)
    return value


def _amount(value: str) -> str:
    """Return an amount as it is recorded, kroner, remark and certainty, in words."""
    number, _, rest = value.partition(", ")
    if not _AMOUNT.fullmatch(number):
        return value
    remark, _, certainty = rest.rpartition(", ")
    word = _SPELT.get(certainty, certainty)
    return f"{kroner(int(number))}{f', {word}' if word else ''}{f'. {remark}' if remark else ''}"


def parts(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return both texts in parts, with the words that are not in the other marked.

    A text that is new or gone altogether is not marked, as nothing in it stands out.
    """
    if not before.strip() or not after.strip():
        return _cut(_words(before, changed=False), WHOLE), _cut(_words(after, changed=False), WHOLE)
    pieces = compare(before, after, most=_MOST)
    old, new = ([piece for piece in pieces if piece.kind in ("same", kind)] for kind in ("removed", "added"))
    return _cut(_marked(old), CONTEXT), _cut(_marked(new), CONTEXT)


def _marked(pieces: Iterable[Piece]) -> list[tuple[str, bool]]:
    """Return the words of one of two texts, each with whether it is changed. White space alone is no change."""
    return [
        word
        for piece in pieces
        for word in _words(piece.text, changed=piece.kind != "same" and bool(piece.text.strip()))
    ]


def _words(text: str, *, changed: bool) -> list[tuple[str, bool]]:
    return [(word, changed) for word in _WORD.findall(text)]


def _cut(words: list[tuple[str, bool]], context: int) -> tuple[Part, ...]:
    """Return words in parts, long stretches without a change cut to their ends."""
    stretches = [([word for word, _ in group], changed) for changed, group in groupby(words, key=lambda pair: pair[1])]
    return tuple(_parts(stretches, context))


def _parts(stretches: list[tuple[list[str], bool]], context: int) -> Iterator[Part]:
    for place, (words, changed) in enumerate(stretches):
        head = context if place or len(stretches) == 1 else 0
        tail = context if place < len(stretches) - 1 else 0
        if changed:
            # The space around the words is nobody's change.
            text = "".join(words)
            before, within, after = text.partition(text.strip())
            found = Part(before), Part(within, changed=True), Part(after)
            yield from (part for part in found if part.text)
            continue
        if len(words) <= head + tail + 2:
            yield Part("".join(words))
            continue
        last = "".join(words[len(words) - tail :]) if tail else ""
        yield Part("".join(words[:head]) + "… " + last.lstrip())
