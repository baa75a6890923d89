"""Pages that show plans. Each fetches and authorises, loads the value, and prints it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgets.certainty import Counting
from budgets.frames import frame_uses
from budgets.promised import promises
from plans import paths
from plans.models import Blob, Person, Plan
from plans.permissions import (
    capabilities,
    editable_delmaal,
    get_plan,
    may_edit,
    whole_plan,
)
from plans.roles import Capability
from plans.services.fields import OPEN_STATUSES
from plans.slots import Reader, marks_for, panels_for, tabs_for
from plans.views import picture, plan_address
from reporting import document, page
from reporting.changes import changes_view
from reporting.changes_words import page_words
from reporting.charts import charts
from reporting.compare import years_table
from reporting.context import load_control
from reporting.entry import entry_table
from reporting.entry_years import years_entry
from reporting.load import load, standing, typed_history
from reporting.missing import missing
from reporting.models import Stored
from reporting.origins import origins
from reporting.parts import Marks, part_at
from reporting.search import search
from reporting.sent import sent_of
from reporting.tables import financing, money_tables
from reporting.value import Handlingsplan


def _figure_url(plan: Plan) -> Callable[[str], str]:
    """Return what gives the address of a figure of the plan by its SHA-256."""
    return lambda sha256: reverse("figure", kwargs={**plan_address(plan), "sha256": sha256})


def plan_head(request: HttpRequest, plan: Plan, value: Handlingsplan) -> dict[str, Any]:
    """Return what the top of every page of a plan needs."""
    assert isinstance(request.user, Person)
    may = capabilities(request.user, plan)
    reader = Reader(request.user, plan, may, timezone.localdate())
    return {
        "row": plan,
        "address": plan_address(plan),
        "plan": value,
        # The tables speak the plan's own language, also on the page.
        "language": value.language,
        "standing": standing(plan),
        "sent": sent_of(plan),
        "reader": reader,
        "tabs": tabs_for(reader),
        "may_see_pilot": Capability.SEE_AGREEMENT in may,
        "may_receive": Capability.EDIT_AGREEMENT in may,
        "taken": _taken_in(plan) if Capability.EDIT_AGREEMENT in may else None,
        "may_see_history": Capability.SEE_HISTORY in may,
        "may_edit_money": may_edit(request.user, plan, Capability.EDIT_MONEY),
        "editable": editable_delmaal(request.user, plan),
        "control": load_control(plan, value, timezone.localdate()),
    }


def _taken_in(plan: Plan) -> Stored | None:
    """Return the document that was taken in last and can be undone. One query for a plan that is being written."""
    return plan.stored.filter(undone_at=None).first() if plan.status in OPEN_STATUSES else None


@require_safe
@login_required
def plan_page(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The plan, read as the document it becomes, with «Rediger» where it may be written; `?rediger=` opens a field."""
    plan = get_plan(request.user, pilot, year)
    edited = request.GET.get("rediger", "")
    value = load(plan)
    head = plan_head(request, plan, value)
    context = {
        **head,
        "marks": Marks(value, marks_for(head["reader"])),
        "panels": panels_for(head["reader"].may),
        "view": page.plan_view(value, head["editable"]),
        "search": search(value, request.GET.get("sok", "")),
        "figures": document.figures(value, _figure_url(plan)),
        "may_edit_all": whole_plan(request.user, plan, Capability.EDIT_TEXT),
        "edited": edited if paths.field_place(edited) else "",
    }
    return render(request, "reporting/plan.html", context)


def _counting(request: HttpRequest) -> Counting:
    """Return which certainties the sums of the page take in, by its address; everything that counts otherwise."""
    wanted = request.GET.get("summer", "")
    return Counting(wanted) if wanted in Counting.values else Counting.ALT


