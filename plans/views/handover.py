"""Handing the role of project leader over, with what waits for the one who leaves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.handover import HandOverForm
from plans.models import Membership, Person, Pilot, Tiltak
from plans.permissions import get_pilot, held, reach, visible_plans
from plans.roles import Capability, Role
from plans.services import keep_role
from plans.services.fields import OPEN_STATUSES
from plans.slots import Viewer, Waiting, waiting_for
from plans.views.edit import edit, pilot_trail, submitted
from plans.views.people import InvitationLink


def _leadership(request: HttpRequest, pilot: str, pk: int) -> tuple[Pilot, Membership]:
    """Return a pilot and a leader's role in it. Raises Http404 and PermissionDenied."""
    place = get_pilot(request.user, pilot, Capability.INVITE)
    rows = Membership.objects.select_related("person", "pilot")
    return place, get_object_or_404(rows, pilot=place, role=Role.PROSJEKTLEDER, pk=pk)


def _waits_for(person: Person, pilot: Pilot) -> list[Waiting]:
    """Return what the front page says waits for a person, in one pilot."""
    viewer = Viewer(
        person=person,
        today=timezone.localdate(),
        held=held(person)._replace(everywhere=frozenset()),
        reach=reach(person, Capability.EDIT_TEXT),
        pilots=[pilot],
        plans=list(visible_plans(person).filter(agreement__pilot=pilot)),
    )
    return waiting_for(viewer)


def _named_in(person: Person, pilot: Pilot) -> QuerySet[Tiltak]:
    """Return the tiltak of the pilot's drafts that name a person as responsible or partner. One query."""
    named = Q(responsible_text__icontains=person.name) | Q(partners_text__icontains=person.name)
    open_plans = {"plan__agreement__pilot": pilot, "plan__status__in": OPEN_STATUSES}
    found = Tiltak.objects.filter(named, **open_plans).select_related("plan__agreement__pilot")
    return found.order_by("plan__year", "delmaal__number", "position")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hand_over(request: HttpRequest, pilot: str, pk: int) -> HttpResponse:
    """Choose who takes over after a leader and when she loses the role; the page lists what waits for her."""
    place, membership = _leadership(request, pilot, pk)
    others = Person.objects.filter(is_active=True, memberships__pilot=place).exclude(pk=membership.person_id)
    link = InvitationLink(request)
    form = HandOverForm(membership, list(others.distinct().order_by("name", "pk")), link, submitted(request))
    people = reverse("people", kwargs={"pilot": pilot})

    def done() -> str:
        if link.made:
            link.keep_newest(place)
        # Who has handed over her own role may see no more of the people than her other roles let her.
        return reverse("front") if form.removed and membership.person == request.user else people

    context: dict[str, Any] = {
        "heading": f"La noen ta over etter {membership.person}",
        "button": "Overlat rollen",
        "leaver": membership.person,
        "waiting": _waits_for(membership.person, place),
        "named": _named_in(membership.person, place),
        "back": people,
        "breadcrumbs": pilot_trail(place, ("Folk", people), ("La noen ta over", None)),
    }
    return edit(
        request,
        form,
        template="plans/hand_over.html",
        context=context,
        saved="Rollen er overlatt. Den som leder piloten, kan gjøre det om under Folk.",
        done=done,
    )


@require_POST
@login_required
def keep(request: HttpRequest, pilot: str, pk: int) -> HttpResponse:
    """Take back that a leader's role is to end."""
    _, membership = _leadership(request, pilot, pk)
    assert isinstance(request.user, Person)
    try:
        keep_role(membership=membership, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{membership.person} beholder rollen.")
    return redirect(reverse("people", kwargs={"pilot": pilot}))
