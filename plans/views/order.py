"""The order of a plan's tiltak: moved with buttons or by dragging, within a delmål and between them."""

from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.models import Person, Plan, PlanDelmaal, Tiltak
from plans.permissions import Signed, editable_delmaal, get_plan, get_tiltak
from plans.roles import Capability
from plans.services import Closed, Conflict, field_hash
from plans.services.moving import move_seen
from plans.services.ordering import order_value
from plans.views.edit import plan_address, plan_trail
from plans.views.rows import refusal

WRITES = Capability.EDIT_TEXT
CHANGED = "Noen andre har endret rekkefølgen. Se på den nye, og flytt på nytt om du vil."


class Step(NamedTuple):
    """Where a button moves a tiltak: `move` is what is sent, `words` what is said of it."""

    move: str
    words: str


class Row(NamedTuple):
    """A tiltak with its number, and the steps up and down from its place; none at the ends of what one may write."""

    tiltak: Tiltak
    number: str
    up: Step | None
    down: Step | None


class Goal(NamedTuple):
    """A delmål with its tiltak, the hash of their order, and whether the reader may move them."""

    delmaal: PlanDelmaal
    rows: tuple[Row, ...]
    seen: str
    may: bool


class Undo(NamedTuple):
    """The way back from the last move."""

    move: str
    title: str
    before: str
    after: str


def _move(tiltak: Tiltak, goal: PlanDelmaal, place: int) -> str:
    return f"{tiltak.uid}:{goal.uid}:{place}"


def goals(plan: Plan, may: frozenset[str]) -> list[Goal]:
    """Return the plan's delmål with their tiltak in order; `may` are those the reader writes in. Two queries."""
    found = list(plan.delmaal.all())
    tiltak: dict[int, list[Tiltak]] = {goal.pk: [] for goal in found}
    for one in Tiltak.objects.filter(plan=plan):
        tiltak[one.delmaal_id].append(one)
    open_to = [goal for goal in found if str(goal.uid) in may]
    return [_goal(goal, tiltak, open_to) for goal in found]


def _goal(goal: PlanDelmaal, tiltak: dict[int, list[Tiltak]], open_to: list[PlanDelmaal]) -> Goal:
    here, may = tiltak[goal.pk], goal in open_to
    rows = []
    for place, one in enumerate(here, start=1):
        up = down = None
        if may:
            where = open_to.index(goal)
            before = open_to[where - 1] if where else None
            after = open_to[where + 1] if where + 1 < len(open_to) else None
            if place > 1:
                up = Step(_move(one, goal, place - 1), "opp")
            elif before:
                up = Step(_move(one, before, len(tiltak[before.pk]) + 1), f"til delmål {before.number}")
            if place < len(here):
                down = Step(_move(one, goal, place + 1), "ned")
            elif after:
                down = Step(_move(one, after, 1), f"til delmål {after.number}")
        rows.append(Row(one, f"{goal.number}.{place}", up, down))
    return Goal(goal, tuple(rows), field_hash(order_value(here)), may)


def _undo(request: HttpRequest, found: list[Goal]) -> Undo | None:
    """Return the way back from the move that the address tells of; None where the plan is another by now."""
    uid, _, before = request.GET.get("flyttet", "").partition(":")
    goal_uid, _, place = before.partition(":")
    origin = next((goal for goal in found if str(goal.delmaal.uid) == goal_uid and goal.may), None)
    for goal in found if origin and place.isdecimal() else ():
        for row in goal.rows:
            if str(row.tiltak.uid) == uid and origin and goal.may:
                number = f"{origin.delmaal.number}.{int(place)}"
                return Undo(_move(row.tiltak, origin.delmaal, int(place)), row.tiltak.title, number, row.number)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def order(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Show the tiltak in their order, or move one of them."""
    plan = get_plan(request.user, pilot, year, WRITES)
    if request.method == "POST":
        return _moved(request, plan)
    found = goals(plan, editable_delmaal(request.user, plan, WRITES))
    context = {
        "plan": plan,
        "address": plan_address(plan),
        "goals": found,
        "undo": _undo(request, found),
        "may_move": any(goal.may for goal in found),
        "breadcrumbs": plan_trail(plan, ("Rekkefølge", None)),
    }
    return render(request, "plans/order.html", context)


def _asked(request: HttpRequest, plan: Plan) -> tuple[Tiltak, PlanDelmaal, int]:
    """Return which tiltak goes where. Raises ValidationError; Http404 and PermissionDenied as for writing in either."""
    uid, _, target = request.POST.get("flytt", "").partition(":")
    goal_uid, _, place = target.partition(":")
    try:
        where = {"uid": str(UUID(uid))}, {"uid": str(UUID(goal_uid))}
        number = int(place)
    except ValueError as error:
        raise ValidationError("Velg hvor tiltaket skal flyttes.") from error
    tiltak = get_tiltak(request.user, plan.agreement.pilot.slug, plan.year, needs=WRITES, **where[0])
    goal = _target(request.user, plan, where[1]["uid"])
    return tiltak, goal, number


def _target(person: Signed, plan: Plan, uid: str) -> PlanDelmaal:
    """Return the delmål that a tiltak moves to. Raises PermissionDenied where the person may not write."""
    if uid not in editable_delmaal(person, plan, WRITES):
        raise PermissionDenied
    return PlanDelmaal.objects.select_related("plan__agreement__pilot").get(plan=plan, uid=uid)


def _moved(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Move what was asked for, say where it stands now, and show the way back."""
    assert isinstance(request.user, Person)
    address = reverse("order", kwargs=plan_address(plan))
    try:
        tiltak, goal, place = _asked(request, plan)
        left, joined = (request.POST.get(f"sett-{one.uid}", "") for one in (tiltak.delmaal, goal))
        origin = tiltak.delmaal
        before = list(Tiltak.objects.filter(delmaal=origin).values_list("pk", flat=True)).index(tiltak.pk) + 1
        move_seen(tiltak=tiltak, delmaal=goal, place=place, seen=(left, joined), by=request.user)
    except Conflict:
        messages.error(request, CHANGED)
        return redirect(address)
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
        return redirect(address)
    query = urlencode({"flyttet": f"{tiltak.uid}:{origin.uid}:{before}"}, safe=":")
    return redirect(f"{address}?{query}#rad-{tiltak.uid}")
