"""Places on a page that any app may fill, so that imports still run one way.

The front page belongs to `reporting` and says what waits for a person. Each app tells what it knows in its
`AppConfig.ready`, under a name; a test asserts which names there are. Whatever is registered here asks the database a
fixed number of times, however many pilots and plans there are.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from plans.models import Person, Pilot, Plan
from plans.permissions import Held, Reach
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
