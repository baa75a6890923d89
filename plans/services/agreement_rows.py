"""What hangs on an agreement: work groups, deadlines and meetings, each a small row saved as one."""

import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Agreement, Deadline, Delmaal, Meeting, Party, Person, Pilot, Removed, WorkGroup
from plans.services.fields import create
from plans.services.locks import locked_agreement
from plans.services.removal import remove
from plans.services.rows import reread, update_row
from plans.services.trace import record

#: The columns that each kind of row is saved with, in the order that its base hash is taken of.
WORK_GROUP_COLUMNS = ("name", "leader", "delmaal")
DATED_COLUMNS = ("title", "date")
DEADLINE_COLUMNS = (*DATED_COLUMNS, "reaches", "plan_year")

Row = WorkGroup | Deadline | Meeting
_R = TypeVar("_R", WorkGroup, Deadline, Meeting)
_D = TypeVar("_D", Deadline, Meeting)
_KINDS = {WorkGroup: "arbeidsgruppe", Deadline: "frist", Meeting: "moete"}


def _path(row: Row) -> str:
    """Return the row's path; a deadline of all agreements has no agreement in it."""
    kind = _KINDS[type(row)]
    return paths.agreement_row(row.agreement_id, kind, row.pk) if row.agreement_id else f"{kind}/{row.pk}"


def _trace_new(row: Row, label: str, by: Person | None) -> None:
    """Record a new row under its pilot, if it has one."""
    pilot = row.agreement.pilot if row.agreement else None
    record(path=_path(row), label=label, before="", after=str(row), by=by, pilot=pilot)


@transaction.atomic
def create_work_group(
    *, agreement: Agreement, name: str, leader: Party | None, delmaal: Delmaal | None, by: Person | None
) -> WorkGroup:
    """Add a work group, led by a party and perhaps for one delmål. Raises ValidationError."""
    group = WorkGroup(
        agreement=locked_agreement(agreement), name=" ".join(name.split()), leader=leader, delmaal=delmaal
    )
    _check_delmaal(group.agreement, delmaal)
    create(group)
    _trace_new(group, "Ny arbeidsgruppe", by)
    return group


@transaction.atomic
def update_work_group(
    *, group: WorkGroup, name: str, leader: Party | None, delmaal: Delmaal | None, base: str, by: Person | None
) -> WorkGroup:
    """Save a work group. Raises ValidationError (name taken, delmål of another agreement), Conflict."""
    agreement = locked_agreement(group.agreement)
    fresh = reread(group)
    _check_delmaal(agreement, delmaal)
    values = {"name": name, "leader": leader, "delmaal": delmaal}
    update_row(row=fresh, values=values, path=_path(fresh), base=base, by=by, pilot=agreement.pilot)
    return fresh


def _check_delmaal(agreement: Agreement, delmaal: Delmaal | None) -> None:
    if delmaal is not None and delmaal.agreement_id != agreement.pk:
        raise ValidationError("Delmålet hører til en annen avtale.")


@transaction.atomic
def remove_work_group(*, group: WorkGroup, by: Person | None) -> Removed:
    """Remove a work group; the returned row puts it back."""
    return _remove(group, by)


@transaction.atomic
def create_deadline(
    *,
    agreement: Agreement | None,
    title: str,
    date: datetime.date,
    by: Person | None,
    reaches: str = "",
    plan_year: int | None = None,
) -> Deadline:
    """Add a deadline of an agreement, or of all agreements with None. Raises ValidationError.

    `reaches` is the status that the plan of `plan_year` must have come to by then, if it is about a plan.
    """
    values = {"title": " ".join(title.split()), "date": date, "reaches": reaches, "plan_year": plan_year}
    deadline = Deadline(agreement=agreement, **values)
    create(deadline)
    _trace_new(deadline, "Ny frist", by)
    return deadline


@transaction.atomic
def update_deadline(
    *,
    deadline: Deadline,
    title: str,
    date: datetime.date,
    base: str,
    by: Person | None,
    reaches: str = "",
    plan_year: int | None = None,
) -> Deadline:
    """Save a deadline. Raises ValidationError, Conflict."""
    values = {"title": title, "date": date, "reaches": reaches, "plan_year": plan_year}
    return _update_dated(deadline, values, base, by)


@transaction.atomic
def remove_deadline(*, deadline: Deadline, by: Person | None) -> Removed:
    """Remove a deadline; the returned row puts it back."""
    return _remove(deadline, by)


@transaction.atomic
def create_meeting(*, agreement: Agreement, title: str, date: datetime.date | None, by: Person | None) -> Meeting:
    """Add a meeting, with a date if one is set. Raises ValidationError."""
    meeting = Meeting(agreement=agreement, title=" ".join(title.split()), date=date)
    create(meeting)
    _trace_new(meeting, "Nytt møte", by)
    return meeting


@transaction.atomic
def update_meeting(
    *, meeting: Meeting, title: str, date: datetime.date | None, base: str, by: Person | None
) -> Meeting:
    """Save a meeting. Raises ValidationError, Conflict."""
    return _update_dated(meeting, {"title": title, "date": date}, base, by)


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: Person | None) -> Removed:
    """Remove a meeting; the returned row puts it back."""
    return _remove(meeting, by)


def _update_dated(row: _D, values: dict[str, Any], base: str, by: Person | None) -> _D:
    """Save a row that has a date."""
    fresh, pilot = _locked(row)
    update_row(row=fresh, values=values, path=_path(fresh), base=base, by=by, pilot=pilot)
    return fresh


def _locked(row: _R) -> tuple[_R, Pilot | None]:
    """Lock what the row hangs on, and return the row as it is now and its pilot. Raises ValidationError (gone)."""
    if row.agreement is None:
        # A deadline of all agreements hangs on nothing, so it is locked itself.
        list(Deadline.objects.select_for_update(of=("self",)).filter(pk=row.pk))
        return reread(row), None
    agreement = locked_agreement(row.agreement)
    return reread(row), agreement.pilot


def _remove(row: _R, by: Person | None) -> Removed:
    """Remove a row under its lock."""
    fresh, pilot = _locked(row)
    return remove(rows=[fresh], path=_path(fresh), by=by, pilot=pilot)
