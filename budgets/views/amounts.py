"""Edit views of kroner."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from budgets.forms import AmountsForm
from budgets.models import BudgetPost
from budgets.services import Row
from plans import paths
from plans.permissions import Signed, get_delmaal, get_plan, get_tiltak, require_whole_plan
from plans.roles import Capability
from plans.views import edit, submitted

NEEDS = Capability.EDIT_MONEY


def _get_row(person: Signed, pilot: str, year: int, kind: str, uid: UUID) -> Row:
    """Return a row whose amounts the person may change. Raises Http404 and PermissionDenied as the plan's own pages."""
    if kind == "tiltak":
        return get_tiltak(person, pilot, year, str(uid), NEEDS)
    if kind == "delmaal":
        return get_delmaal(person, pilot, year, str(uid), NEEDS)
    if kind != "post":
        raise Http404("Fant ikke raden.")
    plan = get_plan(person, pilot, year, NEEDS)
    post = get_object_or_404(BudgetPost.objects.select_related("plan__agreement__pilot"), plan=plan, uid=uid)
    require_whole_plan(person, plan, NEEDS, paths.post(uid))
    return post


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_amounts(request: HttpRequest, pilot: str, year: int, kind: str, uid: UUID) -> HttpResponse:
    """Edit the amounts of one row."""
    row = _get_row(request.user, pilot, year, kind, uid)
    address = {"pilot": pilot, "year": year}
    return edit(
        request,
        AmountsForm(row, submitted(request)),
        template="budgets/edit_amounts.html",
        context={"row": row, "kind": kind, "plan": row.plan, "address": address},
        saved="Beløpene er lagret. Tabellene er regnet ut på nytt.",
        done=lambda: reverse("budget", kwargs=address),
    )
