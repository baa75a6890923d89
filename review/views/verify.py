"""«Er dette den godkjente planen?»: open to everybody, silent about drafts, and not as often as one likes."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plans.views import submitted
from plans.views.edit import REFUSED
from reporting.formats.pdf_text import Unreadable
from review.forms.verify import VerifyForm
from review.verify import verify

#: One address may ask this often, and must then wait this many seconds.
MOST_TIMES, WITHIN = 20, 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_file(request: HttpRequest) -> HttpResponse:
    """Take a file and say which version it is, or that it is none, and what differs."""
    form = VerifyForm(submitted(request), request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        if _too_often(request):
            return render(request, "review/verify.html", {**context, "form": VerifyForm(), "wait": True}, status=429)
        status = REFUSED
        if form.is_valid():
            try:
                context["verdict"], status = verify(form.cleaned_data["file"]), 200
            except Unreadable as error:
                form.add_error("file", str(error))
    return render(request, "review/verify.html", context, status=status)


def _too_often(request: HttpRequest) -> bool:
    """Count a visitor's questions; tell whether this one is too many."""
    key = f"verify:{get_adapter().get_client_ip(request)}"
    if cache.add(key, 1, WITHIN):
        return False
    return int(cache.incr(key)) > MOST_TIMES
