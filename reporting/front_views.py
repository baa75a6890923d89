"""The front page: what waits for a person, her plans, her pilots."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from plans.models import Person
from plans.permissions import held, reach, visible_pilots, visible_plans
from plans.roles import Capability
from plans.slots import Viewer, waiting_for
from reporting import page

#: Plans on one page. Most people have a handful; the ministry gathers some hundred in ten years.
PLANS_A_PAGE = 50


@require_safe
@login_required
def front(request: HttpRequest) -> HttpResponse:
    """What waits for her, and then her plans: year, status, state money, last change by whom.

    `?sok=` leaves the plans whose pilot or year has every word in it, `?side=` turns the page.
    """
    assert isinstance(request.user, Person)
    viewer = Viewer(
        person=request.user,
        today=timezone.localdate(),
        held=held(request.user),
        reach=reach(request.user, Capability.EDIT_TEXT),
        pilots=list(visible_pilots(request.user)),
        plans=list(visible_plans(request.user)),
    )
    asked = request.GET.get("sok", "").strip()
    plans = Paginator(page.named(viewer.plans, asked), PLANS_A_PAGE).get_page(request.GET.get("side"))
    tasks = page.folded(page.tasks(waiting_for(viewer), viewer.today))
    context = {
        "tasks": tasks,
        "asked": asked,
        "query": urlencode({"sok": asked}) if asked else "",
        "plans": plans,
        "searchable": len(viewer.plans) > PLANS_A_PAGE,
        "entries": page.my_plans(plans),
        "pilots": viewer.pilots,
        "startable": page.startable(viewer),
        "may_administer": Capability.ADMINISTER in viewer.held.everywhere,
    }
    return render(request, "reporting/front.html", context)
