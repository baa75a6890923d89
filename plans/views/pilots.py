"""All pilots, a new one with its agreement, and the plan of a new year."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.pilots import NewAgreementForm, NewPilotForm, NewPlanForm
from plans.models import Agreement, Invitation, Membership, Party, Person, Pilot, Plan, PlanForm
from plans.permissions import get_agreement, get_pilot, get_plan, require_everywhere
from plans.roles import Capability, Role
from plans.services import remove_plan
from plans.views.edit import edit, plan_address, submitted
from plans.views.people import place_address
from plans.views.rows import remove

TEMPLATE = "plans/pilot_fields.html"


class PilotRow(NamedTuple):
    """A pilot in the list of all of them; `invited` are those who have been asked to lead it."""

    pilot: Pilot
    municipalities: list[Party]
    agreement: Agreement | None
    leaders: list[Person]
    invited: list[Invitation]
    plans: list[Plan]


@require_safe
@login_required
def pilots(request: HttpRequest) -> HttpResponse:
    """All pilots with what each of them still lacks, for whoever looks after the portal."""
    require_everywhere(request.user, Capability.ADMINISTER)
    rows = _rows()
    context = {
        "rows": rows,
        "without_leader": sum(not row.leaders for row in rows),
        "breadcrumbs": [("Mine planer", reverse("front")), ("Piloter", None)],
    }
    return render(request, "plans/pilots.html", context)


def _rows() -> list[PilotRow]:
    """Return all pilots by name, in a fixed number of queries."""
    municipalities, leaders, invited, plans = (defaultdict(list) for _ in range(4))
    for party in Party.objects.filter(pilot__isnull=False):
        municipalities[party.pilot_id].append(party)
    led = Membership.objects.filter(role=Role.PROSJEKTLEDER, person__is_active=True)
    for membership in led.select_related("person").order_by("pk"):
        leaders[membership.pilot_id].append(membership.person)
    for invitation in Invitation.objects.filter(role=Role.PROSJEKTLEDER, accepted_at=None, revoked_at=None):
        invited[invitation.pilot_id].append(invitation)
    for plan in Plan.objects.select_related("agreement").order_by("year"):
        plans[plan.agreement.pilot_id].append(plan)
    # The newest of each pilot stands last and stays.
    agreements = {one.pilot_id: one for one in Agreement.objects.order_by("first_year")}
    return [
        PilotRow(
            pilot, municipalities[pilot.pk], agreements.get(pilot.pk), leaders[pilot.pk], invited[pilot.pk],
            plans[pilot.pk],
        )
        for pilot in Pilot.objects.all()
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_pilot(request: HttpRequest) -> HttpResponse:
    """Add a pilot with its municipalities; its agreement comes next."""
    require_everywhere(request.user, Capability.ADMINISTER)
    form = NewPilotForm(submitted(request))
    context = {
        "heading": "Ny pilot",
        "lead": "Først piloten og kommunene. Deretter kommer avtalen, og til slutt inviterer du prosjektlederen.",
        "button": "Opprett piloten",
        "back": reverse("pilots"),
        "breadcrumbs": [("Mine planer", reverse("front")), ("Piloter", reverse("pilots")), ("Ny pilot", None)],
    }

    def done() -> str:
        return reverse("new_agreement", kwargs={"pilot": form.created.slug})

    return edit(request, form, template=TEMPLATE, context=context, saved="Piloten er opprettet.", done=done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_agreement(request: HttpRequest, pilot: str) -> HttpResponse:
    """Add a pilot's agreement; where it has no project leader yet she is invited next."""
    found = get_pilot(request.user, pilot, Capability.ADMINISTER)
    form = NewAgreementForm(found, submitted(request))
    own = reverse("pilot", kwargs={"pilot": pilot})
    context = {
        "heading": "Ny avtale",
        "lead": "Delmålene skriver prosjektlederen når avtalen er på plass.",
        "button": "Legg inn avtalen",
        "back": own,
        "breadcrumbs": [("Mine planer", reverse("front")), (str(found), own), ("Ny avtale", None)],
    }

    def done() -> str:
        led = Membership.objects.filter(pilot=found, role=Role.PROSJEKTLEDER).exists()
        return own if led else f"{place_address('invite', found)}?rolle={Role.PROSJEKTLEDER.value}"

    return edit(request, form, template=TEMPLATE, context=context, saved="Avtalen er lagt inn.", done=done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_plan(request: HttpRequest, pilot: str) -> HttpResponse:
    """Start the plan of a year of the agreement that has none yet."""
    agreement = get_agreement(request.user, pilot, Capability.EDIT_AGREEMENT)
    taken = set(agreement.plans.values_list("year", flat=True))
    years = [year for year in agreement.years if year not in taken]
    own = reverse("pilot", kwargs={"pilot": pilot})
    context = {
        "heading": "Ny handlingsplan",
        "agreement": agreement,
        "years": years,
        "has_forms": PlanForm.objects.exists(),
        "delmaal": agreement.delmaal.all(),
        "button": "Lag planen",
        "back": f"{own}#planer",
        "breadcrumbs": [
            ("Mine planer", reverse("front")),
            (str(agreement.pilot), own),
            ("Ny handlingsplan", None),
        ],
    }
    if not years or not context["has_forms"]:
        return render(request, "plans/new_plan.html", context)
    form = NewPlanForm(agreement, years, timezone.localdate(), submitted(request))

    def done() -> str:
        return reverse("plan", kwargs=plan_address(form.created))

    return edit(request, form, template="plans/new_plan.html", context=context, saved="Planen er opprettet.", done=done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_plan_page(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Say what goes with a draft, and remove it: one that was started with another form or language than was meant."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_AGREEMENT)
    own = reverse("pilot", kwargs={"pilot": pilot})
    if request.method == "POST":
        assert isinstance(request.user, Person)
        by, way_back = request.user, reverse("pilot_removed", kwargs={"pilot": pilot})
        remove(request, lambda: remove_plan(plan=plan, by=by), way_back=way_back)
        return redirect(f"{own}#planer")
    answers = plan.answers.exclude(html="", not_relevant_reason="")
    counts = {"tiltak": plan.tiltak.count(), "answers": answers.count(), "lines": plan.lines.count()}
    return render(request, "plans/remove_plan.html", {"plan": plan, "address": plan_address(plan), "counts": counts})
