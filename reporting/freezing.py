"""Freezing a plan: its canonical bytes, stored once under their hash."""

import datetime

from django.db import transaction

from plans.models import Blob, Person, Plan
from reporting.load import load_locked
from reporting.models import Snapshot
from reporting.snapshots import canonical, sha256


@transaction.atomic
def freeze(*, plan: Plan, by: Person | None, at: datetime.datetime) -> Snapshot:
    """Freeze the plan as it is now and return the snapshot; the same content again gives the one that exists.

    The plan and those before it, which it holds a part of, are locked while they are read, so nobody writes between
    two of the queries.
    """
    held = Plan.objects.filter(agreement=plan.agreement_id, year__lte=plan.year).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk"))
    value = load_locked(plan)
    data = canonical(value)
    name = sha256(data)
    existing = Snapshot.objects.filter(sha256=name).first()
    if existing is not None:
        return existing
    snapshot = Snapshot(
        sha256=name, plan=plan, schema_version=value.schema_version, data=data, created_at=at, created_by=by
    )
    snapshot.save()
    snapshot.blobs.set(Blob.objects.filter(sha256__in=[figure.sha256 for figure in value.pictures]))
    return snapshot
