"""A person's own notices: the list, the way to what each is about, and what she has read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.models import Notice, Person
from plans.notices import visible_notices
from plans.services import mark_read

NOTICES_A_PAGE = 25
#: `?vis=` for all of them and not only those that are unread.
ALL = "alle"


def _who(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What she has been told, newest first: the unread ones, or with `?vis=alle` all of them."""
    shows_all = request.GET.get("vis") == ALL
    rows = visible_notices(_who(request)).select_related("by", "pilot", "plan__agreement__pilot")
    page = Paginator(rows if shows_all else rows.filter(read_at__isnull=True), NOTICES_A_PAGE).get_page(
        request.GET.get("side")
    )
    context = {
        "page": page,
        "shows_all": shows_all,
        "newest": rows.order_by("-pk").values_list("pk", flat=True).first(),
        "breadcrumbs": [("Mine planer", reverse("front")), ("Varsler", None)],
    }
    return render(request, "plans/notices.html", context)


def _notice(request: HttpRequest, pk: int) -> Notice:
    """Return a notice of hers that she may still see. Raises Http404."""
    return get_object_or_404(visible_notices(_who(request)), pk=pk)


@require_safe
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it is then read. Asking again changes nothing more."""
    notice = _notice(request, pk)
    if request.method == "GET":
        mark_read(notices=[notice], is_read=True, by=_who(request), at=timezone.now())
    return redirect(notice.address)


def _back(request: HttpRequest) -> HttpResponse:
    """Go back to the list that the button stood in."""
    return redirect(reverse("notices") + (f"?vis={ALL}" if request.POST.get("vis") == ALL else ""))


@require_POST
@login_required
def mark_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read, or with `ulest` as unread again."""
    is_read = "ulest" not in request.POST
    mark_read(notices=[_notice(request, pk)], is_read=is_read, by=_who(request), at=timezone.now())
    messages.success(request, "Varselet er merket som lest." if is_read else "Varselet er merket som ulest.")
    return _back(request)


@require_POST
@login_required
def mark_notices(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read that had come when the page was shown; what came after has not been seen."""
    sent = request.POST.get("nyeste", "")
    until = int(sent) if sent.isdecimal() and len(sent) < 19 else 0
    seen = visible_notices(_who(request)).filter(read_at__isnull=True, pk__lte=until)
    count = mark_read(notices=seen, is_read=True, by=_who(request), at=timezone.now())
    messages.success(request, f"{count} {'varsel' if count == 1 else 'varsler'} er merket som lest.")
    return _back(request)
