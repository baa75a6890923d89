"""The pilot's own page: its agreement, what it works towards, its dates, plans and people."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.models import Agreement, Deadline, Membership, Pilot
from plans.permissions import get_pilot, newest_agreement, pilot_capabilities, visible_plans
from plans.roles import Capability
from plans.services import field_hash, logo_of
from plans.services.delmaal import delmaal_order_value


@require_safe
@login_required
def pilot_page(request: HttpRequest, pilot: str) -> HttpResponse:
    """The agreement and its parties, delmål, work groups, dates, plans by year, and people."""
    found = get_pilot(request.user, pilot)
    held = pilot_capabilities(request.user, found)
    agreement = newest_agreement(found)
    context: dict[str, Any] = {
        "pilot": found,
        "agreement": agreement,
        "logo": logo_of(found),
        "may_set_logo": Capability.EDIT_AGREEMENT in held,
        "may_edit": Capability.EDIT_AGREEMENT in held and agreement is not None,
        "plans": visible_plans(request.user).filter(agreement__pilot=found).order_by("-year"),
        "sees_people": Capability.SEE_PEOPLE in held,
        "sees_history": Capability.SEE_HISTORY in held,
        "may_invite": Capability.INVITE in held,
        "may_administer": Capability.ADMINISTER in held,
        "breadcrumbs": [("Mine planer", reverse("front")), (str(found), None)],
        **(_of_agreement(agreement) if agreement else {}),
    }
    if context["sees_people"]:
        context["memberships"] = _memberships(found)
    return render(request, "plans/pilot.html", context)


def _of_agreement(agreement: Agreement) -> dict[str, Any]:
    """Return what hangs on the agreement, in its order."""
    deadlines = Deadline.objects.filter(Q(agreement=agreement) | Q(agreement__isnull=True))
    return {
        "parties": agreement.parties.select_related("party"),
        "order_base": field_hash(delmaal_order_value(agreement)),
        "delmaal": agreement.delmaal.select_related("theme"),
        "work_groups": agreement.work_groups.select_related("leader", "delmaal"),
        "deadlines": deadlines,
        "meetings": agreement.meetings.all(),
    }


def _memberships(pilot: Pilot) -> list[Membership]:
    """Return the roles in the pilot, by the person's name."""
    rows = Membership.objects.filter(pilot=pilot).select_related("person", "party").prefetch_related("delmaal")
    return list(rows.order_by("person__name", "role", "pk"))
