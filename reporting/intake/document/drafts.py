"""The plan while it is put together: parts are found in several places of a document under several names."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID, uuid5

from plans import paths
from reporting.intake.document.amounts import Amount
from reporting.intake.document.blocks import Block

_SPACE = UUID("5d0b5a3e-3f0c-5f5c-9d52-0a8f6b1e7c11")


def uid_of(name: str) -> str:
    """Return a uid that is the same whenever the same document is read."""
    return str(uuid5(_SPACE, name))


class Money(NamedTuple):
    """One amount for a source in a year, and the place where it is printed.

    `apart` is set for a delmål's amount that a table prints without what its tiltak have.
    """

    source: str
    year: int
    amount: Amount
    place: str
    apart: bool = False


@dataclass(eq=False)
class TiltakDraft:
    """A tiltak. `names` are its titles by where they are printed: `heading`, `table`, `overview`."""

    uid: str
    number: int | None = None
    place: str = ""
    names: dict[str, str] = field(default_factory=dict)
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[str, list[Block]] = field(default_factory=dict)
    loose: list[Block] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its path in the plan."""
        return paths.tiltak(self.uid)

    @property
    def title(self) -> str:
        """What the tiltak is called: as in the table of its delmål, else in the overview, else over its text."""
        named = (self.names[key] for key in ("table", "overview", "heading") if self.names.get(key))
        title = next(named, "")
        return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


@dataclass(eq=False)
class GoalDraft:
    """A delmål. `names`: `list` (of the introduction), `heading`, `overview`, `years` and `sources` (the tables)."""

    uid: str
    number: int | None = None
    place: str = ""
    names: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[Block]] = field(default_factory=dict)
    loose: list[Block] = field(default_factory=list)
    tiltak: list[TiltakDraft] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)
    note: str = ""

    @property
    def path(self) -> str:
        """Its path in the plan."""
        return paths.delmaal(self.uid)

    @property
    def title(self) -> str:
        """What the delmål is called: as the introduction lists it, else over its text, else in a table."""
        keys = ("list", "heading", "overview", "years", "sources")
        return next((self.names[key] for key in keys if self.names.get(key)), "")

    @property
    def short_title(self) -> str:
        """What the budget tables call it."""
        return next((self.names[key] for key in ("years", "sources") if self.names.get(key)), self.title)


@dataclass(eq=False)
class PostDraft:
    """A row of the budget that is no delmål."""

    uid: str
    name: str
    number: int | None = None
    outside: bool = False
    money: list[Money] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its path in the plan."""
        return paths.post(self.uid)


Part = GoalDraft | TiltakDraft | PostDraft
