"""Whose turn it is, for «Dette venter på deg» on the front page."""

from collections.abc import Iterator

from django.urls import reverse

from plans.models import Plan
from plans.roles import Capability
from plans.slots import Viewer, Waiting
from review.models import Move
from review.services.facts import HANDLING, SENDING
from review.workflow import ENDRINGER, SENDT, VEDTATT

_WORDS = {
    VEDTATT: "Planen er vedtatt og skal underskrives og sendes",
    ENDRINGER: "KDD har bedt om endringer",
}


def turns(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the plans whose next step is hers: to send, to answer, to handle, to decide. One query."""
    sent = [plan for plan in viewer.plans if plan.status == SENDT]
    keys = (*SENDING, *HANDLING)
    moves = list(Move.objects.filter(plan__in=sent, key__in=keys).order_by("-pk")) if sent else []
    for plan in viewer.plans:
        may = viewer.held.at(plan.agreement.pilot_id)
        if plan.status in _WORDS and Capability.ADOPT in may:
            yield Waiting(_WORDS[plan.status], str(plan), _address("way", plan))
        elif plan.status == SENDT and plan.agreement.pilot_id not in viewer.held.by_pilot:
            yield from _at_kdd(viewer, plan, may, [move for move in moves if move.plan_id == plan.pk])


def _at_kdd(viewer: Viewer, plan: Plan, may: frozenset[Capability], moves: list[Move]) -> Iterator[Waiting]:
    """Yield a plan that waits for somebody at KDD; `moves` come the newest first."""
    sent = next((move.pk for move in moves if move.key in SENDING), 0)
    recommended = any(move.key == "innstill" and move.pk > sent for move in moves)
    handled = any(move.key in HANDLING and move.by_id == viewer.person.pk for move in moves)
    if recommended and Capability.DECIDE in may and not handled:
        yield Waiting("Planen har fått innstilling og venter på avgjørelse", str(plan), _address("examine", plan))
    elif not recommended and Capability.HANDLE in may:
        yield Waiting("Planen er sendt og venter på behandling", str(plan), _address("examine", plan))


def _address(name: str, plan: Plan) -> str:
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year})
