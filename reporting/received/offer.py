"""What taking a document in would change in a plan, as the page offers it: part by part. Pure."""

import hashlib
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from plans.changes import Part, parts
from reporting.storing import Change

#: What each kind of change is called.
WORDS = {"ny": "Nytt", "fylles": "Tomt nå", "endres": "Endres"}
#: What the parts are called that a document adds, one and several.
_PARTS = {
    "delmaal": ("delmål i avtalen", "delmål i avtalen"),
    "tiltak": ("tiltak", "tiltak"),
    "post": ("budsjettpost", "budsjettposter"),
    "figur": ("figur", "figurer"),
    "kilde": ("finansieringskilde", "finansieringskilder"),
    "part": ("part i registeret", "parter i registeret"),
}


class Row(NamedTuple):
    """A change with what stands there now and what would. What comes with a new part has no box of its own."""

    number: int
    change: Change
    word: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]

    @property
    def has_box(self) -> bool:
        """Whether it is ticked by itself."""
        return not self.change.within or self.change.within == self.change.path


class Group(NamedTuple):
    """The changes of the plan itself, a delmål, a tiltak or a post."""

    name: str
    rows: tuple[Row, ...]


class Offer(NamedTuple):
    """The page. `seen` is a hash of all that is offered, so that nothing else is taken in than what was shown."""

    groups: tuple[Group, ...]
    kept: tuple[Change, ...]
    cannot: tuple[Change, ...]
    seen: str

    @property
    def paths(self) -> frozenset[str]:
        """What can be ticked."""
        return frozenset(row.change.path for group in self.groups for row in group.rows if row.has_box)

    @property
    def filling(self) -> frozenset[str]:
        """What can be ticked and writes over nothing."""
        boxes = (row for group in self.groups for row in group.rows if row.has_box)
        return frozenset(row.change.path for row in boxes if row.change.kind != "endres")

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many changes there are of each kind, in words."""
        kinds = [row.change.kind for group in self.groups for row in group.rows]
        words = (("nye", "ny"), ("i tomme felt", "fylles"), ("som endrer noe", "endres"))
        return tuple((word, kinds.count(kind)) for word, kind in words if kind in kinds)


def offer(changes: Sequence[Change]) -> Offer:
    """Return what is offered."""
    wanted = [change for change in changes if change.may_be_taken]
    rows = [Row(number, one, WORDS[one.kind], *parts(one.now, one.would_be)) for number, one in enumerate(wanted)]
    groups = tuple(
        Group(name or "Planen", tuple(group)) for name, group in groupby(rows, key=lambda row: row.change.part_name)
    )
    said = "\n".join(f"{one.path} {one.now} {one.would_be}" for one in wanted)
    return Offer(
        groups=groups,
        kept=tuple(change for change in changes if change.kind == "beholdes"),
        cannot=tuple(change for change in changes if change.kind == "kan-ikke"),
        seen=hashlib.sha256(said.encode()).hexdigest()[:32],
    )


def added(made: Sequence[Sequence[str]]) -> str:
    """Return in words how much was added, from `Stored.made`: «24 tiltak, 2 figurer»."""
    kinds = [kind for kind, *_ in made]
    counted = ((kinds.count(kind), words) for kind, words in _PARTS.items())
    return ", ".join(f"{count} {words[count != 1]}" for count, words in counted if count)
