"""Writing the sections and the delmål of a plan."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans import paths
from plans.forms import PlanDatesForm, TextsForm
from plans.models import Prompt
from plans.permissions import get_delmaal, get_plan, require_whole_plan
from plans.roles import Capability
from plans.views.edit import edit, plan_address, submitted


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_section(request: HttpRequest, pilot: str, year: int, key: str) -> HttpResponse:
    """Edit the text of one section of the plan."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    require_whole_plan(request.user, plan, Capability.EDIT_TEXT, paths.answer("plan", None, key))
    prompt = Prompt.objects.filter(form=plan.form_id, level=Prompt.Level.PLAN, key=key).first()
    if prompt is None:
        raise Http404("Fant ikke teksten.")
    heading = prompt.wording(plan.language, plan.year)
    anchor = f"del-{prompt.position}"
    address = plan_address(plan)
    return edit(
        request,
        TextsForm(plan, submitted(request), key=key),
        template="plans/edit_texts.html",
        context={"plan": plan, "address": address, "heading": heading, "anchor": anchor},
        saved="Teksten er lagret.",
        done=lambda: f"{reverse('plan', kwargs=address)}#{anchor}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_delmaal(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Edit the answers of a delmål in the plan."""
    delmaal = get_delmaal(request.user, pilot, year, str(uid), Capability.EDIT_TEXT)
    address = plan_address(delmaal.plan)
    return edit(
        request,
        TextsForm(delmaal, submitted(request)),
        template="plans/edit_texts.html",
        context={"plan": delmaal.plan, "address": address, "heading": str(delmaal), "anchor": f"delmaal-{uid}"},
        saved="Tekstene er lagret.",
        done=lambda: f"{reverse('plan', kwargs=address)}#delmaal-{uid}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_dates(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Edit the plan's own dates, case number and written form."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    require_whole_plan(request.user, plan, Capability.EDIT_TEXT)
    address = plan_address(plan)
    return edit(
        request,
        PlanDatesForm(plan, submitted(request)),
        template="plans/edit_fields.html",
        context={"plan": plan, "address": address, "heading": "Datoer og målform", "anchor": "del-5"},
        saved="Opplysningene om planen er lagret.",
        done=lambda: f"{reverse('plan', kwargs=address)}#del-5",
    )
