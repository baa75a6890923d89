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
from plans.views import edit, plan_address, submitted

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
    return _edit(request, row, kind, AmountsForm(row, submitted(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_cell(
    request: HttpRequest, pilot: str, year: int, kind: str, uid: UUID, source: str, of_year: int
) -> HttpResponse:
    """Edit the amounts of one row from one source in one year: a cell of the grid."""
    row = _get_row(request.user, pilot, year, kind, uid)
    form = AmountsForm(row, submitted(request), only=(source, of_year))
    if not form.entries:
        raise Http404("Fant ikke ruten.")
    return _edit(request, row, kind, form)


def _edit(request: HttpRequest, row: Row, kind: str, form: AmountsForm) -> HttpResponse:
    """Show or save a form of amounts."""
    address = plan_address(row.plan)
    return edit(
        request,
        form,
        template="budgets/edit_amounts.html",
        context={"row": row, "kind": kind, "plan": row.plan, "address": address, "anchor": f"{kind}-{row.uid}"},
        saved="Beløpene er lagret. Tabellene er regnet ut på nytt.",
        done=lambda: reverse("budget", kwargs=address),
    )
