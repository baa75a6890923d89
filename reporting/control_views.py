"""Kontroll: what does not add up in the plan, in kroner and with the place, and what somebody lets stand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans import paths
from plans.models import Person, Plan
from plans.permissions import get_plan, require_whole_plan, whole_plan
from plans.roles import Capability
from plans.services import Closed
from plans.views import plan_address
from reporting.context import load_control
from reporting.forms import AcknowledgementForm
from reporting.load import load
from reporting.services import acknowledge, withdraw_acknowledgement
from reporting.views import plan_head

WRITES = Capability.EDIT_TEXT


@require_safe
@login_required
def control_page(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Every finding in the plan by level and place, and apart from them those that somebody lets stand."""
    plan = get_plan(request.user, pilot, year)
    return _page(request, plan, AcknowledgementForm())


def _page(request: HttpRequest, plan: Plan, refused: AcknowledgementForm, status: int = 200) -> HttpResponse:
    """Show the page; `refused` is a form that was sent and has to be seen again, at its finding."""
    context: dict[str, Any] = {
        **plan_head(request, plan, load(plan)),
        "refused": refused,
        "may_acknowledge": whole_plan(request.user, plan, WRITES, paths.plan_field("kontroll")),
    }
    return render(request, "reporting/control.html", context, status=status)


@require_safe
@login_required
def findings_beside(request: HttpRequest, pilot: str, year: int, place: str) -> HttpResponse:
    """The open findings at a place of the plan, such as `tiltak-UID`, as the part of a page that stands beside a text.

    Asked for again by a script each time something there has been saved.
    """
    plan = get_plan(request.user, pilot, year)
    control = load_control(plan, load(plan), timezone.localdate())
    context = {"found": control.at(place), "counts": control.counts, "address": plan_address(plan)}
    return render(request, "reporting/control/beside.html", context)


@require_POST
@login_required
def acknowledge_finding(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Let a finding stand for a reason."""
    plan = get_plan(request.user, pilot, year, WRITES)
    require_whole_plan(request.user, plan, WRITES, paths.plan_field("kontroll"))
    assert isinstance(request.user, Person)
    form = AcknowledgementForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, form, status=422)
    try:
        acknowledge(plan=plan, by=request.user, at=timezone.localtime(), **form.cleaned_data)
    except (Closed, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, "Funnet blir stående. Begrunnelsen står nederst på siden.")
    return redirect(reverse("control", kwargs=plan_address(plan)))


@require_POST
@login_required
def withdraw_finding(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Take back that a finding may stand."""
    plan = get_plan(request.user, pilot, year, WRITES)
    require_whole_plan(request.user, plan, WRITES, paths.plan_field("kontroll"))
    row = get_object_or_404(plan.acknowledgements, pk=pk)
    assert isinstance(request.user, Person)
    try:
        withdraw_acknowledgement(acknowledgement=row, by=request.user, at=timezone.localtime())
    except (Closed, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, "Begrunnelsen er trukket tilbake. Funnet står blant de åpne igjen.")
    return redirect(reverse("control", kwargs=plan_address(plan)))
