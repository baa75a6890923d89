"""What the pilot and KDD have said to each other and not settled. It hangs on the plan, so it follows every version."""

import datetime
from typing import NamedTuple

from django.db.models import Q

from plans.models import Plan
from review.about import About
from review.audiences import Audience, Voice
from review.models import Comment
from review.threads import Thread, threads

#: What must be mended comes first, then advice, then the rest.
_ORDER = {Comment.Weight.MUST.value: 0, Comment.Weight.ADVICE.value: 1}


class Point(NamedTuple):
    """A thread between the pilot and KDD that is open. `answered` when the other side has said something to it."""

    thread: Thread
    answered: bool


def points(found: Voice, plan: Plan, about: About, at: datetime.datetime) -> list[Point]:
    """Return what is open between the pilot and KDD, by weight; nothing for who does not read all of it.

    Three queries, and those of `about`.
    """
    if Audience.SHARED not in found.everywhere:
        return []
    every = threads(found, plan, about, at, Q(audience=Audience.SHARED))
    made = [Point(thread, _answered(thread)) for thread in every if thread.is_open]
    return sorted(made, key=lambda one: (_ORDER.get(one.thread.root.comment.weight, 2), one.answered))


def _answered(thread: Thread) -> bool:
    asked = thread.root.comment.from_kdd
    return any(said.comment.from_kdd != asked and said.comment.removed_at is None for said in thread.answers)
