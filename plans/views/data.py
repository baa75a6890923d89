"""Views that answer a script with data: what is the same for all of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url

from plans.models import Person

SIGNED_OUT = "Du er logget ut."
ANOTHER_PERSON = "Nå er en annen logget inn i denne nettleseren."

View = Callable[..., HttpResponse]


def wants_data(request: HttpRequest) -> bool:
    """Tell whether a script asks, which reads the answer as data, or a person, who gets a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def as_data(view: View) -> View:
    """Let a script be told with 401 that the sign-in has run out, or is somebody else's by now; a person signs in.

    A script names the person whose text it holds (`person`), so that nothing is ever saved in another's name.
    """
    as_page = login_required(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not wants_data(request):
            return as_page(request, *args, **kwargs)
        if not isinstance(request.user, Person):
            return JsonResponse({"sentence": SIGNED_OUT, "sign_in": resolve_url("account_login")}, status=401)
        writer = request.POST.get("person", str(request.user.pk))
        if writer != str(request.user.pk):
            return JsonResponse({"sentence": ANOTHER_PERSON, "sign_in": resolve_url("account_login")}, status=401)
        return view(request, *args, **kwargs)

    return answer
