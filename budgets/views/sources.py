"""A pilot's funding sources, which are the columns of its budgets: list, add, edit, order and remove."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import services
from budgets.forms import SourceForm
from budgets.models import FundingSource
from budgets.promised import years_of_sources
from plans.models import Person, Pilot
from plans.permissions import get_pilot, pilot_capabilities
from plans.roles import Capability
from plans.services import field_hash
from plans.views import edit, move, pilot_trail, remove, submitted

NEEDS = Capability.EDIT_AGREEMENT
HEADING = "Finansieringskilder"


def _list(pilot: str) -> str:
    return reverse("sources", kwargs={"pilot": pilot})


@require_safe
@login_required
def sources(request: HttpRequest, pilot: str) -> HttpResponse:
    """The pilot's sources in order, and for who may change them, what they are used in."""
    found = get_pilot(request.user, pilot)
    may_edit = NEEDS in pilot_capabilities(request.user, found)
    rows = list(FundingSource.objects.filter(pilot=found))
    years = years_of_sources(rows) if may_edit else {}
    context = {
        "pilot": found,
        "may_edit": may_edit,
        "entries": [(row, years.get(row.pk, [])) for row in rows],
        "order_base": field_hash([row.key for row in rows]),
        "breadcrumbs": pilot_trail(found, (HEADING, None)),
    }
    return render(request, "budgets/sources.html", context)


def _edit(request: HttpRequest, pilot: Pilot, source: FundingSource | None, heading: str) -> HttpResponse:
    """Show or save the form of a source, or of a new one."""
    back = _list(pilot.slug)
    context: dict[str, Any] = {
        "heading": heading,
        "back": back,
        "breadcrumbs": pilot_trail(pilot, (HEADING, back), (heading, None)),
    }
    if source is not None:
        context["remove"] = reverse("remove_source", kwargs={"pilot": pilot.slug, "key": source.key})
    form = SourceForm(pilot, source, submitted(request))
    saved = "Kilden er lagret." if source else "Kilden er lagt til som siste kolonne i budsjettet."
    return edit(request, form, template="plans/pilot_fields.html", context=context, saved=saved, done=lambda: back)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_source(request: HttpRequest, pilot: str) -> HttpResponse:
    """Add a source."""
    return _edit(request, get_pilot(request.user, pilot, NEEDS), None, "Ny kilde")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_source(request: HttpRequest, pilot: str, key: str) -> HttpResponse:
    """Edit a source: its name, kind, and where in the state budget the money stands."""
    found = get_pilot(request.user, pilot, NEEDS)
    source = get_object_or_404(FundingSource, pilot=found, key=key)
    return _edit(request, found, source, source.name)


@require_POST
@login_required
def move_source(request: HttpRequest, pilot: str, key: str) -> HttpResponse:
    """Move a source one place up or down: its column to the left or to the right."""
    found = get_pilot(request.user, pilot, NEEDS)
    source = get_object_or_404(FundingSource, pilot=found, key=key)
    by = request.user
    assert isinstance(by, Person)

    def save(keys: list[str], base: str) -> None:
        services.set_source_order(pilot=found, keys=keys, base=base, by=by)

    move(request, ids=services.source_order_value(found), one=key, save=save, name=source.name)
    return redirect(_list(pilot))


@require_POST
@login_required
def remove_source(request: HttpRequest, pilot: str, key: str) -> HttpResponse:
    """Remove a source that no amount and no frame uses."""
    found = get_pilot(request.user, pilot, NEEDS)
    source = get_object_or_404(FundingSource, pilot=found, key=key)
    by = request.user
    assert isinstance(by, Person)
    way_back = reverse("pilot_removed", kwargs={"pilot": pilot})
    remove(request, lambda: services.remove_source(source=source, by=by), way_back=way_back)
    return redirect(_list(pilot))
