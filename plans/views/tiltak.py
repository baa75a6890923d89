"""Tiltak: write, add, move and remove."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms import MoveTiltakForm, NewTiltakForm, TiltakForm
from plans.models import Person, PlanDelmaal, Tiltak
from plans.permissions import Signed, editable_delmaal, get_delmaal, get_tiltak
from plans.roles import Capability
from plans.services import Closed, delete_tiltak
from plans.services.changes import asks_for_assessment
from plans.views.edit import edit, plan_address, submitted
from plans.views.rows import refusal

WRITES = Capability.EDIT_TEXT


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_tiltak(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Edit everything of a tiltak but its money."""
    tiltak = get_tiltak(request.user, pilot, year, str(uid), WRITES)
    address = plan_address(tiltak.plan)
    form = TiltakForm(tiltak, submitted(request))
    context: dict[str, Any] = {"tiltak": tiltak, "plan": tiltak.plan, "address": address, "anchor": f"tiltak-{uid}"}
    if form.is_search:
        form.leave_unjudged()
        return render(request, "plans/edit_tiltak.html", {"form": form, **context})

    def done() -> str:
        if form.added is None:
            return reverse("tiltak", kwargs={**address, "uid": uid})
        messages.success(request, f"«{form.added}» er lagt til i registeret og valgt her.")
        return f"{reverse('edit_tiltak', kwargs={**address, 'uid': uid})}#del-hvem"

    return edit(
        request, form, template="plans/edit_tiltak.html", context=context, saved="Tiltaket er lagret.", done=done
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_tiltak(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Add a tiltak to a delmål, and go on to write it."""
    delmaal = get_delmaal(request.user, pilot, year, str(uid), WRITES)
    address = plan_address(delmaal.plan)
    form = NewTiltakForm(delmaal, submitted(request))
    return edit(
        request,
        form,
        template="plans/edit_fields.html",
        context={
            "plan": delmaal.plan,
            "address": address,
            "heading": "Nytt tiltak",
            "lead": str(delmaal),
            "anchor": f"delmaal-{uid}",
            "button": "Legg til og skriv videre",
        },
        saved="Tiltaket er lagt til. Nå kan du skrive det ferdig.",
        done=lambda: reverse("edit_tiltak", kwargs={**address, "uid": form.created.uid}),
    )


def _targets(person: Signed, tiltak: Tiltak) -> list[PlanDelmaal]:
    """Return the delmål of the plan that the person may move a tiltak to."""
    may = editable_delmaal(person, tiltak.plan, WRITES)
    return [delmaal for delmaal in tiltak.plan.delmaal.all() if str(delmaal.uid) in may]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move_tiltak(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Move a tiltak within its delmål or to another; the numbers follow."""
    tiltak = get_tiltak(request.user, pilot, year, str(uid), WRITES)
    address = plan_address(tiltak.plan)
    context: dict[str, Any] = {
        "plan": tiltak.plan,
        "address": address,
        "heading": "Flytt tiltak",
        "lead": tiltak.title,
        "anchor": f"tiltak-{uid}",
        "button": "Flytt",
    }
    return edit(
        request,
        MoveTiltakForm(tiltak, _targets(request.user, tiltak), submitted(request)),
        template="plans/edit_fields.html",
        context=context,
        saved="Tiltaket er flyttet. Numrene er regnet ut på nytt.",
        done=lambda: reverse("tiltak", kwargs={**address, "uid": uid}),
    )


@require_POST
@login_required
def remove_tiltak(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Remove a tiltak with its texts and amounts. No question is asked, as it can be put back."""
    tiltak = get_tiltak(request.user, pilot, year, str(uid), WRITES)
    assert isinstance(request.user, Person)
    address = plan_address(tiltak.plan)
    delmaal = tiltak.delmaal
    try:
        delete_tiltak(tiltak=tiltak, by=request.user)
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
    else:
        text = 'Tiltaket «{}» er slettet, med tekster og beløp. <a class="ds-link" href="{}">Angre</a>'
        told = format_html(text, tiltak.title, reverse("removed", kwargs=address))
        if asks_for_assessment(tiltak):
            more = '{} <a class="ds-link" href="{}#endring-{}">Skriv hva det har bidratt med</a>'
            told = format_html(more, told, reverse("changes", kwargs=address), tiltak.uid)
        messages.success(request, told)
    return redirect(f"{reverse('plan', kwargs=address)}#delmaal-{delmaal.uid}")
