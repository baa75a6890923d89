"""Writing the agreement: its years and parties, its delmål and their order, and what hangs on it."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms import SavedFieldsForm
from plans.forms.agreement import (
    AgreementForm,
    AgreementPartiesForm,
    DeadlineForm,
    DelmaalForm,
    MeetingForm,
    WorkGroupForm,
)
from plans.forms.rows import RowForm
from plans.models import Agreement, Deadline, Meeting, Person, Pilot, Removed, WorkGroup
from plans.permissions import get_agreement, get_pilot, get_plan, require_whole_plan
from plans.roles import Capability
from plans.services import (
    Closed,
    delmaal_differences,
    refresh_plan_delmaal,
    remove_deadline,
    remove_delmaal,
    remove_meeting,
    remove_work_group,
    restore,
    set_delmaal_order,
)
from plans.services.delmaal import delmaal_order_value
from plans.views.edit import edit, pilot_trail, plan_address, submitted
from plans.views.rows import move, refusal, remove

NEEDS = Capability.EDIT_AGREEMENT
TEMPLATE = "plans/pilot_fields.html"


class Kind(NamedTuple):
    """A kind of row that hangs on the agreement: its words, its model and form, and where it stands on the page.

    `remove` is its service, which takes the row as `word`.
    """

    new: str
    existing: str
    model: type[WorkGroup] | type[Deadline] | type[Meeting]
    form: type[RowForm]
    anchor: str
    remove: Callable[..., Removed]
    word: str


KINDS = {
    "arbeidsgruppe": Kind(
        "Ny arbeidsgruppe", "Arbeidsgruppe", WorkGroup, WorkGroupForm, "arbeidsgrupper", remove_work_group, "group"
    ),
    "frist": Kind("Ny frist", "Frist", Deadline, DeadlineForm, "frister", remove_deadline, "deadline"),
    "mote": Kind("Nytt møte", "Møte", Meeting, MeetingForm, "moter", remove_meeting, "meeting"),
}


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404("Fant ikke siden.")
    return KINDS[kind]


def _place(pilot: Pilot, anchor: str) -> str:
    """Return the address of a part of the pilot's page."""
    return f"{reverse('pilot', kwargs={'pilot': pilot.slug})}#{anchor}"


def _edit(
    request: HttpRequest, agreement: Agreement, form: SavedFieldsForm, heading: str, anchor: str, remove: str = ""
) -> HttpResponse:
    """Show or save a form of the agreement; `remove` is the address that removes what is edited."""
    back = _place(agreement.pilot, anchor)
    context = {
        "heading": heading,
        "back": back,
        "remove": remove,
        "breadcrumbs": pilot_trail(agreement.pilot, (heading, None)),
    }
    return edit(request, form, template=TEMPLATE, context=context, saved="Endringen er lagret.", done=lambda: back)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_agreement(request: HttpRequest, pilot: str) -> HttpResponse:
    """Edit the agreement's years and the date it was signed."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    return _edit(request, agreement, AgreementForm(agreement, submitted(request)), "Avtalens periode", "avtale")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_agreement_parties(request: HttpRequest, pilot: str) -> HttpResponse:
    """Edit who the agreement is between and who signs the plans."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    return _edit(request, agreement, AgreementPartiesForm(agreement, submitted(request)), "Avtalens parter", "avtale")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_agreement_delmaal(request: HttpRequest, pilot: str) -> HttpResponse:
    """Add a delmål to the agreement."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    return _edit(request, agreement, DelmaalForm(agreement, None, submitted(request)), "Nytt delmål", "delmal")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_agreement_delmaal(request: HttpRequest, pilot: str, uid: UUID) -> HttpResponse:
    """Edit a delmål of the agreement; plans keep their copies until they take the change in."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    delmaal = get_object_or_404(agreement.delmaal, uid=uid)
    form = DelmaalForm(agreement, delmaal, submitted(request))
    remove = reverse("remove_agreement_delmaal", kwargs={"pilot": pilot, "uid": uid})
    return _edit(request, agreement, form, f"Delmål {delmaal.priority}", "delmal", remove)


