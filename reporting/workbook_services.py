"""Taking in a budget workbook: kept while somebody looks at what it would change, saved as one step, undone as one."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import BudgetPost, FundingSource
from budgets.services import HISTORY, Amount, CellsRefused, Edit, Place, Row, amounts_of, cell_base, row_kind, set_cells
from plans.models import Person, Plan
from reporting.models import WorkbookReading

#: How long an uploaded file is kept.
KEPT = datetime.timedelta(days=1)


@transaction.atomic
def keep_reading(
    *, plan: Plan, name: str, data: bytes, found: dict[str, Any], by: Person, at: datetime.datetime
) -> WorkbookReading:
    """Keep an uploaded workbook and what was read of it, for a day. What is older is removed on the way."""
    WorkbookReading.objects.filter(at__lt=at - KEPT).delete()
    return WorkbookReading.objects.create(plan=plan, name=name[-200:], data=data, found=found, by=by, at=at)


@transaction.atomic
def drop_reading(*, reading: WorkbookReading) -> None:
    """Remove an uploaded workbook. What it changed in the plan stays."""
    reading.delete()


def places(plan: Plan, keys: Iterable[str]) -> dict[str, Place]:
    """Return the cells of a plan by their names; those whose row or source is gone are left out."""
    found: list[Row] = [*plan.tiltak.all(), *plan.delmaal.all(), *BudgetPost.objects.filter(plan=plan)]
    for row in found:
        row.plan = plan
    rows = {f"{row_kind(row)}/{row.uid}": row for row in found}
    sources: dict[str, FundingSource | None] = {
        source.key: source for source in FundingSource.objects.filter(pilot=plan.agreement.pilot_id)
    }
    sources[HISTORY] = None
    out = {}
    for key in keys:
        kind, uid, source, year = key.split("/")
        row_of = rows.get(f"{kind}/{uid}")
        if row_of is not None and source in sources:
            out[key] = Place(row_of, sources[source], int(year))
    return out


@transaction.atomic
def take_in(*, reading: WorkbookReading, edits: Sequence[Edit], by: Person) -> None:
    """Save the cells of a workbook, all or none.

    Raises ValidationError when it has been taken in already, CellsRefused and Closed as `set_cells`.
    """
    row = _locked(reading)
    if row.taken is not None:
        raise ValidationError("Arbeidsboken er allerede lest inn.")
    before = {edit.place.key: amounts_of(edit.place) for edit in edits}
    set_cells(edits=edits, by=by)
    row.taken = [[edit.place.key, before[edit.place.key], edit.amounts] for edit in edits]
    row.save(update_fields=["taken"])
    reading.taken = row.taken


@transaction.atomic
def take_back(*, reading: WorkbookReading, by: Person) -> None:
    """Give the cells that a workbook changed their amounts from before, all or none.

    Raises ValidationError when there is nothing to undo or somebody has changed one of them since, and Closed.
    """
    row = _locked(reading)
    if row.taken is None:
        raise ValidationError("Det er ingenting å angre.")
    found = places(row.plan, [key for key, _, _ in row.taken])
    if len(found) < len(row.taken):
        raise ValidationError("En rad eller kilde er slettet siden. Beløpene kan ikke settes tilbake samlet.")
    edits = [Edit(found[key], _amounts(before), cell_base(_amounts(after))) for key, before, after in row.taken]
    try:
        set_cells(edits=edits, by=by)
    except CellsRefused as refused:
        raise ValidationError(_told(refused)) from refused
    row.taken = None
    row.save(update_fields=["taken"])
    reading.taken = None


def _locked(reading: WorkbookReading) -> WorkbookReading:
    """Lock the plan first, as every write does, and then the reading; return it as it is now."""
    plan = Plan.objects.select_for_update().select_related("agreement").get(pk=reading.plan_id)
    row = WorkbookReading.objects.select_for_update().defer("data").filter(pk=reading.pk).first()
    if row is None:
        raise ValidationError("Filen er slettet. Last den opp på nytt.")
    row.plan = plan
    return row


def _amounts(stored: Iterable[Sequence[Any]]) -> tuple[Amount, ...]:
    return tuple(Amount(*one) for one in stored)


def _told(refused: CellsRefused) -> list[str]:
    """Return why nothing was saved."""
    if refused.conflicts:
        count = len(refused.conflicts)
        what = "Ett av beløpene er" if count == 1 else f"{count} av beløpene er"
        return [f"{what} endret av noen siden. Ingenting er angret. Rett dem i budsjettet, eller se loggen."]
    return [message for error in refused.errors.values() for message in error.messages]
