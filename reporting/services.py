"""Letting a finding stand, and taking that back."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Person, Plan
from plans.services.fields import create, locked_plan
from plans.services.trace import record
from reporting.checks import Finding, checks
from reporting.context import load_context
from reporting.load import load_locked
from reporting.models import Acknowledgement, Approved, Snapshot


def _locked_finding(plan: Plan, key: str, at: datetime.datetime) -> tuple[Plan, Finding]:
    """Lock the plan and return it with the finding as it is now. Raises Closed, ValidationError when it is gone."""
    fresh = locked_plan(plan, paths.plan_field(f"kontroll/{key}"))
    found = checks(load_locked(fresh), load_context(fresh, at.date()))
    for finding in found:
        if finding.key == key:
            return fresh, finding
    raise ValidationError("Funnet er ikke der lenger. Noen har rettet det, eller beløpene er blitt andre.")


@transaction.atomic
def acknowledge(*, plan: Plan, key: str, reason: str, by: Person | None, at: datetime.datetime) -> Acknowledgement:
    """Let the finding with this key stand, for a reason.

    Raises ValidationError: the finding is gone, it is an error, the reason is missing, or somebody else has given one.
    Raises Closed.
    """
    fresh, finding = _locked_finding(plan, key, at)
    if finding.level == "feil":
        raise ValidationError("En feil kan ikke bli stående. Den må rettes.")
    row = Acknowledgement(plan=fresh, key=key, path=finding.path, reason=" ".join(reason.split()), by=by, at=at)
    create(row)
    _record(row, before="", after=row.reason, by=by, at=at)
    return row


@transaction.atomic
def withdraw_acknowledgement(*, acknowledgement: Acknowledgement, by: Person | None, at: datetime.datetime) -> None:
    """Take back that a finding may stand. Raises Closed; ValidationError when somebody else has done so."""
    locked_plan(acknowledgement.plan, paths.plan_field(f"kontroll/{acknowledgement.key}"))
    row = Acknowledgement.objects.select_related("plan__agreement").filter(pk=acknowledgement.pk).first()
    if row is None:
        raise ValidationError("Noen andre har allerede trukket begrunnelsen tilbake.")
    _record(row, before=row.reason, after="", by=by, at=at)
    row.delete()


def _record(row: Acknowledgement, *, before: str, after: str, by: Person | None, at: datetime.datetime) -> None:
    """Leave a trace under the plan."""
    path = paths.plan_field(f"kontroll/{row.key}")
    record(path=path, label="Begrunnelse for funn", before=before, after=after, by=by, plan=row.plan, at=at)


def set_approved(*, plan: Plan, snapshot: Snapshot) -> None:
    """Let a snapshot be the one that KDD approved last. Only `review.services` calls this, under the plan's lock."""
    Approved.objects.update_or_create(plan=plan, defaults={"snapshot": snapshot})
