"""Taking up an invitation, open to who has its link.

The link is opened once: its token is looked up, the session remembers which invitation it was for, and everything
after happens at an address without the token. So the token stands in no form, no sign-in address and no referrer.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.people import AcceptInvitationForm
from plans.models import Invitation, Membership, Person
from plans.roles import ROLES, Role
from plans.services import open_invitation as find_invitation
from plans.services import opened_invitation
from plans.views.edit import REFUSED, submitted

#: Where a session keeps which invitation it has opened the link of.
OPENED = "invitation"
#: Another page learns which site one came from and never which address. With «no-referrer» browsers would send no
#: origin with the form either, and it would be refused.
REFERRER_POLICY = "strict-origin"
GONE = 410


def _unsaid(response: HttpResponse) -> HttpResponse:
    """Keep the address of a response out of referrers."""
    response.headers["Referrer-Policy"] = REFERRER_POLICY
    return response


def _closed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say why an invitation can not be taken up, and what to do."""
    context = {"reason": " ".join(error.messages)}
    return _unsaid(render(request, "plans/invitation_closed.html", context, status=GONE))


@require_safe
@never_cache
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open the link of an invitation: remember it, and go on to where it is taken up."""
    try:
        invitation = find_invitation(token)
    except ValidationError as error:
        return _closed(request, error)
    request.session[OPENED] = invitation.pk
    return _unsaid(redirect(reverse("accept_invitation")))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Say who invited to what, and take it up: with name and password, or signed in where the address is known."""
    try:
        invitation = opened_invitation(request.session.get(OPENED))
    except ValidationError as error:
        return _closed(request, error)
    by = request.user if isinstance(request.user, Person) else None
    known = Person.objects.filter(email=invitation.email).first()
    form = AcceptInvitationForm(invitation, by, submitted(request))
    if by == known and form.is_valid() and (membership := form.save()):
        return _taken_up(request, membership)
    context = {
        "invitation": invitation,
        "sentence": ROLES[Role(invitation.role)].sentence,
        "delmaal": invitation.delmaal.all(),
        "form": form,
        "way": _way(invitation, by, known),
    }
    status = REFUSED if form.is_bound else 200
    return _unsaid(render(request, "plans/invitation.html", context, status=status))


def _way(invitation: Invitation, by: Person | None, known: Person | None) -> str:
    """Return how this visitor takes the invitation up: `new`, `known`, `sign-in`, or not before `other` signs out."""
    if by is not None:
        return "known" if by == known else "other"
    return "sign-in" if known else "new"


def _taken_up(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Sign in who is new, and begin at her own front page."""
    request.session.pop(OPENED, None)
    if not request.user.is_authenticated:
        login(request, membership.person, backend="plans.authentication.PersonBackend")
    where = f" i {membership.pilot}" if membership.pilot else ""
    messages.success(request, f"Velkommen! Du er nå {membership.get_role_display()}{where}.")
    return redirect(reverse("front"))
