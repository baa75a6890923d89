"""One field of a plan, saved on its own: as a small page, and as the answer to a script that saves while one writes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plans import paths
from plans.forms import (
    AS_HTML,
    Html,
    PlanDatesForm,
    RichTextField,
    SavedFieldsForm,
    TextsForm,
    TiltakForm,
    Written,
)
from plans.forms.changes import ChangeTextForm
from plans.models import FieldChange, Person, Plan, PlanDelmaal, Tiltak
from plans.permissions import get_changed, get_delmaal, get_plan, get_tiltak, require_whole_plan
from plans.roles import Capability
from plans.services import Closed
from plans.services.changes import SAID_COLUMNS, Changed
from plans.views.data import as_data, wants_data
from plans.views.edit import REFUSED, edit, plan_address, submitted
from plans.words import combine

WRITES = Capability.EDIT_TEXT
Place = Plan | PlanDelmaal | Tiltak | Changed


def writable_place(request: HttpRequest, plan: dict[str, Any], path: str) -> Place:
    """Return the plan, delmål, tiltak or change that has the field at a path, for a person who may write there.

    Raises Http404 and PermissionDenied as `plans.permissions` does.
    """
    place = paths.field_place(path)
    for said in SAID_COLUMNS:
        if place and path == paths.tiltak_field(place.uid, said):
            found, tiltak = get_changed(request.user, **plan, uid=place.uid)
            return Changed(found, tiltak.uid, said)
    if place and place.level == "tiltak":
        return get_tiltak(request.user, **plan, uid=place.uid, needs=WRITES)
    if place and place.level == "delmaal":
        return get_delmaal(request.user, **plan, uid=place.uid, needs=WRITES)
    whole = get_plan(request.user, **plan, needs=WRITES)
    require_whole_plan(request.user, whole, WRITES, path)
    return whole


def _form(place: Place, path: str, data: Any = None) -> SavedFieldsForm:
    """Return the form with the one field at a path. Raises Http404 where there is no such field."""
    key = getattr(paths.field_place(path), "key", "")
    form: SavedFieldsForm
    if isinstance(place, Changed):
        form = ChangeTextForm(*place, place.text, data)
    elif isinstance(place, Tiltak):
        form = TextsForm(place, data, key=key) if key else TiltakForm(place, data, key="")
    elif isinstance(place, PlanDelmaal):
        form = TextsForm(place, data, key=key)
    else:
        form = TextsForm(place, data, key=key) if key else PlanDatesForm(place, data)
    if not form.keep_only(path):
        raise Http404("Fant ikke feltet.")
    if not isinstance(next(iter(form.fields.values())), RichTextField):
        form.helper.template = "plans/plain_fields.html"
    return form


def anchor_of(path: str, plan: Plan) -> str:
    """Return where on the plan's page a field stands."""
    place = paths.field_place(path)
    assert place
    if place.level != "plan":
        return f"{place.level}-{place.uid}"
    prompt = plan.form.prompts.filter(level="plan", key=place.key).first()
    return f"del-{prompt.position if prompt else 5}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@as_data
def field(request: HttpRequest, pilot: str, year: int, path: str) -> HttpResponse:
    """Show or save one field of a plan.

    A script gets 200 with the base hash, the values as stored and the time; 409 with both texts when somebody else has
    saved it meanwhile; 422 with what is wrong; 401 when the sign-in has run out; 403 and 404 as everywhere.
    """
    place = writable_place(request, {"pilot": pilot, "year": year}, path)
    plan = place if isinstance(place, Plan) else place.plan
    form = _form(place, path, submitted(request))
    if not wants_data(request):
        return _page(request, plan, form, path)
    if request.method == "POST":
        refusal = _save(request, place, form, path)
        if refusal is not None:
            return refusal
    return JsonResponse({**_state(_now(place, path)), "token": get_token(request), **_last(plan, path)})


