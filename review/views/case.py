"""The case document of a plan, for the archive."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.permissions import get_plan
from plans.roles import Capability
from plans.views import plan_address
from reporting.formats.pdf import RenderError
from review.case import load_case, render_case
from review.services.facts import latest_version


@require_safe
@login_required
def case_document(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The newest version with comments, findings, decision and history, for who reads what pilot and KDD say."""
    plan = get_plan(request.user, pilot, year, Capability.COMMENT_SHARED)
    version = latest_version(plan)
    if version is None:
        raise Http404("Planen har ingen versjon å arkivere.")
    try:
        export = render_case(load_case(plan, version))
    except RenderError as error:
        context = {"row": plan, "address": plan_address(plan), "error": str(error)}
        return render(request, "reporting/download_failed.html", context, status=503)
    response = HttpResponse(export.data, content_type=export.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{export.filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
