"""The address the budget grid saves to: one cell, or several as one step."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from budgets.forms.cells import SentCell, sent_cells
from budgets.models import BudgetPost, FundingSource
from budgets.services import HISTORY, Amount, CellsRefused, Edit, Place, Row, cell_base, row_kind, set_cells
from plans.models import FieldChange, Person, Plan, PlanDelmaal, Tiltak
from plans.permissions import Signed, editable_delmaal, get_plan, whole_plan
from plans.roles import Capability
from plans.services import Closed
from plans.views.data import as_data
from plans.views.edit import REFUSED

NEEDS = Capability.EDIT_MONEY


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@as_data
def cells(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Save cells of the grid (`cells`, as JSON), all or none; asked only, it gives a fresh token.

    A script gets 200 with the cells as stored and the time; 409 with what others have saved meanwhile; 422 with what is
    wrong with which cell; 401, 403 and 404 as everywhere.
    """
    plan = get_plan(request.user, pilot, year, NEEDS)
    at = timezone.localtime().strftime("%H.%M")
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "at": at})
    assert isinstance(request.user, Person)
    try:
        edits = _edits(plan, request.user, sent_cells(request.POST.get("cells", "")))
        set_cells(edits=edits, by=request.user)
    except Closed as closed:
        return JsonResponse({"sentence": str(closed)}, status=403)
    except CellsRefused as refused:
        return _refusal(plan, refused)
    except ValidationError as error:
        return JsonResponse({"sentence": " ".join(error.messages), "errors": {}}, status=REFUSED)
    return JsonResponse({"cells": {edit.place.key: _state(edit.amounts) for edit in edits}, "at": at})


def _edits(plan: Plan, person: Signed, sent: Iterable[SentCell]) -> list[Edit]:
    """Return what was sent as edits of rows the person may write. Raises CellsRefused, PermissionDenied."""
    sent = list(sent)
    rows = _rows(plan, person, sent)
    sources: dict[str, FundingSource | None] = {
        source.key: source for source in FundingSource.objects.filter(pilot=plan.agreement.pilot_id)
    }
    sources[HISTORY] = None
    edits, errors = [], {}
    for cell in sent:
        row = rows.get((cell.kind, str(cell.uid)))
        if row is None or cell.source not in sources:
            errors[cell.key] = ValidationError("Raden eller kilden er slettet. Last siden på nytt.")
            continue
        try:
            amounts = cell.read()
        except ValidationError as error:
            errors[cell.key] = error
        else:
            edits.append(Edit(Place(row, sources[cell.source], cell.year), amounts, cell.base))
    if errors:
        raise CellsRefused({}, errors)
    return edits


def _rows(plan: Plan, person: Signed, sent: Iterable[SentCell]) -> dict[tuple[str, str], Row]:
    """Return the rows of the cells, in one query for each kind. Raises PermissionDenied for one she may not write."""
    uids: dict[str, set[str]] = {"tiltak": set(), "delmaal": set(), "post": set()}
    for cell in sent:
        uids[cell.kind].add(str(cell.uid))
    found: list[Row] = [
        *Tiltak.objects.select_related("delmaal").filter(plan=plan, uid__in=uids["tiltak"]),
        *PlanDelmaal.objects.filter(plan=plan, uid__in=uids["delmaal"]),
        *BudgetPost.objects.filter(plan=plan, uid__in=uids["post"]),
    ]
    goals = {str(row.delmaal.uid) for row in found if isinstance(row, Tiltak)}
    goals |= {str(row.uid) for row in found if isinstance(row, PlanDelmaal)}
    posts = [row for row in found if isinstance(row, BudgetPost)]
    if not goals <= editable_delmaal(person, plan, NEEDS):
        raise PermissionDenied
    if posts and not whole_plan(person, plan, NEEDS):
        raise PermissionDenied
    for row in found:
        row.plan = plan
    return {(row_kind(row), str(row.uid)): row for row in found}


def _state(amounts: Iterable[Amount]) -> dict[str, Any]:
    """Return a cell's amounts as the page holds them, with their base."""
    some = list(amounts)
    return {"amounts": [list(amount) for amount in some], "base": cell_base(some)}


def _refusal(plan: Plan, refused: CellsRefused) -> JsonResponse:
    """Answer with what others have saved meanwhile, or with what is wrong; either way cell by cell."""
    if not refused.conflicts:
        errors = {key: " ".join(error.messages) for key, error in refused.errors.items()}
        return JsonResponse({"sentence": " ".join(dict.fromkeys(errors.values())), "errors": errors}, status=REFUSED)
    found = {}
    for key, conflict in refused.conflicts.items():
        found[key] = {**_state(Amount(*one) for one in conflict.theirs), **_last(plan, key)}
    return JsonResponse({"cells": found}, status=409)


def _last(plan: Plan, key: str) -> dict[str, str]:
    """Return when a cell was last saved and by whom, in words; empty where it has no history."""
    kind, uid, source, year = key.split("/")
    path = f"{kind}/{uid}/tidligere/{year}" if source == HISTORY else f"{kind}/{uid}/kroner/{source}/{year}/"
    changes = FieldChange.objects.filter(plan=plan, path__startswith=path).select_related("by")
    change = changes.first()
    if change is None:
        return {"at": "", "by": ""}
    return {"at": timezone.localtime(change.at).strftime("%H.%M"), "by": str(change.by or "")}