def _page(request: HttpRequest, plan: Plan, form: SavedFieldsForm, path: str) -> HttpResponse:
    """Show or save the field as every form: for who comes without a script."""
    address = plan_address(plan)
    said = isinstance(form, ChangeTextForm)
    back = reverse("changes" if said else "plan", kwargs=address)
    anchor = anchor_of(path, plan).replace("tiltak-", "endring-") if said else anchor_of(path, plan)
    heading = next(iter(form.visible_fields())).label
    return edit(
        request,
        form,
        template="plans/edit_fields.html",
        context={"plan": plan, "address": address, "heading": heading, "anchor": anchor, "back": back},
        saved="Det er lagret.",
        done=lambda: f"{back}#{anchor}",
    )


def _now(place: Place, path: str) -> SavedFieldsForm:
    """Return the form of a field as it is stored now."""
    if isinstance(place, Tiltak):
        return _form(Tiltak.objects.select_related("delmaal", "plan__agreement__pilot").get(pk=place.pk), path)
    return _form(Plan.objects.get(pk=place.pk) if isinstance(place, Plan) else place, path)


def _save(request: HttpRequest, place: Place, form: SavedFieldsForm, path: str) -> JsonResponse | None:
    """Save what a script sent; None when it is saved, or else the answer that says why not."""
    assert isinstance(request.user, Person)
    try:
        if form.is_valid() and form.save(request.user):
            return None
    except Closed as closed:
        return JsonResponse({"sentence": str(closed)}, status=403)
    except ValidationError as error:
        form.refuse(error)
    if form.conflicts:
        return _conflict(request, place, form, path)
    sentences = [str(sentence) for found in form.errors.values() for sentence in found]
    return JsonResponse({"sentence": " ".join(sentences), "errors": form.errors}, status=REFUSED)


def _conflict(request: HttpRequest, place: Place, form: SavedFieldsForm, path: str) -> JsonResponse:
    """Answer with what the other wrote, the words that differ, and a text with both changes where that makes sense."""
    ((name, theirs),) = form.conflicts.items()
    stored = _now(place, path)
    state = _state(stored)
    combined = _combined(request, form, name, state["values"])
    last = _last(place if isinstance(place, Plan) else place.plan, path)
    context = {"theirs": theirs, "difference": form.differences[name], "combined": combined, **last}
    answer = {**state, **last, "combined": combined, "html": render_to_string("plans/conflict.html", context)}
    return JsonResponse(answer, status=409)


def _combined(request: HttpRequest, form: SavedFieldsForm, name: str, stored: dict[str, list[str]]) -> str | None:
    """Return both changes in one text, in the form in which this one came; None for what is no text, or has a table."""
    field = form.fields[name]
    as_html = f"{name}{AS_HTML}"
    if type(field) not in (forms.CharField, RichTextField) or not set(stored) <= {name, as_html}:
        return None
    start, mine = request.POST.get("start", ""), str(form.data.get(name, ""))
    if not isinstance(field, RichTextField) or as_html not in request.POST:
        return combine(start.replace("\r\n", "\n"), mine.replace("\r\n", "\n"), stored[name][0])
    texts = [Written.of(Html(html), field.figures) for html in (start, request.POST[as_html], stored[as_html][0])]
    if not all(text.can_be_typed for text in texts):
        return None
    return Written.of(combine(*texts), field.figures).html


def _state(form: SavedFieldsForm) -> dict[str, Any]:
    """Return the stored values of a form's one entry, by field, as a list of what its controls hold, and their base.

    A rich text comes as it is typed, and as the editor shows it.
    """
    ((name, entry),) = form.entries.items()
    values = {}
    for field in entry.fields:
        value = form[field].value()
        values[field] = (
            [str(one) for one in value] if isinstance(value, list) else ["" if value is None else str(value)]
        )
        if isinstance(value, Written):
            values[f"{field}{AS_HTML}"] = [value.html or ""]
    return {"base": form.get_initial_for_field(form.fields[f"{name}-base"], f"{name}-base"), "values": values}


def _last(plan: Plan, path: str) -> dict[str, str]:
    """Return when a field was last saved and by whom, in words; now and nobody where it has no history."""
    change = FieldChange.objects.filter(plan=plan, path=path).select_related("by").first()
    at = timezone.localtime(change.at if change else None)
    return {
        "at": at.strftime("%H.%M"),
        "by": str(change.by or "") if change else "",
        "stamp": change.at.isoformat() if change else "",
    }
