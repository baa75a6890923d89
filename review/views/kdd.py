"""KDD's pages: the queue, and a plan gone through."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.models import Person, Plan
from plans.permissions import Signed, capabilities, get_plan, held, visible_plans
from plans.roles import Capability
from plans.views import plan_address, plan_trail
from review.about import About
from review.audiences import voice
from review.examining import examine
from review.models import Version
from review.points import points
from review.queue import by_turn, handled_by, queued
from review.services.facts import latest_version, load_actor, load_facts, recommendation
from review.services.seen import mark_seen
from review.views.way import ALL_NEEDS, asked_rows
from review.way import offers, whose_turn
from review.workflow import UTKAST

IN_KDD = frozenset({Capability.HANDLE, Capability.DECIDE})


def kdd_capabilities(person: Signed) -> frozenset[Capability]:
    """Return what a person may do across pilots; raises PermissionDenied for who is not at KDD."""
    may = held(person).everywhere
    if not may & IN_KDD:
        raise PermissionDenied
    return may


def kdd_plans(person: Signed) -> list[Plan]:
    """Return the plans KDD has before it; a draft is the pilot's own."""
    return list(visible_plans(person).exclude(status=UTKAST))


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """The plans in turn: hers, her colleagues', the pilots', and what is decided."""
    may = kdd_capabilities(request.user)
    assert isinstance(request.user, Person)
    plans = kdd_plans(request.user)
    found = queued(plans, timezone.localdate())
    context = {"queue": by_turn(found, request.user, may, handled_by(request.user, plans))}
    return render(request, "review/queue.html", context)


def _examined(request: HttpRequest, pilot: str, year: int) -> tuple[Plan, Version]:
    """Return a plan and its newest version, for who goes through it at KDD."""
    plan = get_plan(request.user, pilot, year)
    if not capabilities(request.user, plan) & IN_KDD:
        raise PermissionDenied
    version = latest_version(plan)
    if version is None:
        raise Http404("Planen har ingen versjon å gå gjennom.")
    return plan, version


@require_safe
@login_required
def examine_plan(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """What is new in the newest version since she last went through it, and the decision bar."""
    plan, version = _examined(request, pilot, year)
    assert isinstance(request.user, Person)
    actor, facts = load_actor(request.user, plan), load_facts(plan, ALL_NEEDS)
    address = plan_address(plan)
    context: dict[str, Any] = {
        "row": plan,
        "address": address,
        "found": examine(plan, version, request.user, request.GET.get("siden", "")),
        "language": plan.language,
        "turn": whose_turn(plan.status, facts.recommended),
        "offers": offers(plan.status, actor, facts),
        "asked_rows": asked_rows(plan, may=False),
        "points": points(voice(request.user, plan), plan, About(plan), timezone.now()),
        "recommendation": recommendation(plan),
        "breadcrumbs": [("KDD", reverse("queue")), *plan_trail(plan, ("Gjennomgang", None))[1:]],
    }
    return render(request, "review/examine.html", context)


@require_POST
@login_required
def seen(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Note that she has gone through the newest version."""
    _, version = _examined(request, pilot, year)
    assert isinstance(request.user, Person)
    mark_seen(version=version, by=request.user, at=timezone.localtime())
    return redirect("queue")
