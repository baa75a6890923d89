"""Taking a plan that was read in: as a new plan or into one that exists, what that would change, and undoing it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.models import Agreement, Person, Plan
from plans.permissions import newest_agreement, whole_plan
from plans.roles import Capability
from plans.services import Closed
from plans.views.edit import REFUSED, plan_address
from plans.views.rows import refusal
from reporting.intake.document.reading import Reading
from reporting.load import load
from reporting.models import Received, Stored
from reporting.received import services
from reporting.received.offer import added, offer
from reporting.received.permissions import Room, get_file, get_room, stored_in
from reporting.received.views import address_of, links_of, page_context
from reporting.storing import in_the_way, missing_delmaal, store_as_new, store_into, undo, what_would_change

TEMPLATES = "reporting/received"
CHANGED = "Planen er endret siden du så denne siden. Se gjennom endringene på nytt."
NOTHING = "Ingenting er valgt. Kryss av for minst én endring."


class Target(NamedTuple):
    """A year of the agreement, its plan if it has one, and whether the person may take something in there."""

    year: int
    plan: Plan | None
    is_open: bool


def _targets(person: Any, agreement: Agreement) -> dict[int, Target]:
    plans = {plan.year: plan for plan in agreement.plans.select_related("agreement__pilot", "form")}
    return {
        year: Target(year, plan := plans.get(year), plan is None or whole_plan(person, plan, Capability.EDIT_TEXT))
        for year in agreement.years
    }


def _chosen(request: HttpRequest, reading: Reading, targets: dict[int, Target]) -> Target | None:
    """Return the year that is asked for, else the document's own; none where the agreement has no such year."""
    asked = request.POST.get("aar") or request.GET.get("aar") or str(reading.plan.year)
    return targets.get(int(asked)) if asked.isdecimal() and len(asked) == 4 else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_received(request: HttpRequest, pk: int, pilot: str) -> HttpResponse:
    """What a file would become, in which year; sent, it is taken in as one step."""
    room = get_room(request.user, pilot)
    row = get_file(request.user, room, pk)
    if row.state != Received.State.READ:
        return redirect(address_of(room, "received", row))
    assert room.pilot is not None
    reading, agreement = services.reading_of(row), newest_agreement(room.pilot)
    targets = _targets(request.user, agreement) if agreement else {}
    target = _chosen(request, reading, targets)
    context = {
        **page_context(room, row, ("Ta inn", None)),
        "reading": reading,
        "agreement": agreement,
        "targets": list(targets.values()),
        "target": target,
        "links": links_of(room, row),
        "open_questions": sum(one.key not in row.answers for one in reading.questions),
        "left_open": sum(one.key not in row.put for one in reading.leftovers),
    }
    if agreement is None or target is None or not reading.plan.delmaal or not target.is_open:
        status = 409 if request.method == "POST" else 200
        return render(request, f"{TEMPLATES}/take_none.html", context, status=status)
    if target.plan is None:
        return _as_new(request, room, row, reading, agreement, target, context)
    return _into(request, room, row, reading, target.plan, context)


def _as_new(
    request: HttpRequest,
    room: Room,
    row: Received,
    reading: Reading,
    agreement: Agreement,
    target: Target,
    context: dict[str, Any],
) -> HttpResponse:
    wanted = request.POST.getlist("delmaal")

    def store(by: Person) -> Stored:
        return store_as_new(
            reading=reading,
            agreement=agreement,
            year=target.year,
            name=row.name,
            by=by,
            put=row.put,
            sha256=row.sha256,
            add_delmaal=wanted,
        )

    errors: list[str] = []
    if request.method == "POST":
        made, errors = _stored(request, store)
        if made:
            return _done(room, made)
    tiltak = [one for goal in reading.plan.delmaal for one in goal.tiltak]
    context |= {
        "errors": errors,
        "missing": missing_delmaal(reading, agreement),
        "adds_all": not agreement.delmaal.exists(),
        "wanted": wanted,
        "tiltak": len(tiltak),
    }
    return render(request, f"{TEMPLATES}/take_new.html", context, status=REFUSED if errors else 200)


