"""Kroner an hour for municipal staff, by which own effort is told in hours."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from budgets.forms import RatesForm
from plans.permissions import get_agreement
from plans.roles import Capability
from plans.views import edit, pilot_trail, submitted

HEADING = "Timesatser for egeninnsats"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rates(request: HttpRequest, pilot: str) -> HttpResponse:
    """Edit the hourly rate of each year of the agreement."""
    agreement = get_agreement(request.user, pilot, Capability.EDIT_AGREEMENT)
    context = {
        "heading": HEADING,
        "lead": "Kommunal egenandel vises også i timer på budsjettsiden, for de årene som har en sats.",
        "back": reverse("pilot", kwargs={"pilot": pilot}),
        "breadcrumbs": pilot_trail(agreement.pilot, (HEADING, None)),
    }
    return edit(
        request,
        RatesForm(agreement, submitted(request)),
        template="plans/pilot_fields.html",
        context=context,
        saved="Timesatsene er lagret.",
        done=lambda: reverse("rates", kwargs={"pilot": pilot}),
    )
