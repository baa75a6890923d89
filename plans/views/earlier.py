"""The earlier texts of one field: who wrote what when, which words changed, and a way back to each."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from plans import paths
from plans.changes import readable
from plans.models import FieldChange, Person, Plan, TiltakParty
from plans.places import in_words
from plans.services import UNCHECKED, Closed
from plans.services.earlier import bring_back, listed_parties
from plans.slots import origins_of
from plans.views.edit import plan_address, plan_trail
from plans.views.field import anchor_of, writable_place
from plans.words import Piece, compare

CHANGES_A_PAGE = 25
MEANWHILE = "Noen har endret feltet siden du åpnet denne siden. Se gjennom på nytt."


class Earlier(NamedTuple):
    """A change, the words it changed, whether what it led to stands there now, and the document it was read from."""

    change: FieldChange
    pieces: list[Piece]
    is_now: bool
    origin: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def earlier(request: HttpRequest, pilot: str, year: int, path: str) -> HttpResponse:
    """Show the changes of a field, newest first, or bring back what stood there before or after one of them."""
    place = writable_place(request, {"pilot": pilot, "year": year}, path)
    if paths.field_place(path) is None:
        raise Http404("Fant ikke feltet.")
    plan = place if isinstance(place, Plan) else place.plan
    changes = FieldChange.objects.filter(plan=plan, path=path).select_related("by")
    newest = changes.first()
    if request.method == "POST":
        assert isinstance(request.user, Person)
        number = request.POST.get("change", "")
        chosen = get_object_or_404(changes, pk=int(number) if number.isdecimal() else 0)
        text = chosen.before if request.POST.get("side") == "before" else chosen.after
        if newest is None or request.POST.get("seen") != _stamp(newest):
            messages.error(request, MEANWHILE)
        elif _bring_back(request, place=place, path=path, text=text, base=UNCHECKED, by=request.user):
            messages.success(request, "Teksten er hentet tilbake. Den som stod der, ligger øverst i listen.")
        return redirect(request.path)
    page = Paginator(changes, CHANGES_A_PAGE).get_page(request.GET.get("side"))
    label = newest.label if newest else "Feltet"
    heading = f"Tidligere tekster: {label}"
    context = {
        "plan": plan,
        "address": plan_address(plan),
        "anchor": anchor_of(path, plan),
        "heading": heading,
        "where": in_words(plan, [path])[path],
        "page": page,
        "seen": _stamp(newest) if newest else "",
        "earlier": list(_earlier(list(page.object_list), newest)),
        "breadcrumbs": plan_trail(plan, (heading, None)),
    }
    return render(request, "plans/earlier.html", context)


def _bring_back(request: HttpRequest, **how: Any) -> bool:
    """Bring a text back; False when it is refused, with the reason as a message."""
    try:
        bring_back(**how)
    except (Closed, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return False
    return True


def _stamp(change: FieldChange) -> str:
    """Return what tells whether a field has been saved since: its newest change may also have grown."""
    return f"{change.pk}-{change.at.isoformat()}"


def _earlier(changes: Sequence[FieldChange], newest: FieldChange | None) -> Iterator[Earlier]:
    origins = origins_of(changes)
    for change in changes:
        pieces = compare(_text(change.path, change.before), _text(change.path, change.after))
        is_now = newest is not None and change.after == newest.after
        yield Earlier(change, pieces, is_now, origins.get(change.pk, ""))


def _text(path: str, value: str) -> str:
    """Return a kept value as people read it; parties by their names."""
    if path.startswith("tiltak/") and path.rsplit("/", 1)[1] in TiltakParty.Part.values:
        parties, others = listed_parties(value)
        return ", ".join([*(party.name for party in parties), *([others] if others else [])])
    if path.endswith("/tidsramme"):
        return ", ".join(part for part in value.split(", ", 2) if part)
    return readable(path, value)
