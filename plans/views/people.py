"""Who is in a pilot, or across all of them (no pilot), in which role; and the invitations that are out."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.people import InvitationForm, MembershipDelmaalForm
from plans.models import Delmaal, Invitation, Membership, Person, Pilot, Removed
from plans.permissions import get_pilot, require_everywhere
from plans.roles import MAY_BE_LIMITED, ROLES, Capability, Role
from plans.services import end_membership, renew_invitation, restore, revoke_invitation, roles_to_invite
from plans.views.edit import edit, submitted

#: Where a session keeps the links of invitations, on a site where mail goes nowhere and people only try things out.
LINKS = "invitation_links"


class Row(NamedTuple):
    """A role that somebody has or is invited to, and what the viewer may do with it: addresses, empty for what not."""

    what: Membership | Invitation
    sentence: str
    delmaal: Sequence[Delmaal]
    may: bool
    may_limit: bool = False
    may_hand_over: bool = False
    expired: bool = False
    link: str = ""


def _place(request: HttpRequest, pilot: str | None, needs: Capability) -> Pilot | None:
    """Return the pilot of an address, or None for all of them at once. Raises Http404 and PermissionDenied."""
    if pilot is None:
        require_everywhere(request.user, needs)
        return None
    return get_pilot(request.user, pilot, needs)


def place_address(name: str, place: Pilot | None, **kwargs: Any) -> str:
    """Return the address of a page about people, in a pilot or across them."""
    return reverse(name, kwargs={**({"pilot": place.slug} if place else {}), **kwargs})


def _trail(place: Pilot | None, here: str = "") -> list[tuple[str, str | None]]:
    """Return the breadcrumbs of the page of people, or of one under it."""
    above = (str(place), reverse("pilot", kwargs={"pilot": place.slug})) if place else ("Piloter", reverse("pilots"))
    own = ("Folk", place_address("people", place) if here else None)
    return [("Mine planer", reverse("front")), above, own, *([(here, None)] if here else [])]


def _who(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_safe
@login_required
def people(request: HttpRequest, pilot: str | None = None) -> HttpResponse:
    """Who has which role, who is invited, and who had a role; with the ways to change it for who may."""
    place = _place(request, pilot, Capability.SEE_PEOPLE)
    person, now = _who(request), timezone.now()
    roles = roles_to_invite(person, place)
    context = {
        "pilot": place,
        "here": {"pilot": place.slug} if place else {},
        "members": [_member(row, person, roles) for row in _memberships(place)],
        "invited": [_invited(row, request, roles, now) for row in _invitations(place)],
        "ended": [entry for entry in _ended(place) if _role_of(entry) in roles],
        "across": [_member(row, person, ()) for row in _memberships(None)] if place else (),
        "may_invite": bool(roles),
        "demo": settings.DEMO_LOGINS,
        "breadcrumbs": _trail(place),
    }
    return render(request, "plans/people.html", context)


def _memberships(place: Pilot | None) -> list[Membership]:
    """Return the roles that hold in a pilot alone, or across all of them: by the table of roles, then by name."""
    rows = Membership.objects.filter(pilot=place).select_related("person", "party").prefetch_related("delmaal")
    order = list(Role)
    return sorted(rows.order_by("person__name", "pk"), key=lambda row: order.index(Role(row.role)))


def _invitations(place: Pilot | None) -> list[Invitation]:
    """Return the invitations that are neither taken up nor withdrawn, newest first; some may have run out."""
    rows = Invitation.objects.filter(pilot=place, accepted_at__isnull=True, revoked_at__isnull=True)
    return list(rows.select_related("party", "invited_by", "replaces__person").prefetch_related("delmaal"))


def _ended(place: Pilot | None) -> list[Removed]:
    """Return the roles that were ended and can be given back, newest first."""
    rows = Removed.objects.filter(pilot=place, plan__isnull=True, path__startswith="person/", restored_at__isnull=True)
    return list(rows.select_related("by").order_by("-at", "-pk"))


def _role_of(entry: Removed) -> str:
    """Return which role it was that ended."""
    found = [row["fields"]["role"] for row in entry.data["rows"] if row["model"] == "plans.membership"]
    return str(found[0]) if found else ""


def _member(row: Membership, viewer: Person, roles: Sequence[Role]) -> Row:
    """Return a role that somebody has; nobody ends her own."""
    may = row.role in roles
    return Row(
        row,
        ROLES[Role(row.role)].sentence,
        list(row.delmaal.all()),
        may=may and row.person != viewer,
        may_limit=may and row.role in MAY_BE_LIMITED,
        may_hand_over=may and row.role == Role.PROSJEKTLEDER,
    )


def _invited(row: Invitation, request: HttpRequest, roles: Sequence[Role], now: datetime.datetime) -> Row:
    """Return a role that somebody is invited to, with its link where this session has it."""
    link = request.session.get(LINKS, {}).get(str(row.pk), "") if settings.DEMO_LOGINS else ""
    return Row(
        row,
        ROLES[Role(row.role)].sentence,
        list(row.delmaal.all()),
        may=row.role in roles,
        expired=row.expires_at <= now,
        link=link,
    )


class InvitationLink:
    """Makes the address of an invitation, and keeps it for the session where mail goes nowhere."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.made = ""

    def __call__(self, token: str) -> str:
        """Return the full address that a token is taken up at."""
        self.made = self.request.build_absolute_uri(reverse("open_invitation", kwargs={"token": token}))
        return self.made

    def keep(self, invitation: Invitation) -> None:
        """Remember the link in the session of who invited, on a site for trying things out and nowhere else."""
        if settings.DEMO_LOGINS:
            links = self.request.session.get(LINKS, {})
            self.request.session[LINKS] = {**links, str(invitation.pk): self.made}

    def keep_newest(self, pilot: Pilot) -> None:
        """Remember the link of the invitation that has just been made in a pilot."""
        newest = Invitation.objects.filter(pilot=pilot).order_by("-pk").first()
        if newest is not None:
            self.keep(newest)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request: HttpRequest, pilot: str | None = None) -> HttpResponse:
    """Invite somebody to one of the roles that the inviter may invite to here."""
    place = _place(request, pilot, Capability.INVITE)
    roles = roles_to_invite(_who(request), place)
    link = InvitationLink(request)
    asked = request.GET.get("rolle")
    form = InvitationForm(place, roles, link, submitted(request), initial={"role": asked if asked in roles else ""})

    def done() -> str:
        link.keep(form.created)
        return f"{place_address('people', place)}#inviterte"

    heading = f"Inviter til {place}" if place else "Inviter til alle pilotene"
    context = {
        "heading": heading,
        "button": "Send invitasjonen",
        "back": place_address("people", place),
        "breadcrumbs": _trail(place, "Inviter"),
    }
    return edit(request, form, template="plans/invite.html", context=context, saved="Invitasjonen er laget.", done=done)


