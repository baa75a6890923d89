"""Money promised to an agreement for a year: list, add, edit, move to a later year, and remove."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import services
from budgets.forms import FrameForm, MoveFrameForm
from budgets.models import Frame
from budgets.promised import year_uses
from plans.forms import SavedFieldsForm
from plans.models import Agreement, Person
from plans.permissions import Signed, get_agreement, pilot_capabilities, visible_plans
from plans.roles import Capability
from plans.templatetags.kroner import kroner
from plans.views import edit, pilot_trail, remove, submitted

NEEDS = Capability.EDIT_AGREEMENT
HEADING = "Rammer"


def _frame(person: Signed, pilot: str, pk: int) -> Frame:
    """Return a frame that the person may write."""
    agreement = get_agreement(person, pilot, NEEDS)
    frame = get_object_or_404(Frame.objects.select_related("source"), agreement=agreement, pk=pk)
    frame.agreement = agreement
    return frame


@require_safe
@login_required
def frames(request: HttpRequest, pilot: str) -> HttpResponse:
    """What is promised for each year, what the plans use of it, and what is left."""
    agreement = get_agreement(request.user, pilot)
    plans = visible_plans(request.user).filter(agreement=agreement)
    context = {
        "pilot": agreement.pilot,
        "agreement": agreement,
        "may_edit": NEEDS in pilot_capabilities(request.user, agreement.pilot),
        "uses": [use for use in year_uses(agreement, plans) if use.frames],
        "frames": Frame.objects.filter(agreement=agreement).select_related("source"),
        "breadcrumbs": pilot_trail(agreement.pilot, (HEADING, None)),
    }
    return render(request, "budgets/frames.html", context)


def _edit(
    request: HttpRequest, agreement: Agreement, form: SavedFieldsForm, heading: str, saved: str, **more: Any
) -> HttpResponse:
    """Show or save a form about a frame."""
    pilot = agreement.pilot
    back = reverse("frames", kwargs={"pilot": pilot.slug})
    context = {
        "heading": heading,
        "back": back,
        "breadcrumbs": pilot_trail(pilot, (HEADING, back), (heading, None)),
        **more,
    }
    return edit(request, form, template="plans/pilot_fields.html", context=context, saved=saved, done=lambda: back)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_frame(request: HttpRequest, pilot: str) -> HttpResponse:
    """Add a frame."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    return _edit(request, agreement, FrameForm(agreement, None, submitted(request)), "Ny ramme", "Rammen er lagt til.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_frame(request: HttpRequest, pilot: str, pk: int) -> HttpResponse:
    """Edit a frame."""
    frame = _frame(request.user, pilot, pk)
    form = FrameForm(frame.agreement, frame, submitted(request))
    gone = reverse("remove_frame", kwargs={"pilot": pilot, "pk": pk})
    return _edit(request, frame.agreement, form, f"Ramme {frame.year}", "Rammen er lagret.", remove=gone)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move_frame(request: HttpRequest, pilot: str, pk: int) -> HttpResponse:
    """Move all of a frame, or a part of it, to a later year."""
    frame = _frame(request.user, pilot, pk)
    form = MoveFrameForm(frame, submitted(request))
    lead = (
        f"Rammen er på {kroner(frame.kroner)} fra {frame.source}. Det som overføres, regnes med i det nye året og "
        "ikke lenger i det gamle. Resten blir stående."
    )
    return _edit(request, frame.agreement, form, f"Overfør fra {frame.year}", "Midlene er overført.", lead=lead)


@require_POST
@login_required
def remove_frame(request: HttpRequest, pilot: str, pk: int) -> HttpResponse:
    """Remove a frame. No question is asked, as it can be put back."""
    frame = _frame(request.user, pilot, pk)
    by = request.user
    assert isinstance(by, Person)
    way_back = reverse("pilot_removed", kwargs={"pilot": pilot})
    remove(request, lambda: services.remove_frame(frame=frame, by=by), way_back=way_back)
    return redirect(reverse("frames", kwargs={"pilot": pilot}))
