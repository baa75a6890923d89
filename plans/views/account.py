"""What belongs to the person herself: who she is in the portal, what she is mailed, her password."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from plans.forms.account import MailChoiceForm
from plans.mail import person_of
from plans.models import Person
from plans.services import stop_mail as stop
from plans.views.edit import edit, submitted


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Name, address and roles, when she is mailed, and the way to another password."""
    assert isinstance(request.user, Person)
    context = {
        "memberships": request.user.memberships.select_related("pilot", "party").order_by("pilot__name", "role", "pk"),
        "breadcrumbs": [("Mine planer", reverse("front")), ("Kontoen din", None)],
    }
    form = MailChoiceForm(request.user, submitted(request))
    return edit(
        request,
        form,
        template="plans/account.html",
        context=context,
        saved="Valget er lagret.",
        done=lambda: reverse("my_account"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_exempt
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mail of who has got this link, after a yes; programs for mail say it by themselves (RFC 8058).

    No sign-in and no check of where the form came from: only she has the link, and it does this one thing.
    """
    person = person_of(token)
    if person is None:
        raise Http404("Lenken er ikke riktig.")
    if request.method == "POST":
        stop(person=person)
    response = render(request, "plans/stop_mail.html", {"is_stopped": request.method == "POST"})
    # The link stands in the address, which no other page is to learn.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
