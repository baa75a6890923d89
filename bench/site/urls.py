"""The portal's addresses and an empty one."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.site import EMPTY
from bygdevekst.urls import urlpatterns as portal


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse()


urlpatterns = [path(EMPTY[1:], empty), *portal]
