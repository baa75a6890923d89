"""Documents to download, the page one waits at while a PDF is made, and the page about those who make them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import Plan
from plans.permissions import get_plan, require_everywhere
from plans.roles import Capability
from plans.views import plan_address, plan_trail
from reporting import exports
from reporting.document_parts import UnknownPart, parts
from reporting.exports import Export, RenderError
from reporting.load import load
from reporting.models import Rendering
from reporting.rendering import queue, services

State = Rendering.State


@require_safe
@login_required
def download(request: HttpRequest, pilot: str, year: int, format: str) -> HttpResponse:
    """The plan as PDF, Excel, Word or JSON, under a name that says what it is.

    A PDF that is not made yet is waited for on a page, where a worker lives and a browser asks; `?av=` names one that
    was made, `?direkte=1` waits here, `?del=` asks for a part of the plan.
    """
    plan = get_plan(request.user, pilot, year)
    try:
        if format == "pdf":
            part = request.GET.get("del", "")
            if ready := _made(plan, request.GET.get("av", "")):
                return _file(ready)
            if _waits_on_a_page(request, plan, part):
                row = services.ask(services.order(plan, part), at=timezone.now())
                if row.state == State.WAITING:
                    return redirect(_progress_address(plan, row))
            if part:
                return _file(services.made_now(plan, part))
        return _file(exports.render(plan, format))
    except UnknownPart as error:
        raise Http404(str(error)) from error
    except RenderError as error:
        context = {"row": plan, "address": plan_address(plan), "error": str(error)}
        return render(request, "reporting/download_failed.html", context, status=503)


def _file(export: Export) -> HttpResponse:
    """Return a file as something to save."""
    response = HttpResponse(export.data, content_type=export.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{export.filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _made(plan: Plan, key: str) -> Export | None:
    """Return the PDF of the plan whose key begins like this, if it has been made."""
    row = services.kept(plan, key)
    return services.file_of(row) if row and row.state == State.MADE else None


def _waits_on_a_page(request: HttpRequest, plan: Plan, part: str) -> bool:
    """Tell whether who asks can be shown a page, and there is a worker that makes what was not published already."""
    is_browser = "text/html" in request.headers.get("Accept", "") and "direkte" not in request.GET
    is_published = not part and exports.published(plan, "pdf")
    return is_browser and bool(queue.living(timezone.now())) and not is_published


def _progress_address(plan: Plan, row: Rendering) -> str:
    return f"{reverse('pdf_progress', kwargs=plan_address(plan))}?av={row.key[: services.KEY_DIGITS]}"


@require_safe
@login_required
def pdf_progress(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """How far the PDF that `?av=` names has come: a page that asks again by itself, or data for the script on it."""
    plan = get_plan(request.user, pilot, year)
    row = services.kept(plan, request.GET.get("av", ""))
    alive = bool(queue.living(timezone.now()))
    if row and row.state == State.WAITING and alive:
        services.give(row, at=timezone.now())
    before = queue.before(row.task) if row else 0
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": row.state if row else "", "before": before, "alive": alive})
    address = plan_address(plan)
    context = {
        "row": plan,
        "address": address,
        "rendering": row,
        "state": row.state if row else "",
        "before": before,
        "alive": alive,
        "parts": () if row else parts(load(plan)),
        "again": f"?del={row.part}" if row and row.part else "",
        "file": reverse("download_pdf", kwargs=address) + (f"?av={row.key[: services.KEY_DIGITS]}" if row else ""),
        "breadcrumbs": plan_trail(plan, ("PDF", None)),
    }
    return render(request, "reporting/pdf_progress.html", context)


@require_safe
@login_required
def workers(request: HttpRequest) -> HttpResponse:
    """Whether a worker lives, how long the queue is, and what was made lately."""
    require_everywhere(request.user, Capability.ADMINISTER)
    now = timezone.now()
    context = {
        "alive": queue.living(now),
        "length": queue.length(),
        "latest": Rendering.objects.select_related("plan__agreement__pilot").defer("data", "source")[:20],
    }
    return render(request, "reporting/workers.html", context)
