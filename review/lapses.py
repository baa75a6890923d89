"""Which confirmations of parties have lapsed: the tiltak says something else than when it was confirmed.

The hash of the tiltak decides. To read whole plans for it is dear, so the trace says first which tiltak have been
touched since; where none has, nothing is read.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from plans.models import FieldChange, Plan
from reporting.load import load
from review.models import Confirmation
from review.services.confirmations import find_tiltak, tiltak_hash


class Part(NamedTuple):
    """A party's part of a plan: keys of plan and party, and the uid of the tiltak."""

    plan: int
    uid: UUID
    party: int


def newest(plans: Iterable[int]) -> dict[Part, Confirmation]:
    """Return the newest confirmation of every part of some plans, by their keys. One query."""
    rows = Confirmation.objects.filter(plan__in=list(plans)).order_by("at", "pk")
    return {Part(row.plan_id, row.uid, row.party_id): row for row in rows}


def touched(confirmations: Mapping[Part, Confirmation]) -> dict[Part, datetime.datetime]:
    """Return the parts whose tiltak has been written in since it was confirmed, with when it last was. One query."""
    if not confirmations:
        return {}
    first = min(one.at for one in confirmations.values())
    plans = {part.plan for part in confirmations}
    changes = FieldChange.objects.filter(plan__in=plans, path__startswith="tiltak/", at__gt=first)
    last: dict[tuple[int, str], datetime.datetime] = {}
    for plan, path, at in changes.order_by("at").values_list("plan", "path", "at"):
        last[plan or 0, path.split("/")[1]] = at
    found = ((part, one, last.get((part.plan, str(part.uid)))) for part, one in confirmations.items())
    return {part: at for part, one, at in found if at is not None and at > one.at}


def lapsed(plan: Plan, parts: Iterable[Part], confirmations: Mapping[Part, Confirmation]) -> set[Part]:
    """Return which parts of a plan no longer say what was confirmed; one whose tiltak is gone is nobody's part.

    Reads the plan.
    """
    value = load(plan)
    found = {part: find_tiltak(value, part.uid) for part in parts}
    return {part for part, tiltak in found.items() if tiltak and tiltak_hash(tiltak) != confirmations[part].sha256}


def by_plan(parts: Iterable[Part]) -> dict[int, list[Part]]:
    """Return parts by the key of their plan."""
    found: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        found[part.plan].append(part)
    return found
