"""Edit views: fetch and authorise, form, service, message, redirect."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.forms import SavedFieldsForm, TextsForm, TiltakForm
from plans.models import Person, Plan, Prompt
from plans.permissions import get_delmaal, get_plan, get_tiltak, require_whole_plan
from plans.roles import Capability
from plans.services import Closed

#: A form is refused with this, so that scripts and tests can tell it from a page that was asked for.
REFUSED = 422


def edit(
    request: HttpRequest,
    form: SavedFieldsForm,
    *,
    template: str,
    context: dict[str, Any],
    saved: str,
    done: Callable[[], str],
) -> HttpResponse:
    """Show a form, or save it and go to the address that `done` gives with `saved` as the message.

    A refused form keeps everything that was typed. A plan that has been closed meanwhile is said so, with 409.
    """
    status = 200
    if request.method == "POST":
        assert isinstance(request.user, Person)
        try:
            if form.is_valid() and form.save(request.user):
                messages.success(request, saved)
                return redirect(done())
            status = REFUSED
        except Closed as closed:
            form.add_error(None, str(closed))
            status = 409
    return render(request, template, {"form": form, **context}, status=status)


def submitted(request: HttpRequest) -> Any:
    """Return what was submitted, or None when the page was only asked for: an empty submission is still one."""
    return request.POST if request.method == "POST" else None


def _address(plan: Plan) -> dict[str, Any]:
    """Return the keyword arguments of every address under a plan."""
    return {"pilot": plan.agreement.pilot.slug, "year": plan.year}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_tiltak(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Edit everything of a tiltak but its money."""
    tiltak = get_tiltak(request.user, pilot, year, str(uid), Capability.EDIT_TEXT)
    address = _address(tiltak.plan)
    return edit(
        request,
        TiltakForm(tiltak, submitted(request)),
        template="plans/edit_tiltak.html",
        context={"tiltak": tiltak, "plan": tiltak.plan, "address": address},
        saved="Tiltaket er lagret.",
        done=lambda: reverse("tiltak", kwargs={**address, "uid": uid}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_section(request: HttpRequest, pilot: str, year: int, key: str) -> HttpResponse:
    """Edit the text of one section of the plan."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    require_whole_plan(request.user, plan, Capability.EDIT_TEXT)
    prompt = Prompt.objects.filter(form=plan.form_id, level=Prompt.Level.PLAN, key=key).first()
    if prompt is None:
        raise Http404("Fant ikke teksten.")
    heading = prompt.wording(plan.language, plan.year)
    anchor = f"del-{prompt.position}"
    address = _address(plan)
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
    address = _address(delmaal.plan)
    return edit(
        request,
        TextsForm(delmaal, submitted(request)),
        template="plans/edit_texts.html",
        context={"plan": delmaal.plan, "address": address, "heading": str(delmaal), "anchor": f"delmaal-{uid}"},
        saved="Tekstene er lagret.",
        done=lambda: f"{reverse('plan', kwargs=address)}#delmaal-{uid}",
    )
