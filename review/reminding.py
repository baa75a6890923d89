"""Reminding those whose turn it is of deadlines: some time before, shortly before, and once when they have passed."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from plans.deadlines import is_about, is_kept
from plans.models import Agreement, Deadline, Person, Plan
from plans.roles import Capability
from plans.services import notify
from plans.templatetags.kroner import dato
from review.services.facts import recommendation
from review.telling import whose
from review.workflow import SENDT, TURNS


class Stage(NamedTuple):
    """When a deadline is told of: a key of the tellings, from how many days before it, to how many (negative: after).

    A stage lasts some days, so that nothing is lost when the command did not run on the very day.
    """

    what: str
    first: int
    last: int


STAGES = (Stage("frist-14", 14, 4), Stage("frist-3", 3, 0), Stage("frist-over", -1, -7))


def stage_of(date: datetime.date, today: datetime.date) -> Stage | None:
    """Return the stage that a deadline is in; None long before it, and long after."""
    days = (date - today).days
    return next((stage for stage in STAGES if stage.first >= days >= stage.last), None)


def turn_of(status: str, is_recommended: bool) -> Capability | None:
    """Return which capability picks those whose turn it is in a plan of this status."""
    if status == SENDT and is_recommended:
        return Capability.DECIDE
    return TURNS[status][1]


def remind(at: datetime.datetime) -> int:
    """Tell of every deadline that is in one of the stages, and return how many people were told of one.

    Nobody is told of the same stage of the same date twice; a deadline that is moved begins anew.
    """
    today = timezone.localdate(at)
    near = Deadline.objects.filter(
        date__gte=today + datetime.timedelta(days=STAGES[-1].last),
        date__lte=today + datetime.timedelta(days=STAGES[0].first),
    )
    return sum(_tell(deadline, today, at) for deadline in near.select_related("agreement__pilot"))


def _tell(deadline: Deadline, today: datetime.date, at: datetime.datetime) -> int:
    stage = stage_of(deadline.date, today)
    assert stage
    told = 0
    for agreement in _agreements(deadline):
        if _is_kept(deadline, agreement):
            continue
        for plan, people in _whose_turn(agreement, is_own=deadline.agreement_id is not None):
            if plan and deadline.reaches and not is_about(deadline, plan):
                continue
            kwargs = {"pilot": agreement.pilot.slug}
            made = notify(
                people=people,
                what=stage.what,
                about=f"frist/{deadline.pk}/{deadline.date}",
                detail=f"{deadline.title}, {dato(deadline.date)}",
                address=f"{reverse('pilot', kwargs=kwargs)}#frister",
                by=None,
                at=at,
                plan=plan,
                pilot=agreement.pilot,
            )
            told += len(made)
    return told


def _is_kept(deadline: Deadline, agreement: Agreement) -> bool:
    """Tell whether a deadline asks something of a plan of the agreement that has come so far."""
    if not deadline.reaches or deadline.plan_year is None:
        return False
    plan = Plan.objects.filter(agreement=agreement, year=deadline.plan_year).first()
    return plan is not None and is_kept(deadline, plan)


def _agreements(deadline: Deadline) -> Iterable[Agreement]:
    """Return the agreement of a deadline, or of each pilot the one it works by."""
    if deadline.agreement:
        return [deadline.agreement]
    newest: dict[int, Agreement] = {}
    for agreement in Agreement.objects.select_related("pilot").order_by("first_year"):
        newest[agreement.pilot_id] = agreement
    return newest.values()


def _whose_turn(agreement: Agreement, *, is_own: bool) -> Iterator[tuple[Plan | None, list[Person]]]:
    """Yield each plan of an agreement that waits for somebody, with those it waits for.

    Where none does, a deadline of the agreement itself is its leaders', as is every deadline before there is a plan.
    """
    plans = list(Plan.objects.filter(agreement=agreement).select_related("agreement__pilot").order_by("year"))
    waiting = [(plan, turn) for plan in plans if (turn := _turn(plan))]
    for plan, turn in waiting:
        yield plan, whose(plan.agreement.pilot, turn)
    if not waiting and (is_own or not plans):
        yield None, whose(agreement.pilot, Capability.ADOPT)


def _turn(plan: Plan) -> Capability | None:
    return turn_of(plan.status, plan.status == SENDT and recommendation(plan) is not None)
