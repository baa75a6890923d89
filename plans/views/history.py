"""What was removed from a plan and can be put back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.models import Person, Plan
from plans.permissions import editable_delmaal, get_plan, require_whole_plan
from plans.roles import Capability
from plans.services import Closed, restore
from plans.views.edit import plan_address
from plans.views.rows import refusal


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