@require_safe
@login_required
def missing_page(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """What is still empty in the plan, by who is responsible."""
    plan = get_plan(request.user, pilot, year)
    value = load(plan)
    context = {**plan_head(request, plan, value), "groups": missing(value, page.plan_view(value))}
    return render(request, "reporting/missing.html", context)


@require_safe
@login_required
def budget_page(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The year's amounts with «Rediger» at each row, the frame, and the three tables as they will be printed."""
    plan = get_plan(request.user, pilot, year)
    value = load(plan)
    counting = _counting(request)
    tables = money_tables(value)
    sums = financing(value, counting)
    may = editable_delmaal(request.user, plan, Capability.EDIT_MONEY)
    entry = entry_table(value, sums, may, counting)
    found = {origin.key: origin for origin in entry.origins} | origins(value, sums, counting)
    for table in tables:
        found |= origins(value, table)
    head = plan_head(request, plan, value)
    context = {
        **head,
        "years": years_entry(value, tables[1], may, typed_history(plan)) if may else None,
        "sections": page.money_sections(value, tables),
        "entry": entry,
        "counting": counting,
        "countings": Counting,
        "origins": found,
        "may_edit_agreement": Capability.EDIT_AGREEMENT in head["reader"].may,
        "may_edit_posts": whole_plan(request.user, plan, Capability.EDIT_MONEY),
        "panels": panels_for(head["reader"].may),
        "foreseen": years_table(value.earlier, value) if value.earlier else None,
        "frames": frame_uses(promises(plan.agreement), plan.year, page.used(tables[-1])),
    }
    return render(request, "reporting/budget.html", context)


@require_safe
@login_required
def figures_of_the_year(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """«Året i tall»: the year's money as bars and tables, the same as in the PDF."""
    plan = get_plan(request.user, pilot, year)
    value = load(plan)
    context = {**plan_head(request, plan, value), "charts": charts(value)}
    return render(request, "reporting/year_in_figures.html", context)


@require_safe
@login_required
def changes_page(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The account of the year's changes, with what is missing asked for in place."""
    plan = get_plan(request.user, pilot, year)
    value = load(plan)
    head = plan_head(request, plan, value)
    view = changes_view(plan, value, head["editable"])
    return render(request, "reporting/changes.html", {**head, "view": view, "words": page_words(value)})


@require_safe
@login_required
def tiltak_address(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """The stable address of a tiltak: its place in the plan."""
    plan = get_plan(request.user, pilot, year)
    part_at(plan, f"tiltak-{uid}")
    return redirect(f"{reverse('plan', kwargs=plan_address(plan))}#tiltak-{uid}")


@require_safe
@login_required
def tiltak_by_number(request: HttpRequest, pilot: str, year: int, delmaal: int, number: int) -> HttpResponse:
    """The address people say aloud, «tiltak 6.1»: redirects to the stable one."""
    plan = get_plan(request.user, pilot, year)
    for goal in load(plan).delmaal:
        for tiltak in goal.tiltak:
            if (goal.number, tiltak.number) == (delmaal, number):
                return redirect(reverse("tiltak", kwargs={**plan_address(plan), "uid": tiltak.uid}))
    raise Http404("Fant ikke tiltaket.")


@require_safe
@login_required
def preview(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The same HTML that becomes the PDF."""
    plan = get_plan(request.user, pilot, year)
    return HttpResponse(document.html(load(plan), standing(plan), _figure_url(plan)))


@require_safe
@login_required
def figure(request: HttpRequest, pilot: str, year: int, sha256: str) -> HttpResponse:
    """A picture of the plan, as it is or as it once was frozen. It never changes, so browsers may keep it."""
    plan = get_plan(request.user, pilot, year)
    now = Q(figures__plan=plan) | Q(logos__pilot=plan.agreement.pilot_id)
    shown = Q(snapshots__plan=plan) if plan.as_sent else now
    blob = get_object_or_404(Blob.objects.filter(shown).distinct(), sha256=sha256)
    return picture(blob)
