"""«Versjoner og dokumenter»: each version as it was, its files byte for byte, and any two side by side."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.models import Plan
from plans.permissions import capabilities, get_plan
from plans.roles import Capability
from plans.views import plan_address, plan_trail
from reporting.compare import comparison_tables
from reporting.load import load
from reporting.snapshots import thaw
from reporting.views import plan_head
from review.models import SignedCopy, Version, VersionFile
from review.versions import check_file, compared, kept_findings, listed, unharmed
from review.views.way import NOTED
from review.workflow import BY_KEY

#: What is asked for to compare with the plan as it is now.
NOW = "na"


def _versions(plan: Plan) -> list[Version]:
    return list(plan.versions.select_related("snapshot", "by").defer("snapshot__data"))


def _choices(plan: Plan, numbers: Iterable[int]) -> list[tuple[str, str]]:
    """Return what may be held side by side: the versions and, for who may see that, the plan as it is now."""
    found = [(str(number), f"Versjon {number}") for number in numbers]
    return found if plan.as_sent else [*found, (NOW, "Slik den er nå")]


@require_safe
@login_required
def versions(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Every version with its date, who, where it stands, its hash and its files."""
    plan = get_plan(request.user, pilot, year)
    found = _versions(plan)
    files = VersionFile.objects.filter(version__plan=plan).defer("data")
    context = {
        **plan_head(request, plan, load(plan)),
        "listed": listed(found, plan.moves.select_related("by"), files),
        "choices": _choices(plan, (version.number for version in found)),
        "has_case": Capability.COMMENT_SHARED in capabilities(request.user, plan),
    }
    return render(request, "review/versions.html", context)


@require_safe
@login_required
def version(request: HttpRequest, pilot: str, year: int, number: int) -> HttpResponse:
    """One version: where it stands, the findings it was adopted with, its engines, and whether it is unharmed."""
    plan = get_plan(request.user, pilot, year)
    found = get_object_or_404(plan.versions.select_related("snapshot", "by"), number=number)
    address = plan_address(plan)
    here = f"Versjon {number}"
    context = {
        "row": plan,
        "address": address,
        "version": found,
        "harm": unharmed(found),
        "copies": SignedCopy.objects.filter(version=found).defer("data").select_related("by"),
        "may_sign": plan.status in BY_KEY["signer"].sources and Capability.ADOPT in capabilities(request.user, plan),
        "files": found.files.defer("data"),
        "moves": found.moves.exclude(key__in=NOTED).select_related("by", "version"),
        "kept": kept_findings(found.findings, plan.language),
        "tips": sum(one["level"] == "tips" and not one.get("reason") for one in found.findings),
        "breadcrumbs": plan_trail(plan, ("Versjoner", reverse("versions", kwargs=address)), (here, None)),
    }
    return render(request, "review/version.html", context)


@require_safe
@login_required
def version_file(request: HttpRequest, pilot: str, year: int, number: int, occasion: str, kind: str) -> HttpResponse:
    """A file as it was published."""
    plan = get_plan(request.user, pilot, year)
    file = get_object_or_404(VersionFile, version__plan=plan, version__number=number, occasion=occasion, kind=kind)
    check_file(file)
    response = HttpResponse(bytes(file.data), content_type=file.media_type)
    stem, _, suffix = file.filename.rpartition(".")
    name = f"{stem}-versjon-{number}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def compare_versions(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Two editions side by side: versions by their numbers, or the plan as it is now."""
    plan = get_plan(request.user, pilot, year)
    asked = [request.GET.get("fra", ""), request.GET.get("til", "")]
    by_number = {str(found.number): found for found in plan.versions.select_related("snapshot")}
    choices = _choices(plan, (found.number for found in by_number.values()))
    if not all(one in dict(choices) for one in asked):
        if not by_number:
            raise Http404("Planen har ingen versjoner å sammenligne.")
        return redirect(reverse("versions", kwargs=plan_address(plan)))
    value = load(plan)
    old, new = (value if one == NOW else thaw(by_number[one].snapshot) for one in asked)
    names = ["planen slik den er nå" if one == NOW else f"versjon {one}" for one in asked]
    context = {
        **plan_head(request, plan, value),
        "view": compared(old, new, *names),
        "tables": comparison_tables(old, new),
        "asked": asked,
        "choices": choices,
    }
    return render(request, "review/compare.html", context)