def _membership(place: Pilot | None, pk: int) -> Membership:
    rows = Membership.objects.select_related("person", "pilot", "party")
    return get_object_or_404(rows, pilot=place, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def limit_membership(request: HttpRequest, pilot: str, pk: int) -> HttpResponse:
    """Choose which delmål a collaborator writes in."""
    place = _place(request, pilot, Capability.INVITE)
    membership = _membership(place, pk)
    if membership.role not in MAY_BE_LIMITED:
        raise Http404("Rollen kan ikke begrenses til noen delmål.")
    back = f"{place_address('people', place)}#rolle-{pk}"
    heading = f"Delmålene {membership.person} skriver i"
    context = {"heading": heading, "back": back, "breadcrumbs": _trail(place, "Velg delmål")}
    form = MembershipDelmaalForm(membership, submitted(request))
    return edit(
        request,
        form,
        template="plans/pilot_fields.html",
        context=context,
        saved="Endringen er lagret.",
        done=lambda: back,
    )


@require_POST
@login_required
def end_role(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """End a role; the message leads to where it can be given back."""
    place = _place(request, pilot, Capability.INVITE)
    membership = _membership(place, pk)
    address = place_address("people", place)
    try:
        end_membership(membership=membership, by=_who(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(address)
    text = '{} er ikke lenger {}. <a class="ds-link" href="#avsluttede">Angre</a>'
    messages.success(request, format_html(text, membership.person, membership.get_role_display()))
    return redirect(address)


@require_POST
@login_required
def give_role_back(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Give back a role that was ended."""
    place = _place(request, pilot, Capability.INVITE)
    entry = get_object_or_404(Removed, pilot=place, plan__isnull=True, path__startswith="person/", pk=pk)
    try:
        restore(removed=entry, by=_who(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Rollen er gitt tilbake.")
    return redirect(place_address("people", place))


def _invitation(place: Pilot | None, pk: int) -> Invitation:
    return get_object_or_404(Invitation, pilot=place, pk=pk)


@require_POST
@login_required
def withdraw_invitation(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Withdraw an invitation, so that its link no longer works."""
    place = _place(request, pilot, Capability.INVITE)
    invitation = _invitation(place, pk)
    try:
        revoke_invitation(invitation=invitation, by=_who(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Invitasjonen til {invitation.email} er trukket tilbake. Lenken virker ikke lenger.")
    return redirect(place_address("people", place))


@require_POST
@login_required
def send_invitation_again(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Send an invitation again with a new link; the old link stops working."""
    place = _place(request, pilot, Capability.INVITE)
    invitation = _invitation(place, pk)
    link = InvitationLink(request)
    try:
        link.keep(renew_invitation(invitation=invitation, by=_who(request), address=link))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{invitation.email} får en ny lenke. Den gamle virker ikke lenger.")
    return redirect(f"{place_address('people', place)}#inviterte")
