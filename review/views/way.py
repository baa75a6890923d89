"""The page «Send», the form of each step, and the answers to what KDD asked for."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.sums import total
from plans.models import Party, Person, Plan
from plans.permissions import get_plan
from plans.roles import Capability
from plans.services import Conflict
from plans.views import plan_address, plan_trail, submitted
from plans.views.edit import REFUSED
from reporting.load import load
from reporting.snapshots import Damaged
from reporting.views import plan_head
from review import services
from review.about import About
from review.audiences import voice
from review.forms import AnswerForm, MoveForm
from review.models import Asked, Orientation, Payout, Signature, Version, counted
from review.places import edits, places
from review.points import points
from review.services.facts import (
    latest_version,
    load_actor,
    load_facts,
    open_asked,
    open_findings,
    recommendation,
    unsigned,
)
from review.services.moves import base_of
from review.services.records import municipalities_for, records_to_correct
from review.way import offers, road, split, whose_turn
from review.workflow import BY_KEY, ENDRINGER, Actor, Need, Transition, barred, holds, offered

#: Steps that only note something, which stands in tables of its own.
NOTED = [key for key, step in BY_KEY.items() if step.target is None and key != "innstill"]
#: What the form of a correction begins with.
_KEPT = ("kroner", "date", "note", "case_number", "result")
#: Everything that a page of a plan's way may be judged by.
ALL_NEEDS = frozenset(Need)


@require_safe
@login_required
def way(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Where the plan is, whose turn it is, the steps one may take with their checklists, and all that has happened."""
    plan = get_plan(request.user, pilot, year)
    assert isinstance(request.user, Person)
    head = plan_head(request, plan, load(plan))
    facts = load_facts(plan, ALL_NEEDS, open_findings(head["control"]))
    actor = load_actor(request.user, plan)
    forward, aside = split(offers(plan.status, actor, facts))
    version = latest_version(plan)
    asked = asked_rows(plan, Capability.ADOPT in actor.capabilities)
    context = {
        **head,
        "road": road(plan.status),
        "turn": whose_turn(plan.status, facts.recommended),
        "forward": forward,
        "aside": aside,
        "may_sign": any(step.key == "signer" for step in offered(plan.status, actor)),
        "may_correct": {step.key for step in offered(plan.status, actor) if step.corrects},
        "actor_leads": Capability.ADOPT in actor.capabilities,
        "version": version,
        "asked": asked,
        "answered": sum(bool(one["row"].answered_at) for one in asked),
        "points": points(voice(request.user, plan, actor.capabilities), plan, About(plan), timezone.now()),
        "recommendation": recommendation(plan) if plan.status == "sendt" else None,
        "moves": plan.moves.exclude(key__in=NOTED).select_related("by", "version"),
        "steps": BY_KEY,
        "councils": _councils(actor, version, request.user),
        **_records(version),
    }
    return render(request, "review/way.html", context)


def _councils(actor: Actor, version: Version | None, person: Person) -> list[Party]:
    """Return the municipalities that a person may fetch the council package for."""
    return municipalities_for(version, person) if version and Capability.INFORM in actor.capabilities else []


def _records(version: Version | None) -> dict[str, Any]:
    """Return what is noted: signatures on the newest version, payouts and orientations on every one."""
    if version is None:
        return {}
    payouts = list(Payout.objects.filter(version__plan=version.plan_id).select_related("version", "corrected_by"))
    return {
        "signatures": Signature.objects.filter(version=version).select_related("party"),
        "payouts": payouts,
        "paid": total(payouts[place].kroner for place in counted(payouts)),
        "orientations": Orientation.objects.filter(version__plan=version.plan_id).select_related(
            "party", "version", "corrected_by"
        ),
    }


