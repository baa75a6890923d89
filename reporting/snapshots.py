"""A plan as canonical bytes, and frozen bytes of any schema version read back; freezing itself is in `freezing`.

The hash is always over the stored bytes, never over a re-dump: a later program that writes the same value
differently must not change what was approved.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from reporting.models import Snapshot
from reporting.value import SCHEMA_VERSION, Handlingsplan

Json = dict[str, Any]


def _second(data: Json) -> Json:
    """To version 2, which adds the earlier plan, and what came along from it; all of that may be left out."""
    return {**data, "schema_version": 2}


def _third(data: Json) -> Json:
    """To version 3, which adds the pilot's logo, in the earlier plan too."""
    earlier = data.get("earlier")
    return {**data, "schema_version": 3, "logo": None, "earlier": _third(earlier) if earlier else None}


#: From each older schema version, the step to the next. Every version has a stored sample in the tests. From version 2
#: on a plan may hold the plan before it, which a step has to take along.
UPGRADES: dict[int, Callable[[Json], Json]] = {1: _second, 2: _third}


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
