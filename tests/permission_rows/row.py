"""What a row of the table of addresses is: who gets which answer, and the sets of roles that rows name."""

from collections.abc import Callable
from typing import Any, NamedTuple

from plans.models import Plan
from plans.roles import Role

Kwargs = Callable[[Plan], dict[str, Any]]

#: Roles that may know of a draft in their own pilot. Everybody else is told that there is no such page.
READ_DRAFT = frozenset(
    {Role.PROSJEKTLEDER, Role.MEDARBEIDER, Role.STYRINGSGRUPPE, Role.SAMARBEIDSPART, Role.ADMINISTRATOR}
)
#: Roles that also know of drafts in other pilots.
READ_DRAFT_EVERYWHERE = frozenset({Role.ADMINISTRATOR})
#: Roles that may know of their own pilot and its agreement; an observer reads adopted plans and nothing else.
KNOW_PILOT = frozenset(Role) - {Role.OBSERVATOER}
#: Roles that also know of the other pilots.
KNOW_PILOT_EVERYWHERE = frozenset({Role.SAKSBEHANDLER, Role.GODKJENNER, Role.ADMINISTRATOR})
#: Roles that may see who has changed what in their own pilot.
HISTORY = READ_DRAFT - {Role.SAMARBEIDSPART}
#: Roles that comment on their own pilot's drafts, a party on the tiltak that names it.
COMMENT = READ_DRAFT - {Role.ADMINISTRATOR}
#: Roles at the ministry, which handle and decide.
KDD = frozenset({Role.SAKSBEHANDLER, Role.GODKJENNER})
LEADER = frozenset({Role.PROSJEKTLEDER})
#: Those who write in the plan, if only in some delmål of it.
WRITERS = LEADER | {Role.MEDARBEIDER}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

WRITE = frozenset({"GET", "POST"})
POST = frozenset({"POST"})


class Row(NamedTuple):
    """What an address answers.

    `may` get the page; those who may know of the plan but are not among them get 403, all others 404.
    `methods` are the ones the address takes; another one is 405 for everybody, before anything is looked up.
    """

    kwargs: Kwargs
    may: frozenset[Role]
    methods: frozenset[str] = frozenset({"GET"})
    found: int = 200
    posted: int = 422

    def answer(self, method: str) -> int:
        """Return what somebody who may gets.

        A form sent empty is refused with its errors, not for want of a right;
        what asks for nothing but a yes is done.
        """
        return self.posted if method == "POST" and "GET" in self.methods else self.found