def asked_rows(plan: Plan, may: bool) -> list[dict[str, Any]]:
    """Return what KDD asked for, each with where it is written and a form for the answer while that is open."""
    is_open = plan.status == ENDRINGER
    address = plan_address(plan)
    return [
        {
            "row": one,
            "links": [(edit.words, reverse(edit.name, kwargs={**address, **edit.kwargs})) for edit in edits(one.path)]
            if is_open and may
            else [],
            "form": AnswerForm(one) if is_open and may else None,
        }
        for one in open_asked(plan)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move(request: HttpRequest, pilot: str, year: int, key: str) -> HttpResponse:
    """Show the form of a step, or take it. Who was overtaken, or stands elsewhere, is told so with 409."""
    step = BY_KEY.get(key)
    if step is None:
        raise Http404("Fant ikke steget.")
    plan = get_plan(request.user, pilot, year)
    assert isinstance(request.user, Person)
    actor = load_actor(request.user, plan)
    if not holds(step, actor) or barred(step, actor):
        raise PermissionDenied
    if plan.status not in step.sources:
        return _told(request, plan, step, str(services.NotPossible(step, plan)))
    form = _form(step, plan, request.user, submitted(request), request.GET.get("gjelder", ""))
    status = 200
    if request.method == "POST":
        status = REFUSED
        try:
            if form.is_valid():
                services.move(
                    plan=plan,
                    key=key,
                    base=form.cleaned_data["base"],
                    by=request.user,
                    at=timezone.localtime(),
                    said=form.said(),
                )
                messages.success(request, step.done)
                return _onwards(plan, request.user)
        except ValidationError as error:
            form.refuse(error)
        except (services.NotPossible, services.Overtaken, Damaged) as refusal:
            return _told(request, plan, step, str(refusal))
    return _form_page(request, plan, step, form, status)


def _onwards(plan: Plan, person: Person) -> HttpResponse:
    """Go to the plan's way, or to the front page where she no longer sees the plan, as when KDD has reopened it."""
    address = plan_address(plan)
    try:
        get_plan(person, **address)
    except Http404:
        return redirect("front")
    return redirect(reverse("way", kwargs=address))


def _form(step: Transition, plan: Plan, person: Person, data: Any, asked: str = "") -> MoveForm:
    """Return the form of a step with what is known beforehand; `asked` is the key of a record to correct."""
    version = latest_version(plan)
    parties = []
    if Need.SIGNATURE in step.needs:
        parties = unsigned(plan, version)
    elif Need.ORIENTATION in step.needs and version:
        done = set(Orientation.objects.filter(version=version).values_list("party", flat=True))
        parties = [party for party in municipalities_for(version, person) if party.pk not in done]
    initial: dict[str, Any] = {
        "base": base_of(plan),
        "adoption_date": plan.adoption_date,
        "case_number": plan.case_number,
    }
    if Need.ADOPTION not in step.needs:
        del initial["case_number"]
    records = records_to_correct(step, plan, person)
    if wrong := next((one for one in records if str(one.pk) == asked), None):
        initial |= {"corrects": wrong.pk, **{name: getattr(wrong, name, None) for name in _KEPT}}
    found = tuple(places(load(plan))) if Need.ASKED in step.needs else ()
    return MoveForm(step, data, places=found, parties=parties, records=records, initial=initial)


def _form_page(request: HttpRequest, plan: Plan, step: Transition, form: MoveForm, status: int) -> HttpResponse:
    address = plan_address(plan)
    context = {
        "form": form,
        "step": step,
        "plan": plan,
        "address": address,
        "version": latest_version(plan),
        "breadcrumbs": plan_trail(plan, ("Send", reverse("way", kwargs=address)), (step.button, None)),
    }
    return render(request, "review/move.html", context, status=status)


def _told(request: HttpRequest, plan: Plan, step: Transition, sentence: str) -> HttpResponse:
    """Say why a step was not taken, with the way back to where the plan is now."""
    address = plan_address(plan)
    trail = plan_trail(plan, ("Send", reverse("way", kwargs=address)), (step.button, None))
    context = {"step": step, "address": address, "sentence": sentence, "breadcrumbs": trail}
    return render(request, "review/told.html", context, status=409)


@require_POST
@login_required
def answer(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Say what was done about something KDD asked for."""
    plan = get_plan(request.user, pilot, year, Capability.ADOPT)
    asked = get_object_or_404(Asked.objects.select_related("move"), pk=pk, move__plan=plan)
    assert isinstance(request.user, Person)
    form = AnswerForm(asked, request.POST)
    if form.is_valid():
        try:
            services.answer_asked(asked=asked, by=request.user, at=timezone.localtime(), **form.cleaned_data)
            messages.success(request, f"Svaret om «{asked.label}» er lagret.")
        except Conflict as conflict:
            messages.error(request, f"Noen andre svarte samtidig: «{conflict.theirs}». Svaret ditt er ikke lagret.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, "Svaret er for langt.")
    return redirect(f"{reverse('way', kwargs=plan_address(plan))}#bedt-om")
