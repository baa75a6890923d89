"""What every list does that can be put in order and removed from, once the person has been authorised."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html

from plans.models import Removed
from plans.services import Closed, Conflict


def refusal(error: Closed | ValidationError) -> str:
    """Return what a service says when it refuses, as one text."""
    return " ".join(getattr(error, "messages", [str(error)]))


def move(
    request: HttpRequest, *, ids: list[str], one: str, save: Callable[[list[str], str], object], name: str
) -> None:
    """Move `one` a place up or down among `ids`, as the button says, and tell how it went.

    `save` gets the new order and the base hash of the order that the page showed.
    """
    here = ids.index(one)
    there = here + (-1 if request.POST.get("retning") == "opp" else 1)
    if not 0 <= there < len(ids):
        return
    ids = list(ids)
    ids[here], ids[there] = ids[there], ids[here]
    try:
        save(ids, request.POST.get("base", ""))
    except Conflict:
        messages.error(request, "Noen andre har endret rekkefølgen. Se på den nye, og flytt på nytt om du vil.")
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, f"«{name}» er nå nummer {there + 1}.")


def remove(request: HttpRequest, save: Callable[[], Removed], *, way_back: str) -> None:
    """Remove a row, and say where it can be put back (`way_back`), or why it stays."""
    try:
        entry = save()
    except (Closed, ValidationError) as error:
        messages.error(request, refusal(error))
    else:
        text = '{} er slettet. <a class="ds-link" href="{}">Angre</a>'
        messages.success(request, format_html(text, entry.label, way_back))
