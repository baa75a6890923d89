"""What stands beside one part of a plan, panel by panel: a page on a phone, the side on a wide screen."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import Person, Plan
from plans.permissions import capabilities, get_plan
from plans.slots import Reader, panels_for
from plans.views import plan_address, plan_trail
from reporting.parts import part_at


def beside_page(
    request: HttpRequest, plan: Plan, place: str, panel: str = "", *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show a panel of a part of the plan, the first one where that is not there; `more` goes to its template.

    The plan's page asks for the same address and takes what it needs of the answer. Raises Http404.
    """
    assert isinstance(request.user, Person)
    part = part_at(plan, place)
    may = capabilities(request.user, plan)
    panels = panels_for(may)
    chosen = next((one for one in panels if one.name == panel), panels[0])
    context = {
        "part": part,
        "panels": panels,
        "panel": chosen,
        "address": plan_address(plan),
        "breadcrumbs": plan_trail(plan, (part.name, None)),
        **chosen.find(Reader(request.user, plan, may, timezone.localdate(), request.GET.get("om", "")), part),
        **more,
    }
    return render(request, "reporting/beside.html", context, status=status)


@require_safe
@login_required
def beside(request: HttpRequest, pilot: str, year: int, place: str, panel: str = "") -> HttpResponse:
    """What stands beside a part of the plan; `?om=` is the path of the field or amount one came for."""
    return beside_page(request, get_plan(request.user, pilot, year), place, panel)
