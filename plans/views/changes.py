"""Saying what the year's changes are about: reasons, assessments, links, and that an answer still stands."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.changes import ChangeTextForm, TiltakLinkForm
from plans.models import Person, Plan, Tiltak, TiltakLink
from plans.permissions import get_changed, get_delmaal, get_plan, get_tiltak, require_whole_plan
from plans.roles import Capability
from plans.services import Closed, Conflict, confirm_answer, unlink_tiltak
from plans.services.carrying import carry_answer
from plans.services.changes import SAID_COLUMNS, Changed, Said
from plans.services.texts import Place
from plans.views.edit import edit, plan_address, submitted
from plans.views.rows import refusal, remove

NEEDS = Capability.EDIT_TEXT
_HEADINGS: dict[Said, str] = {
    "begrunnelse": "Hvorfor er tiltaket endret?",
    "vurdering": "Hva har tiltaket bidratt med?",
}


def _place(plan: Plan, uid: UUID) -> str:
    """Return the address of a tiltak on the page of changes."""
    return f"{reverse('changes', kwargs=plan_address(plan))}#endring-{uid}"


def _context(plan: Plan, tiltak: Tiltak, heading: str) -> dict[str, Any]:
    """Return what the edit page needs."""
    return {
        "plan": plan,
        "address": plan_address(plan),
        "heading": heading,
        "lead": tiltak.title,
        "back": reverse("changes", kwargs=plan_address(plan)),
        "back_text": "Endringer",
        "anchor": f"endring-{tiltak.uid}",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_change(request: HttpRequest, pilot: str, year: int, uid: UUID, said: Said) -> HttpResponse:
    """Write the reason or the assessment of one tiltak; the page of changes has the same form in place."""
    plan, tiltak = get_changed(request.user, pilot, year, str(uid))
    return edit(
        request,
        ChangeTextForm(plan, uid, said, Changed(plan, uid, said).text, submitted(request)),
        template="plans/edit_fields.html",
        context=_context(plan, tiltak, _HEADINGS[said]),
        saved=f"{SAID_COLUMNS[said][1]}en er lagret.",
        done=lambda: _place(plan, uid),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def link_change(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Say which tiltak of the plan before this one came from."""
    tiltak = get_tiltak(request.user, pilot, year, str(uid), NEEDS)
    plan = tiltak.plan
    return edit(
        request,
        TiltakLinkForm(plan, tiltak, submitted(request)),
        template="plans/edit_fields.html",
        context={**_context(plan, tiltak, "Hvilket tiltak kommer dette fra?"), "button": "Koble sammen"},
        saved="Tiltakene er koblet sammen.",
        done=lambda: _place(plan, uid),
    )


@require_POST
@login_required
def unlink_change(request: HttpRequest, pilot: str, year: int, uid: UUID, earlier: UUID) -> HttpResponse:
    """Take away the link between two tiltak. No question is asked, as it can be put back."""
    tiltak = get_tiltak(request.user, pilot, year, str(uid), NEEDS)
    plan = tiltak.plan
    link = get_object_or_404(TiltakLink, later_plan=plan, later_uid=uid, earlier_uid=earlier)
    assert isinstance(request.user, Person)
    by = request.user
    remove(request, lambda: unlink_tiltak(link=link, by=by), way_back=reverse("removed", kwargs=plan_address(plan)))
    return redirect(_place(plan, uid))


@require_POST
@login_required
def confirm_carried(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Say that an answer from last year's plan stands this year too, and go back to it."""
    place, anchor = _answered(request, pilot, year)
    assert isinstance(request.user, Person)
    try:
        confirm_answer(place=place, key=request.POST.get("ledetekst", ""), by=request.user)
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
    return redirect(f"{reverse('plan', kwargs={'pilot': pilot, 'year': year})}#{anchor}")


@require_POST
@login_required
def carry(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Bring last year's answer into an empty field, and go back to the form or to its place in the plan."""
    place, anchor = _answered(request, pilot, year)
    assert isinstance(request.user, Person)
    key = request.POST.get("ledetekst", "")
    try:
        carry_answer(place=place, key=key, by=request.user)
    except Conflict:
        messages.error(request, "Her er det skrevet noe. Tøm feltet først hvis svaret fra i fjor skal inn.")
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, "Svaret fra i fjor er hentet inn. Det er merket til noen har sett på det.")
    address = {"pilot": pilot, "year": year}
    if request.POST.get("tilbake") != "skjema":
        return redirect(f"{reverse('plan', kwargs=address)}#{anchor}")
    if isinstance(place, Plan):
        return redirect(reverse("edit_section", kwargs={**address, "key": key}))
    name = "edit_tiltak" if isinstance(place, Tiltak) else "edit_delmaal"
    return redirect(reverse(name, kwargs={**address, "uid": place.uid}))


def _answered(request: HttpRequest, pilot: str, year: int) -> tuple[Place, str]:
    """Return where the answer that a button names stands, and where that is on the plan's page.

    A button without a uid is the plan's own. Raises Http404 and PermissionDenied.
    """
    level, uid = request.POST.get("niva", ""), request.POST.get("uid", "")
    if level == "tiltak" and _is_uid(uid):
        return get_tiltak(request.user, pilot, year, uid, NEEDS), f"tiltak-{uid}"
    if level == "delmaal" and _is_uid(uid):
        return get_delmaal(request.user, pilot, year, uid, NEEDS), f"delmaal-{uid}"
    plan = get_plan(request.user, pilot, year, NEEDS)
    require_whole_plan(request.user, plan, NEEDS)
    return plan, "plan-document"


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