@require_POST
@login_required
def move_agreement_delmaal(request: HttpRequest, pilot: str, uid: UUID) -> HttpResponse:
    """Move a delmål one place up or down, from the order that the page showed."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    delmaal = get_object_or_404(agreement.delmaal, uid=uid)
    assert isinstance(request.user, Person)
    save = partial(set_delmaal_order, agreement=agreement, by=request.user)
    move(
        request,
        ids=delmaal_order_value(agreement),
        one=str(uid),
        save=lambda uids, base: save(uids=uids, base=base),
        name=delmaal.title,
    )
    return redirect(_place(agreement.pilot, "delmal"))


def _way_back(pilot: Pilot) -> str:
    """Return the address of what was removed from the agreement."""
    return reverse("pilot_removed", kwargs={"pilot": pilot.slug})


@require_POST
@login_required
def remove_agreement_delmaal(request: HttpRequest, pilot: str, uid: UUID) -> HttpResponse:
    """Remove a delmål that no plan needs."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    delmaal = get_object_or_404(agreement.delmaal, uid=uid)
    assert isinstance(request.user, Person)
    save = partial(remove_delmaal, delmaal=delmaal, by=request.user)
    remove(request, save, way_back=_way_back(agreement.pilot))
    return redirect(_place(agreement.pilot, "delmal"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_agreement_row(request: HttpRequest, pilot: str, kind: str) -> HttpResponse:
    """Add a work group, a deadline or a meeting."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    of = _kind(kind)
    return _edit(request, agreement, of.form(agreement, None, submitted(request)), of.new, of.anchor)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_agreement_row(request: HttpRequest, pilot: str, kind: str, pk: int) -> HttpResponse:
    """Edit a work group, a deadline or a meeting. A deadline of all pilots is not this pilot's to change."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    of = _kind(kind)
    row = get_object_or_404(of.model, agreement=agreement, pk=pk)
    remove = reverse("remove_agreement_row", kwargs={"pilot": pilot, "kind": kind, "pk": pk})
    return _edit(request, agreement, of.form(agreement, row, submitted(request)), of.existing, of.anchor, remove)


@require_POST
@login_required
def remove_agreement_row(request: HttpRequest, pilot: str, kind: str, pk: int) -> HttpResponse:
    """Remove a work group, a deadline or a meeting."""
    agreement = get_agreement(request.user, pilot, NEEDS)
    of = _kind(kind)
    row: Any = get_object_or_404(of.model, agreement=agreement, pk=pk)
    assert isinstance(request.user, Person)
    save = partial(of.remove, **{of.word: row}, by=request.user)
    remove(request, save, way_back=_way_back(agreement.pilot))
    return redirect(_place(agreement.pilot, of.anchor))


@require_safe
@login_required
def pilot_removed(request: HttpRequest, pilot: str) -> HttpResponse:
    """What was removed from the agreement and can be put back."""
    found = get_pilot(request.user, pilot, NEEDS)
    context = {
        "pilot": found,
        "entries": _of_agreement(found).filter(restored_at__isnull=True).defer("data").select_related("by"),
        "breadcrumbs": pilot_trail(found, ("Slettet", None)),
    }
    return render(request, "plans/pilot_removed.html", context)


def _of_agreement(pilot: Pilot) -> Any:
    """Return the removals from the pilot's agreements and sources; ended roles are for others to decide on."""
    of_agreement = Q(path__startswith="avtale/") | Q(path__startswith="kilde/")
    return Removed.objects.filter(of_agreement, pilot=pilot, plan__isnull=True)


@require_POST
@login_required
def pilot_put_back(request: HttpRequest, pilot: str, pk: int) -> HttpResponse:
    """Put back what one removal took from the agreement."""
    found = get_pilot(request.user, pilot, NEEDS)
    entry = get_object_or_404(_of_agreement(found), pk=pk)
    assert isinstance(request.user, Person)
    try:
        restore(removed=entry, by=request.user)
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
        return redirect(reverse("pilot_removed", kwargs={"pilot": pilot}))
    messages.success(request, f"{entry.label} er satt tilbake.")
    return redirect(reverse("pilot", kwargs={"pilot": pilot}))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_in_delmaal(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Show how the agreement's delmål differ from a draft's, and take the changes in."""
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    require_whole_plan(request.user, plan, Capability.EDIT_TEXT)
    address = plan_address(plan)
    if request.method == "POST":
        assert isinstance(request.user, Person)
        try:
            refresh_plan_delmaal(plan=plan, by=request.user)
        except Closed as closed:
            messages.error(request, str(closed))
        else:
            messages.success(request, "Endringene fra avtalen er tatt inn. Tekster og beløp står som før.")
        return redirect(reverse("plan", kwargs=address))
    context = {"plan": plan, "address": address, "differences": delmaal_differences(plan)}
    return render(request, "plans/pilot_differences.html", context)
