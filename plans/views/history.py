"""What has happened in a plan: every change, and what was removed and can be put back."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.forms import TraceFilterForm
from plans.models import FieldChange, Person, Plan
from plans.permissions import editable_delmaal, get_plan, require_whole_plan
from plans.roles import Capability
from plans.services import Closed, restore
from plans.views.edit import plan_address
from plans.views.rows import refusal

CHANGES_A_PAGE = 50


def _changes(plan: Plan, form: TraceFilterForm) -> QuerySet[FieldChange]:
    """Return the plan's changes, newest first, as far as the filter lets them through."""
    changes = FieldChange.objects.filter(plan=plan).select_related("by")
    return form.narrow(changes) if form.is_valid() else changes


@require_safe
@login_required
def trace(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Every change of the plan: who, what field, before, after, when; can be filtered by person, field and date."""
    plan = get_plan(request.user, pilot, year, Capability.SEE_HISTORY)
    form = TraceFilterForm(plan, request.GET)
    page = Paginator(_changes(plan, form), CHANGES_A_PAGE).get_page(request.GET.get("side"))
    query = request.GET.copy()
    query.pop("side", None)
    context = {"plan": plan, "address": plan_address(plan), "form": form, "page": page, "query": query.urlencode()}
    return render(request, "plans/trace.html", context)


@require_safe
@login_required
def trace_csv(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The same changes as a file that Excel opens: semicolons, and UTF-8 with a mark."""
    plan = get_plan(request.user, pilot, year, Capability.SEE_HISTORY)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="endringer-{plan.slug}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(["Når", "Hvem", "Felt", "Sti", "Før", "Etter"])
    for change in _changes(plan, TraceFilterForm(plan, request.GET)):
        at = timezone.localtime(change.at).isoformat(sep=" ", timespec="seconds")
        row = [at, str(change.by or ""), change.label, change.path, change.before, change.after]
        writer.writerow([_harmless(cell) for cell in row])
    return response


def _harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text, whatever a person wrote in it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


@require_safe
@login_required
def removed(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """What was removed from the plan and can be put back."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    entries = plan.removed.filter(restored_at__isnull=True).select_related("by")
    context = {"plan": plan, "address": plan_address(plan), "entries": entries}
    return render(request, "plans/removed.html", context)


@require_POST
@login_required
def put_back(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Put back what one removal took, for who may write where it stood."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    entry = get_object_or_404(plan.removed, pk=pk)
    _authorise(request, plan, entry.data)
    assert isinstance(request.user, Person)
    address = plan_address(plan)
    try:
        restore(removed=entry, by=request.user)
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
        return redirect(reverse("removed", kwargs=address))
    messages.success(request, f"{entry.label} er satt tilbake.")
    return redirect(reverse("plan", kwargs=address))


def _authorise(request: HttpRequest, plan: Plan, data: dict[str, list[dict[str, object]]]) -> None:
    """Raise PermissionDenied unless the person may write where the removed rows stood: in their delmål, or in all."""
    tiltak = [row["fields"] for row in data["rows"] if row["model"] == "plans.tiltak"]
    places = {fields["delmaal"] for fields in tiltak if isinstance(fields, dict)}
    may = editable_delmaal(request.user, plan)
    standing = {delmaal.pk for delmaal in plan.delmaal.all() if str(delmaal.uid) in may}
    if not places or not places <= standing:
        require_whole_plan(request.user, plan, Capability.EDIT_TEXT)
