"""A plan's figures: list, add, describe, put into a text and remove."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms import FigureForm, NewFigureForm, PlaceFigureForm, SavedFieldsForm
from plans.models import Figure, Person, Plan
from plans.permissions import Signed, editable_delmaal, get_plan, require_whole_plan, whole_plan
from plans.roles import Capability
from plans.services import Closed, uses_by_figure
from plans.services import remove_figure as take_out
from plans.views.data import as_data, wants_data
from plans.views.edit import REFUSED, edit, plan_address, plan_trail, submitted
from plans.views.rows import remove

NEEDS = Capability.EDIT_TEXT
HEADING = "Figurer"


def _plan(person: Signed, pilot: str, year: int) -> Plan:
    """Return a plan that the person may write somewhere in: figures are for all who write."""
    plan = get_plan(person, pilot, year, NEEDS)
    if not editable_delmaal(person, plan, NEEDS) and not whole_plan(person, plan, NEEDS):
        raise PermissionDenied
    return plan


def _figure(plan: Plan, sha256: str) -> Figure:
    """Return a figure of a plan without its bytes. Raises Http404."""
    figure = get_object_or_404(plan.figures.select_related("blob").defer("blob__data"), blob_id=sha256)
    figure.plan = plan
    return figure


def _as_data(figure: Figure) -> dict[str, Any]:
    """Return what the editor needs to show a figure."""
    url = reverse("figure", kwargs={**plan_address(figure.plan), "sha256": figure.blob_id})
    return {"sha256": figure.blob_id, "url": url, "alt": figure.alt, "caption": figure.caption}


def _list(plan: Plan) -> str:
    return reverse("figures", kwargs=plan_address(plan))


@never_cache
@require_safe
@as_data
def figures(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The plan's figures, and where they stand in its texts; for the editor the figures alone, as data."""
    plan = _plan(request.user, pilot, year)
    if wants_data(request):
        found = [_as_data(figure) for figure in plan.figures.all()]
        return JsonResponse({"figures": found, "token": get_token(request)})
    uses = uses_by_figure(plan)
    rows = plan.figures.select_related("blob").defer("blob__data")
    context = {
        "plan": plan,
        "address": plan_address(plan),
        "entries": [(figure, uses.get(figure.blob_id, [])) for figure in rows],
        "may_edit": whole_plan(request.user, plan, NEEDS),
        "breadcrumbs": plan_trail(plan, (HEADING, None)),
    }
    return render(request, "plans/figures.html", context)


def _edit(
    request: HttpRequest, plan: Plan, form: SavedFieldsForm, heading: str, saved: str, done: Any, **more: Any
) -> HttpResponse:
    """Show or save a form about a figure."""
    back = _list(plan)
    context = {
        "heading": heading,
        "back": back,
        "breadcrumbs": plan_trail(plan, (HEADING, back), (heading, None)),
        **more,
    }
    return edit(request, form, template="plans/edit_figure.html", context=context, saved=saved, done=done)


def _added(request: HttpRequest, form: NewFigureForm) -> JsonResponse:
    """Add the figure and answer with it; 422 with the sentences of each field, 403 where the plan is closed."""
    assert isinstance(request.user, Person)
    try:
        if form.is_valid() and form.save(request.user):
            return JsonResponse(_as_data(form.created))
    except Closed as closed:
        return JsonResponse({"sentence": str(closed)}, status=403)
    return JsonResponse({"errors": form.errors}, status=REFUSED)


@require_http_methods(["GET", "HEAD", "POST"])
@as_data
def new_figure(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Add a figure, and go on to choose the text it stands in; the editor gets the figure as data, or what is wrong."""
    plan = _plan(request.user, pilot, year)
    form = NewFigureForm(plan, submitted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and wants_data(request):
        return _added(request, form)

    def done() -> str:
        return reverse("place_figure", kwargs={**plan_address(plan), "sha256": form.created.blob_id})

    said = "Figuren er lagt til. Nå kan du velge teksten den skal stå i."
    return _edit(request, plan, form, "Ny figur", said, done, button="Legg til figuren")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_figure(request: HttpRequest, pilot: str, year: int, sha256: str) -> HttpResponse:
    """Edit the words of a figure."""
    plan = _plan(request.user, pilot, year)
    require_whole_plan(request.user, plan, NEEDS)
    figure = _figure(plan, sha256)
    gone = reverse("remove_figure", kwargs={**plan_address(plan), "sha256": sha256})
    form = FigureForm(figure, submitted(request))
    return _edit(
        request, plan, form, "Rediger figur", "Figuren er lagret.", lambda: _list(plan), figure=figure, remove=gone
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def place_figure(request: HttpRequest, pilot: str, year: int, sha256: str) -> HttpResponse:
    """Put a figure at the end of a text that the person may write."""
    plan = _plan(request.user, pilot, year)
    figure = _figure(plan, sha256)
    may = editable_delmaal(request.user, plan, NEEDS), whole_plan(request.user, plan, NEEDS)
    form = PlaceFigureForm(figure, *may, submitted(request))
    return _edit(
        request,
        plan,
        form,
        "Sett figuren inn i en tekst",
        "Figuren står nå sist i teksten.",
        lambda: _list(plan),
        figure=figure,
        button="Sett inn",
    )


@require_POST
@login_required
def remove_figure(request: HttpRequest, pilot: str, year: int, sha256: str) -> HttpResponse:
    """Take a figure that stands in no text out of the plan."""
    plan = _plan(request.user, pilot, year)
    require_whole_plan(request.user, plan, NEEDS)
    figure = _figure(plan, sha256)
    by = request.user
    assert isinstance(by, Person)
    remove(request, lambda: take_out(figure=figure, by=by), way_back=reverse("removed", kwargs=plan_address(plan)))
    return redirect(_list(plan))
