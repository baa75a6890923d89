"""Something frozen that is no longer what it was is said loudly, whichever page it was opened for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reporting.snapshots import Damaged


class DamageMiddleware:
    """Answers a page that met damaged bytes with what is wrong and whom to tell, and nothing of the contents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page that says so; None for every other error."""
        if not isinstance(error, Damaged):
            return None
        return render(request, "review/damaged.html", {"harm": str(error)}, status=500)
