"""Who has changed what: in a plan, in a pilot and its agreement, and in the registers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.changes import shown
from plans.forms import TraceFilterForm
from plans.models import FieldChange
from plans.permissions import get_pilot, get_plan, require_everywhere
from plans.roles import Capability
from plans.slots import origins_of
from plans.views.csv_file import csv_file
from plans.views.edit import pilot_trail, plan_address, plan_trail

CHANGES_A_PAGE = 50
NEEDS = Capability.SEE_HISTORY


def _narrowed(request: HttpRequest, changes: QuerySet[FieldChange]) -> tuple[TraceFilterForm, QuerySet[FieldChange]]:
    """Return the filter, and the changes that it lets through, newest first."""
    form = TraceFilterForm(changes, request.GET)
    changes = changes.select_related("by", "pilot")
    return form, form.narrow(changes) if form.is_valid() else changes


def _page(request: HttpRequest, changes: QuerySet[FieldChange], **context: Any) -> HttpResponse:
    """Show a page of changes with the filter above it."""
    form, narrowed = _narrowed(request, changes)
    page = Paginator(narrowed, CHANGES_A_PAGE).get_page(request.GET.get("side"))
    query = request.GET.copy()
    query.pop("side", None)
    here = list(page.object_list)
    context |= {"form": form, "page": page, "changes": shown(here, origins_of(here)), "query": query.urlencode()}
    return render(request, "plans/trace.html", context)


def _csv(request: HttpRequest, changes: QuerySet[FieldChange], name: str) -> HttpResponse:
    """Return the same changes as a file that Excel opens."""
    rows = (
        [
            timezone.localtime(change.at).isoformat(sep=" ", timespec="seconds"),
            str(change.by or ""),
            change.label,
            change.path,
            change.before,
            change.after,
        ]
        for change in _narrowed(request, changes)[1]
    )
    return csv_file(f"endringer-{name}", [["Når", "Hvem", "Felt", "Sti", "Før", "Etter"], *rows])


@require_safe
@login_required
def trace(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Every change of the plan: who, what field, before, after, when; can be filtered by person, field and date."""
    plan = get_plan(request.user, pilot, year, NEEDS)
    address = plan_address(plan)
    return _page(
        request,
        FieldChange.objects.filter(plan=plan),
        heading="Endringer i planen",
        breadcrumbs=plan_trail(plan, ("Endringer", None)),
        here=reverse("trace", kwargs=address),
        download=reverse("trace_csv", kwargs=address),
        elsewhere=[("Endringer i avtalen og piloten", reverse("pilot_trace", kwargs={"pilot": pilot}))],
    )


@require_safe
@login_required
def trace_csv(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The plan's changes as a file."""
    plan = get_plan(request.user, pilot, year, NEEDS)
    return _csv(request, FieldChange.objects.filter(plan=plan), plan.slug)


@require_safe
@login_required
def pilot_trace(request: HttpRequest, pilot: str) -> HttpResponse:
    """Every change of the pilot that is no plan's: its agreement, its money, its people."""
    found = get_pilot(request.user, pilot, NEEDS)
    address = {"pilot": found.slug}
    return _page(
        request,
        FieldChange.objects.filter(pilot=found, plan__isnull=True),
        heading=f"Endringer i avtalen og piloten {found}",
        here=reverse("pilot_trace", kwargs=address),
        download=reverse("pilot_trace_csv", kwargs=address),
        breadcrumbs=pilot_trail(found, ("Endringer", None)),
    )


@require_safe
@login_required
def pilot_trace_csv(request: HttpRequest, pilot: str) -> HttpResponse:
    """The pilot's changes as a file."""
    found = get_pilot(request.user, pilot, NEEDS)
    return _csv(request, FieldChange.objects.filter(pilot=found, plan__isnull=True), found.slug)


@require_safe
@login_required
def register_trace(request: HttpRequest) -> HttpResponse:
    """Every change that is no plan's, of all pilots and of what they share."""
    require_everywhere(request.user, Capability.ADMINISTER)
    return _page(
        request,
        FieldChange.objects.filter(plan__isnull=True),
        heading="Endringer i registrene",
        here=reverse("register_trace"),
        download=reverse("register_trace_csv"),
        breadcrumbs=[
            ("Mine planer", reverse("front")),
            ("Forvaltning", reverse("admin:index")),
            ("Endringer", None),
        ],
    )


@require_safe
@login_required
def register_trace_csv(request: HttpRequest) -> HttpResponse:
    """The registers' changes as a file."""
    require_everywhere(request.user, Capability.ADMINISTER)
    return _csv(request, FieldChange.objects.filter(plan__isnull=True), "registre")
