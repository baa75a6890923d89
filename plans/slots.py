"""Places on a page that any app may fill, so that imports still run one way.

The front page and the plan's page belong to `reporting`. The first says what waits for a person; the second has marks
in its contents and panels at its side. Each app tells what it knows in its `AppConfig.ready`, under a name; a test
asserts which names there are. Whatever is registered here asks the database a fixed number of times, however many
pilots, plans and parts there are.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from plans.models import FieldChange, Person, Pilot, Plan
from plans.permissions import Held, Reach
from plans.roles import Capability
from plans.services.fields import OPEN_STATUSES


class Viewer(NamedTuple):
    """Who looks at the front page on which day, and what she may know of, read once for everybody who asks."""

    person: Person
    today: datetime.date
    held: Held
    reach: Reach
    pilots: Sequence[Pilot]
    plans: Sequence[Plan]

    def drafts(self) -> list[Plan]:
        """Return the plans that she may write in now, all of them or some delmål."""
        return [plan for plan in self.plans if plan.status in OPEN_STATUSES and self.reach.of(plan.agreement.pilot_id)]


class Waiting(NamedTuple):
    """Something that waits for a person: what it is, in what, and where she does it; `due` is its deadline, if any."""

    what: str
    where: str
    address: str
    due: datetime.date | None = None


Finder = Callable[[Viewer], Iterable[Waiting]]


class _Registered(NamedTuple):
    """A finder and where its undated things stand."""

    place: int
    find: Finder


_waiting: dict[str, _Registered] = {}


def register_waiting(name: str, find: Finder, *, place: int) -> None:
    """Add something that can wait for people, under a name; what matters most has the lowest place.

    Registering again replaces.
    """
    _waiting[name] = _Registered(place, find)


def registered_waiting() -> list[str]:
    """Return the names of all that is asked, in the order that undated things are shown in."""
    return sorted(_waiting, key=lambda name: (_waiting[name].place, name))


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return what waits for a person: what has a deadline first and soonest first, then the rest by place."""
    found = [one for name in registered_waiting() for one in _waiting[name].find(viewer)]
    return sorted(found, key=lambda one: (one.due is None, one.due or datetime.date.max))


class Reader(NamedTuple):
    """Who reads which plan on which day, and what she may do with it; `about` is the path she came for, if any."""

    person: Person
    plan: Plan
    may: frozenset[Capability]
    today: datetime.date
    about: str = ""


class Part(NamedTuple):
    """A part of a plan: its place on the plan's page (`tiltak-UID`, `delmaal-UID`, `del-3`), and what it is called.

    `paths` are what the paths of its fields are or begin with; the first is the part's own.
    """

    place: str
    name: str
    paths: tuple[str, ...]


class MarkKind(NamedTuple):
    """A kind of mark in the contents of a plan; `find` counts by path, `one` and `many` are the words for a count."""

    name: str
    place: int
    one: str
    many: str
    find: Callable[[Reader], Mapping[str, int]]

    def words(self, count: int) -> str:
        """Return a count in words."""
        return f"{count} {self.one if count == 1 else self.many}"


class Panel(NamedTuple):
    """What can be shown beside a part of a plan; `find` gives what `template` needs, `needs` who may see it."""

    name: str
    title: str
    place: int
    template: str
    find: Callable[[Reader, Part], dict[str, Any]]
    needs: Capability | None


class Tab(NamedTuple):
    """A page of a plan in the plan's navigation; `address` names it, `waiting` is how much waits there."""

    address: str
    title: str
    waiting: int


class _Tab(NamedTuple):
    """A tab and what finds its count; none where the reader has no such page."""

    place: int
    title: str
    find: Callable[[Reader], int | None]


_tabs: dict[str, _Tab] = {}
_marks: dict[str, MarkKind] = {}
_panels: dict[str, Panel] = {}


def register_marks(name: str, find: Callable[[Reader], Mapping[str, int]], *, place: int, one: str, many: str) -> None:
    """Add a kind of mark in the contents of plans; the style sheet draws its sign by the name."""
    _marks[name] = MarkKind(name, place, one, many, find)


def registered_marks() -> list[str]:
    """Return the names of the kinds of marks, in the order they stand in."""
    return sorted(_marks, key=lambda name: (_marks[name].place, name))


def marks_for(reader: Reader) -> list[tuple[MarkKind, Mapping[str, int]]]:
    """Return every kind of mark with its counts by path."""
    return [(kind, kind.find(reader)) for kind in (_marks[name] for name in registered_marks())]


def register_panel(
    name: str,
    title: str,
    *,
    template: str,
    find: Callable[[Reader, Part], dict[str, Any]],
    place: int,
    needs: Capability | None = None,
) -> None:
    """Add a panel beside the parts of plans; its name stands in the address."""
    _panels[name] = Panel(name, title, place, template, find, needs)


def registered_panels() -> list[str]:
    """Return the names of the panels, in the order they stand in."""
    return sorted(_panels, key=lambda name: (_panels[name].place, name))


def panels_for(may: frozenset[Capability]) -> list[Panel]:
    """Return the panels that somebody with these capabilities may see."""
    panels = (_panels[name] for name in registered_panels())
    return [panel for panel in panels if panel.needs is None or panel.needs in may]


Origins = Callable[[Sequence[FieldChange]], Mapping[int, str]]

_origins: dict[str, Origins] = {}


def register_origins(name: str, find: Origins) -> None:
    """Add something that knows where changed fields came from, in words by the change's key, in one query."""
    _origins[name] = find


def registered_origins() -> list[str]:
    """Return the names of all that is asked."""
    return sorted(_origins)


def origins_of(changes: Sequence[FieldChange]) -> dict[int, str]:
    """Return where those changes came from that were not written by hand: «handlingsplan.docx, avsnitt 214»."""
    return {key: words for name in registered_origins() for key, words in _origins[name](changes).items()}


def register_tab(address: str, title: str, *, find: Callable[[Reader], int | None], place: int) -> None:
    """Add a page to the navigation of plans, by the name of its address."""
    _tabs[address] = _Tab(place, title, find)


def registered_tabs() -> list[str]:
    """Return the addresses of the added pages, in the order they stand in."""
    return sorted(_tabs, key=lambda name: (_tabs[name].place, name))


def tabs_for(reader: Reader) -> list[Tab]:
    """Return the added pages that the reader has."""
    found = ((name, _tabs[name].title, _tabs[name].find(reader)) for name in registered_tabs())
    return [Tab(name, title, count) for name, title, count in found if count is not None]
