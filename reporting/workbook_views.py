"""Reading a budget workbook back: upload, look at every change, take it in, undo it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from budgets.services import CellsRefused, Edit, cell_base
from plans.models import Person, Pilot, Plan
from plans.permissions import get_plan, may_edit, writable_paths
from plans.roles import Capability
from plans.services import Closed
from plans.views.edit import REFUSED, plan_address, plan_trail, submitted
from reporting.formats.xlsx_read import AmountsRead
from reporting.forms import WorkbookForm
from reporting.intake.child import run
from reporting.intake.sorts import Refused
from reporting.intake.workbook_changes import compared
from reporting.load import load, typed_history
from reporting.models import WorkbookReading
from reporting.value import Handlingsplan
from reporting.workbook_preview import Preview, Shown, preview
from reporting.workbook_services import KEPT, drop_reading, keep_reading, places, take_back, take_in

NEEDS = Capability.EDIT_MONEY
HEADING = "Les inn budsjett fra Excel"
#: A budget takes a second; a file that takes longer is none.
SECONDS = 20


def _plan(request: HttpRequest, pilot: str, year: int) -> Plan:
    """Return a plan that the person may write amounts somewhere in."""
    plan = get_plan(request.user, pilot, year, NEEDS)
    if not may_edit(request.user, plan, NEEDS):
        raise PermissionDenied
    return plan


def _own(request: HttpRequest, plan: Plan) -> Any:
    """Return the readings that this person has made in the plan and that are not ended, without their files."""
    since = timezone.localtime() - KEPT
    return plan.workbook_readings.defer("data").filter(by=request.user.pk, at__gte=since)


def _reading(request: HttpRequest, plan: Plan, pk: int) -> WorkbookReading:
    found: WorkbookReading | None = _own(request, plan).filter(pk=pk).first()
    if found is None:
        raise Http404("Fant ikke filen. Den er slettet, eller det er over et døgn siden den ble lastet opp.")
    found.plan = plan
    return found


def _context(plan: Plan, here: str) -> dict[str, Any]:
    budget = reverse("budget", kwargs=plan_address(plan))
    steps = [("Budsjett", budget), (HEADING, None)]
    return {
        "plan": plan,
        "address": plan_address(plan),
        "back": budget,
        "heading": here,
        "breadcrumbs": plan_trail(plan, *steps),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def read_workbook(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Choose a workbook, or have the chosen one read and go on to what it would change."""
    plan = _plan(request, pilot, year)
    form = WorkbookForm(submitted(request), request.FILES if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        assert isinstance(request.user, Person)
        if form.is_valid():
            file = form.cleaned_data["file"]
            data = file.read()
            try:
                found = run("reporting.formats.xlsx_read:read", data, seconds=SECONDS)
            except Refused as refused:
                form.add_error("file", str(refused))
            else:
                kept = keep_reading(
                    plan=plan, name=file.name or "", data=data, found=found, by=request.user, at=timezone.localtime()
                )
                return redirect(reverse("workbook", kwargs={**plan_address(plan), "pk": kept.pk}))
        status = REFUSED
    context = {**_context(plan, HEADING), "form": form, "readings": _own(request, plan)}
    return render(request, "reporting/workbook/upload.html", context, status=status)


class _Choices(NamedTuple):
    """What was ticked: numbers of changes, and which of each collision is kept."""

    ticked: frozenset[int]
    chosen: dict[int, str]
    seen: str


def _choices(request: HttpRequest, view: Preview) -> _Choices:
    """Return what was sent; before anything was, all changes are ticked and no collision is decided."""
    if request.method != "POST":
        return _Choices(frozenset(one.number for one in view.changes), {}, "")
    ticked = frozenset(int(number) for number in request.POST.getlist("endring") if number.isdecimal())
    chosen = {one.number: request.POST.get(f"valg-{one.number}", "") for one in view.collisions}
    return _Choices(ticked, {number: said for number, said in chosen.items() if said}, request.POST.get("sett", ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def workbook(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """What a workbook would change, cell by cell; sent, the chosen changes are saved as one step."""
    plan = _plan(request, pilot, year)
    reading = _reading(request, plan, pk)
    if reading.taken is not None:
        context = {**_context(plan, HEADING), "reading": reading, "count": len(reading.taken)}
        return render(request, "reporting/workbook/taken.html", context)
    view = _preview(request, plan, reading)
    choices = _choices(request, view)
    errors: list[str] = []
    status = 200
    if request.method == "POST":
        errors = _decided(view, choices) or _save(request, plan, reading, view, choices)
        if not errors:
            return redirect(reverse("workbook", kwargs={**plan_address(plan), "pk": pk}))
        status = REFUSED
        if choices.seen != view.seen:
            status, choices = 409, _Choices(frozenset(one.number for one in view.changes), {}, "")
    context = {
        **_context(plan, HEADING),
        "reading": reading,
        "view": view,
        "ticked": choices.ticked,
        "chosen": choices.chosen,
        "errors": errors,
    }
    return render(request, "reporting/workbook/preview.html", context, status=status)


def _preview(request: HttpRequest, plan: Plan, reading: WorkbookReading) -> Preview:
    value = load(plan)
    read = AmountsRead.model_validate(reading.found)
    pilots = Pilot.objects.exclude(pk=plan.agreement.pilot_id).values_list("name", flat=True)
    found = compared(read, value, typed_history(plan), pilots)
    return preview(found, value, writable_paths(request.user, plan, NEEDS, _goals(value)), read.sheet)


def _goals(plan: Handlingsplan) -> dict[str, str]:
    """Return the rows of the budget and the uid of the delmål that each is in, if any."""
    rows = {f"tiltak/{tiltak.uid}": goal.uid for goal in plan.delmaal for tiltak in goal.tiltak}
    rows |= {f"delmaal/{goal.uid}": goal.uid for goal in plan.delmaal}
    return rows | {f"post/{post.uid}": "" for post in plan.posts}


def _decided(view: Preview, choices: _Choices) -> list[str]:
    """Return what keeps the choices from being saved."""
    if choices.seen != view.seen:
        return ["Planen er endret siden du så denne siden. Se gjennom endringene på nytt."]
    if any(one.number not in choices.chosen for one in view.collisions):
        return ["Velg hvilket beløp som skal stå, for hvert av beløpene som også er endret i planen."]
    if not _wanted(view, choices):
        return ["Ingen endringer er valgt. Velg minst én, eller slett filen."]
    return []


def _wanted(view: Preview, choices: _Choices) -> list[Shown]:
    return [one for one in view.changes if one.number in choices.ticked] + [
        one for one in view.collisions if choices.chosen.get(one.number) == "fil"
    ]


def _save(request: HttpRequest, plan: Plan, reading: WorkbookReading, view: Preview, choices: _Choices) -> list[str]:
    """Save what was chosen. Return why nothing was, if so."""
    assert isinstance(request.user, Person)
    wanted = _wanted(view, choices)
    found = places(plan, [one.change.key for one in wanted])
    edits = [
        Edit(found[one.change.key], one.change.new, cell_base(one.change.old))
        for one in wanted
        if one.change.key in found
    ]
    try:
        take_in(reading=reading, edits=edits, by=request.user)
    except CellsRefused as refused:
        return _refusal(refused, wanted)
    except Closed as closed:
        return [str(closed)]
    except ValidationError as error:
        return error.messages
    return []


def _refusal(refused: CellsRefused, wanted: Iterable[Shown]) -> list[str]:
    """Return a sentence for each cell that could not be saved."""
    by_key = {one.change.key: one for one in wanted}
    said = [
        f"{by_key[key].cells}: {' '.join(error.messages)} Ingenting er lagret." for key, error in refused.errors.items()
    ]
    if refused.conflicts:
        said.append("Planen ble endret akkurat nå. Ingenting er lagret. Se gjennom endringene på nytt.")
    return said


@require_POST
@login_required
def undo_workbook(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Give every cell that the workbook changed its amounts from before."""
    plan = _plan(request, pilot, year)
    reading = _reading(request, plan, pk)
    assert isinstance(request.user, Person)
    try:
        take_back(reading=reading, by=request.user)
    except (Closed, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, "Innlesingen er angret. Beløpene er som før. Du kan fortsatt lese inn filen under.")
    return redirect(reverse("workbook", kwargs={**plan_address(plan), "pk": pk}))


@require_POST
@login_required
def drop_workbook(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Remove the uploaded file."""
    plan = _plan(request, pilot, year)
    drop_reading(reading=_reading(request, plan, pk))
    messages.success(request, "Filen er slettet.")
    return redirect(reverse("read_workbook", kwargs=plan_address(plan)))
