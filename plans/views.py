"""Edit views: fetch and authorise, form, service, message, redirect."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.forms import TiltakForm
from plans.models import Person
from plans.permissions import get_tiltak
from plans.roles import Capability
from plans.services import Closed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_tiltak(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Edit everything of a tiltak but its money."""
    tiltak = get_tiltak(request.user, pilot, year, str(uid), Capability.EDIT_TEXT)
    assert isinstance(request.user, Person)
    form = TiltakForm(tiltak, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid() and form.save(request.user):
                messages.success(request, "Tiltaket er lagret.")
                return redirect("tiltak", pilot=pilot, year=year, uid=uid)
            status = 422
        except Closed as closed:
            form.add_error(None, str(closed))
            status = 409
    context = {"form": form, "tiltak": tiltak, "plan": tiltak.plan, "address": {"pilot": pilot, "year": year}}
    return render(request, "plans/edit_tiltak.html", context, status=status)
