"""What a kommunestyre gets, as one zip."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from plans.models import Person
from plans.permissions import get_plan
from plans.roles import Capability
from review.council import package
from review.services.records import municipalities_for


@require_safe
@login_required
def council_package(request: HttpRequest, pilot: str, year: int, number: int, party: str) -> HttpResponse:
    """PDF, Excel and a saksframlegg for one municipality that the person may note the orientation of."""
    plan = get_plan(request.user, pilot, year, Capability.INFORM)
    version = get_object_or_404(plan.versions.select_related("snapshot"), number=number)
    assert isinstance(request.user, Person)
    found = next((one for one in municipalities_for(version, request.user) if one.key == party), None)
    if found is None:
        raise Http404("Fant ikke kommunen.")
    export = package(version, found)
    response = HttpResponse(export.data, content_type=export.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{export.filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
