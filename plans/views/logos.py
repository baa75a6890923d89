"""The pilot's logo: the picture itself, the form it is set with, and taking it away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.logos import LogoForm
from plans.models import Blob, Logo, Person
from plans.permissions import get_pilot
from plans.roles import Capability
from plans.services import logo_of
from plans.services import remove_logo as take_away
from plans.views.edit import edit, pilot_trail, submitted
from plans.views.picture import picture
from plans.views.rows import remove


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_logo(request: HttpRequest, pilot: str) -> HttpResponse:
    """Set the pilot's logo, or describe it anew."""
    found = get_pilot(request.user, pilot, Capability.EDIT_AGREEMENT)
    logo = logo_of(found)
    own = reverse("pilot", kwargs={"pilot": pilot})
    files = request.FILES if request.method == "POST" else None
    context = {
        "heading": "Logo",
        "lead": "Logoen står på forsiden av handlingsplanene og øverst på pilotens side. Planer som er vedtatt, "
        "beholder den de ble vedtatt med.",
        "logo": logo,
        "back": own,
        "remove": reverse("remove_logo", kwargs={"pilot": pilot}) if logo else "",
        "breadcrumbs": pilot_trail(found, ("Logo", None)),
    }
    form = LogoForm(found, logo, submitted(request), files)
    return edit(
        request, form, template="plans/edit_logo.html", context=context, saved="Logoen er lagret.", done=lambda: own
    )


@require_POST
@login_required
def remove_logo(request: HttpRequest, pilot: str) -> HttpResponse:
    """Take the logo away; plans that were adopted with it keep it."""
    found = get_pilot(request.user, pilot, Capability.EDIT_AGREEMENT)
    logo = get_object_or_404(Logo, pilot=found)
    by = request.user
    assert isinstance(by, Person)
    remove(request, lambda: take_away(logo=logo, by=by), way_back=reverse("pilot_removed", kwargs={"pilot": pilot}))
    return redirect("pilot", pilot=pilot)


@require_safe
@login_required
def logo_picture(request: HttpRequest, pilot: str, sha256: str) -> HttpResponse:
    """The picture of the pilot's logo as it is now."""
    found = get_pilot(request.user, pilot)
    return picture(get_object_or_404(Blob, sha256=sha256, logos__pilot=found))
