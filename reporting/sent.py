"""A plan as it was sent, for who may not read what the pilot is writing in it while KDD waits for changes.

`plans.permissions.visible_plans` says for whom (`Plan.as_sent`); `load`, `standing`, Kontroll and the files then answer
with what was frozen, so that no page has to remember it. A later app knows the frozen versions and registers here.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from django.http import Http404

from plans.models import Plan
from reporting.value import Handlingsplan, Standing


class Kept(NamedTuple):
    """Why a finding stood in the version; `pk` is none, as nobody takes it back."""

    reason: str
    by: str
    at: datetime.datetime | None
    pk: None = None


class Sent(NamedTuple):
    """The frozen plan, where it is on its way, when it was frozen, and the reasons for findings by their keys."""

    plan: Handlingsplan
    standing: Standing
    at: datetime.datetime
    kept: Mapping[str, Kept]


_find: list[Callable[[Sequence[Plan]], dict[int, Sent]]] = []


def register_sent(find: Callable[[Sequence[Plan]], dict[int, Sent]]) -> None:
    """Let `find` give what was sent of plans, by their keys, in one query. Registering again replaces."""
    _find[:] = [find]


def sent(plans: Sequence[Plan]) -> dict[int, Sent]:
    """Return what was sent of those plans whose reader sees that, by their keys. One query, none where there are none.

    Raises Damaged.
    """
    asked = [plan for plan in plans if plan.as_sent]
    return _find[0](asked) if asked and _find else {}


def sent_of(plan: Plan) -> Sent | None:
    """Return what the reader of a plan sees in its stead; None where she sees the plan as it is.

    Looked up once for a row. Raises Damaged, and Http404 where nothing was ever frozen.
    """
    if not plan.as_sent:
        return None
    if "_sent" not in plan.__dict__:
        plan.__dict__["_sent"] = sent([plan]).get(plan.pk)
    found: Sent | None = plan.__dict__["_sent"]
    if found is None:
        raise Http404("Planen har ingen versjon som er sendt.")
    return found
