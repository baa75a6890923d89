"""Telling parties that something waits for their word: a draft they take part in, and what has changed since."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from plans.models import Membership, Person, Plan, TiltakParty
from plans.roles import Capability, roles_with
from plans.services import notify
from plans.services.fields import OPEN_STATUSES
from review.lapses import Part, by_plan, lapsed, newest, touched
from review.models import Confirmation

#: Nobody is told of a change while somebody is still writing.
RESTS = datetime.timedelta(minutes=30)


def ask(at: datetime.datetime) -> int:
    """Tell those who speak for a party of each draft that waits for its word, once, and return how many were told."""
    plans = {plan.pk: plan for plan in _drafts()}
    named = TiltakParty.objects.filter(tiltak__plan__in=plans).values_list("tiltak__plan", "tiltak__uid", "party")
    left = {Part(*row) for row in named} - set(newest(plans))
    told = 0
    for key, parts in by_plan(left).items():
        told += _tell(plans[key], parts, "bekreft", f"bekreft/{key}", at)
    return told


def tell_lapses(at: datetime.datetime) -> int:
    """Tell those who spoke for a party of what has changed since, once for each word, and return how many were told."""
    plans = {plan.pk: plan for plan in _drafts()}
    words = {part: one for part, one in newest(plans).items() if one.lapse_told_at is None}
    resting = [part for part, last in touched(words).items() if last <= at - RESTS]
    told = 0
    for key, parts in by_plan(resting).items():
        gone = lapsed(plans[key], parts, words)
        told += _tell_once(plans[key], [words[part] for part in gone], gone, at)
    return told


@transaction.atomic
def _tell_once(plan: Plan, words: list[Confirmation], parts: Iterable[Part], at: datetime.datetime) -> int:
    """Note that these words have lapsed and tell of it, unless another has just done so."""
    free = Confirmation.objects.filter(pk__in=[one.pk for one in words], lapse_told_at__isnull=True)
    if not free.update(lapse_told_at=at):
        return 0
    return _tell(plan, parts, "bortfalt", f"bortfalt/{plan.pk}/{max(one.pk for one in words)}", at)


def _drafts() -> Iterable[Plan]:
    return Plan.objects.filter(status__in=OPEN_STATUSES).select_related("agreement__pilot").order_by("pk")


def _tell(plan: Plan, parts: Iterable[Part], what: str, about: str, at: datetime.datetime) -> int:
    """Tell those who speak for the parties of these parts. Three queries."""
    pilot = plan.agreement.pilot
    speak = Membership.objects.filter(
        pilot=pilot, role__in=roles_with(Capability.COMMENT_OWN), party__in={part.party for part in parts}
    )
    people = Person.objects.filter(pk__in=speak.values("person"))
    address = reverse("comments", kwargs={"pilot": pilot.slug, "year": plan.year})
    return len(notify(people=people, what=what, about=about, address=address, by=None, at=at, plan=plan))
