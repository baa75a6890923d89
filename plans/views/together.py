"""What a page of writing asks every few seconds: who else writes where, and what has been saved meanwhile."""

import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from plans import paths
from plans.models import Person
from plans.permissions import get_plan
from plans.places import in_words
from plans.roles import Capability
from plans.services.presence import changed_since, others_present, tell_presence
from plans.views.data import as_data


@require_POST
@as_data
def together(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Take in where the person stands (`path`, or nothing), and tell where the others do and what changed `since`."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    assert isinstance(request.user, Person)
    now = timezone.now()
    path = request.POST.get("path", "")
    tell_presence(plan=plan, by=request.user, path=path if paths.field_place(path) else "")
    others = others_present(plan, request.user)
    places = in_words(plan, [one.path for one in others])
    return JsonResponse(
        {
            "now": now.isoformat(),
            "people": [{"name": str(one.person), "path": one.path, "place": places[one.path]} for one in others],
            "changes": {path: at.isoformat() for path, at in changed_since(plan, _since(request) or now).items()},
        }
    )


def _since(request: HttpRequest) -> datetime.datetime | None:
    """Return the moment from which changes are asked for, or None where it is no moment."""
    try:
        since = parse_datetime(request.POST.get("since", ""))
    except ValueError:
        return None
    return since if since and timezone.is_aware(since) else None
