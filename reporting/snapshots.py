"""Freezing a plan to canonical bytes, and reading frozen bytes of any schema version back.

The hash is always over the stored bytes, never over a re-dump: a later program that writes the same value
differently must not change what was approved.
"""

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from plans.models import Blob, Person, Plan
from reporting.load import load_locked
from reporting.models import Snapshot
from reporting.value import SCHEMA_VERSION, Handlingsplan

Json = dict[str, Any]


def _second(data: Json) -> Json:
    """To version 2, which adds the earlier plan, and what came along from it; all of that may be left out."""
    return {**data, "schema_version": 2}


#: From each older schema version, the step to the next. Every version has a stored sample in the tests. From version 2
#: on a plan may hold the plan before it, which a step has to take along.
UPGRADES: dict[int, Callable[[Json], Json]] = {1: _second}


class UnknownSchema(ValueError):
    """The bytes are of a schema version that this program does not know."""


class Damaged(ValueError):
    """The stored bytes no longer have the hash they were named by."""


def canonical(plan: Handlingsplan) -> bytes:
    """Return the plan as canonical JSON: sorted keys, no spaces, UTF-8, the same bytes for the same value."""
    data = plan.model_dump(mode="json")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def upgrade(data: Json) -> Json:
    """Bring the JSON of an older schema version to this one, a version at a time.

    Raises UnknownSchema for a version that is newer, missing, or has no step.
    """
    version = data.get("schema_version")
    while version != SCHEMA_VERSION:
        step = UPGRADES.get(version) if isinstance(version, int) else None
        if step is None:
            raise UnknownSchema(f"Ukjent skjemaversjon: {version!r}.")
        data = step(data)
        version = data["schema_version"]
    return data


def read(data: bytes) -> Handlingsplan:
    """Return the plan that frozen bytes hold. Raises UnknownSchema, json.JSONDecodeError, pydantic.ValidationError."""
    return Handlingsplan.model_validate_json(json.dumps(upgrade(json.loads(data))))


def thaw(snapshot: Snapshot) -> Handlingsplan:
    """Return the plan a snapshot holds, after checking its bytes against its hash. Raises Damaged and as `read`."""
    data = bytes(snapshot.data)
    if sha256(data) != snapshot.sha256:
        raise Damaged(f"Øyeblikksbildet {snapshot.sha256[:12]} er skadet: innholdet stemmer ikke med hashen.")
    return read(data)


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
    snapshot.blobs.set(Blob.objects.filter(sha256__in=[figure.sha256 for figure in value.figures]))
    return snapshot
