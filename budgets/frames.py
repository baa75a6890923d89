"""The frame of a year: what each source has promised, what was moved, what the plan uses, and what is left."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from budgets.certainty import Certainty
from budgets.sums import counted, total


class Promise(NamedTuple):
    """Money promised to an agreement for a year; `source` is the source's key, `moved_to` the year it was moved to."""

    source: str
    source_name: str
    year: int
    kroner: int
    certainty: str
    reference: str = ""
    moved_to: int | None = None

    def in_words(self, year: int) -> str:
        """Return the reference, and what was moved seen from a year."""
        moved = ""
        if self.moved_to == year:
            moved = f"overført fra {self.year}"
        elif self.moved_to:
            moved = f"overført til {self.moved_to}"
        return ", ".join(words for words in (self.reference, moved) if words)


class Part(NamedTuple):
    """A promise as it is told of in the plan's year: how sure it is in words, and what it is."""

    kroner: int
    certainty: str
    label: str
    words: str


class FrameUse(NamedTuple):
    """A source's frame in whole kroner; `left` is below zero where the plan uses more. `source` is its key."""

    source_name: str
    available: int
    moved_in: int | None
    moved_out: int | None
    used: int
    left: int
    parts: tuple[Part, ...]
    source: str = ""

    @property
    def exceeded(self) -> int:
        """Kroner the plan uses beyond the frame, or 0."""
        return max(0, -self.left)


def frame_uses(promises: Iterable[Promise], year: int, used: Mapping[str, int | None]) -> tuple[FrameUse, ...]:
    """Return the frame of every source that has promised something for the year.

    `used` is what the year's plan uses of each source by its key, posts outside the sum left out. Money that was moved
    to a later year is there and no longer here; what is frozen or refused is in no frame (`budgets.certainty`).
    """
    by_source: dict[str, list[Promise]] = {}
    for promise in promises:
        if year in (promise.year, promise.moved_to):
            by_source.setdefault(promise.source, []).append(promise)
    return tuple(_use(found, year, used.get(source) or 0) for source, found in by_source.items())


def _use(promises: list[Promise], year: int, used: int) -> FrameUse:
    """Return the frame of one source."""
    moved_out = counted(promise for promise in promises if promise.year == year and promise.moved_to)
    moved_in = counted(promise for promise in promises if promise.moved_to == year)
    staying = counted(promise for promise in promises if promise.year == year and not promise.moved_to)
    available = total([staying, moved_in]) or 0
    parts = tuple(
        Part(promise.kroner, promise.certainty, Certainty(promise.certainty).label, promise.in_words(year))
        for promise in promises
    )
    first = promises[0]
    return FrameUse(
        first.source_name, available, moved_in, moved_out, used, available - used, parts, source=first.source
    )