def _into(
    request: HttpRequest, room: Room, row: Received, reading: Reading, plan: Plan, context: dict[str, Any]
) -> HttpResponse:
    view = offer(what_would_change(reading, load(plan), row.put, plan.adoption_date))
    # What another year's plan says takes the place of nothing unless somebody asks for it.
    is_own = plan.year == reading.plan.year
    wanted = request.GET.get("kryss", "alt" if is_own else "tomme")
    ticked = suggested = view.filling if wanted == "tomme" else view.paths
    errors: list[str] = []
    status = 200
    if request.method == "POST":
        ticked = frozenset(request.POST.getlist("endring")) & view.paths
        if request.POST.get("sett") != view.seen:
            errors, status, ticked = [CHANGED], 409, suggested
        elif not ticked:
            errors, status = [NOTHING], REFUSED
        else:

            def store(by: Person) -> Stored:
                return store_into(
                    reading=reading, plan=plan, name=row.name, by=by, paths=ticked, put=row.put, sha256=row.sha256
                )

            made, errors = _stored(request, store)
            if made:
                return _done(room, made)
            status = REFUSED
    context |= {"errors": errors, "view": view, "ticked": ticked, "plan": plan, "address": plan_address(plan)}
    return render(request, f"{TEMPLATES}/take_into.html", context, status=status)


def _stored(request: HttpRequest, store: Callable[[Person], Stored]) -> tuple[Stored | None, list[str]]:
    """Take a file in. Return what was stored, or why nothing was."""
    assert isinstance(request.user, Person)
    try:
        return store(request.user), []
    except Closed as closed:
        return None, [str(closed)]
    except ValidationError as error:
        return None, error.messages


def _done(room: Room, made: Stored) -> HttpResponse:
    return redirect(reverse("stored", kwargs={**room.address, "pk": made.pk}))


def _get_stored(room: Room, pk: int) -> Stored:
    found: Stored | None = stored_in(room).filter(pk=pk).first()
    if found is None:
        raise Http404("Fant ikke innlesingen.")
    return found


@never_cache
@require_safe
@login_required
def stored(request: HttpRequest, pk: int, pilot: str) -> HttpResponse:
    """What was taken in of a file, what was not, and the way back."""
    room = get_room(request.user, pilot)
    found = _get_stored(room, pk)
    is_open = found.plan is not None and whole_plan(request.user, found.plan, Capability.EDIT_TEXT)
    context = {
        **page_context(room, None, (found.name, None)),
        "stored": found,
        "address": plan_address(found.plan) if found.plan else None,
        "refused": _notes(found, "refused"),
        "said": _notes(found, "said"),
        "kept": _notes(found, "kept"),
        "added": added(found.made),
        "fields": len(found.written),
        "is_open": is_open,
        "others": in_the_way(found) if is_open and found.undone_at is None else (),
    }
    return render(request, f"{TEMPLATES}/stored.html", context)


def _notes(found: Stored, kind: str) -> list[dict[str, str]]:
    return [note for note in found.notes if note["kind"] == kind]


@require_POST
@login_required
def undo_stored(request: HttpRequest, pk: int, pilot: str) -> HttpResponse:
    """Undo what was taken in; with `behold` what others have written since stays."""
    room = get_room(request.user, pilot)
    found = _get_stored(room, pk)
    assert isinstance(request.user, Person)
    try:
        stays = undo(stored=found, by=request.user, keep="behold" in request.POST)
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
        return redirect(reverse("stored", kwargs={**room.address, "pk": pk}))
    messages.success(request, f"Innlesingen av «{found.name}» er angret.{_staying(stays)}")
    return redirect(reverse("stored", kwargs={**room.address, "pk": pk}))


def _staying(stays: Iterable[str]) -> str:
    said = " ".join(stays)
    return f" {said}" if said else ""
