"""Edit views of kroner."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from budgets.forms import AmountsForm
from budgets.models import BudgetPost
from budgets.services import Row
from plans.models import Person, PlanDelmaal
from plans.permissions import Signed, editable_delmaal, get_plan, get_tiltak
from plans.roles import Capability
from plans.services import Closed

NEEDS = Capability.EDIT_MONEY


def _get_row(person: Signed, pilot: str, year: int, kind: str, uid: UUID) -> Row:
    """Return a row whose amounts the person may change. Raises Http404 and PermissionDenied as the plan's own pages."""
    if kind == "tiltak":
        return get_tiltak(person, pilot, year, str(uid), NEEDS)
    plan = get_plan(person, pilot, year, NEEDS)
    editable = editable_delmaal(person, plan, NEEDS)
    if kind == "delmaal":
        delmaal = get_object_or_404(PlanDelmaal.objects.select_related("plan__agreement__pilot"), plan=plan, uid=uid)
        if str(delmaal.uid) not in editable:
            raise PermissionDenied
        return delmaal
    if kind != "post":
        raise Http404("Fant ikke raden.")
    post = get_object_or_404(BudgetPost.objects.select_related("plan__agreement__pilot"), plan=plan, uid=uid)
    # A post belongs to no delmål, so somebody limited to some of them does not change it.
    if not editable >= {str(found) for found in plan.delmaal.values_list("uid", flat=True)}:
        raise PermissionDenied
    return post


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_amounts(request: HttpRequest, pilot: str, year: int, kind: str, uid: UUID) -> HttpResponse:
    """Edit the amounts of one row."""
    row = _get_row(request.user, pilot, year, kind, uid)
    assert isinstance(request.user, Person)
    form = AmountsForm(row, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid() and form.save(request.user):
                messages.success(request, "Beløpene er lagret. Tabellene er regnet ut på nytt.")
                return redirect("budget", pilot=pilot, year=year)
            status = 422
        except Closed as closed:
            form.add_error(None, str(closed))
            status = 409
    context = {"form": form, "row": row, "kind": kind, "plan": row.plan, "address": {"pilot": pilot, "year": year}}
    return render(request, "budgets/edit_amounts.html", context, status=status)
