"""Whether everything that is named by its hash still has it."""

import hashlib
from typing import NamedTuple

from plans.models import Blob
from reporting.models import Snapshot
from review.models import VersionFile


class Verified(NamedTuple):
    """How many hashes were checked, and what no longer has its own."""

    checked: int
    harmed: tuple[str, ...]


def verify() -> Verified:
    """Check figures, frozen plans and published files against their SHA-256."""
    count, harmed = 0, []
    for model, name in ((Blob, "bildet"), (Snapshot, "øyeblikksbildet"), (VersionFile, "filen")):
        for sha256, data in model._base_manager.values_list("sha256", "data").iterator(chunk_size=20):
            count += 1
            if hashlib.sha256(bytes(data)).hexdigest() != sha256:
                harmed.append(f"{name} {sha256[:12]}")
    return Verified(count, tuple(harmed))
