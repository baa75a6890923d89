"""Names of fields within a plan, built from uids and prompt keys, never from numbers that move."""

from uuid import UUID


def plan_field(name: str) -> str:
    """Path of a field of the plan itself."""
    return f"plan/{name}"


def tiltak_field(uid: UUID | str, name: str) -> str:
    """Path of a field of a tiltak."""
    return f"tiltak/{uid}/{name}"


def delmaal_field(uid: UUID | str, name: str) -> str:
    """Path of a field of a delmål in the plan."""
    return f"delmaal/{uid}/{name}"


def answer(level: str, uid: UUID | str | None, key: str) -> str:
    """Path of an answer: `plan/svar/KEY`, `delmaal/UID/svar/KEY` or `tiltak/UID/svar/KEY`."""
    return f"plan/svar/{key}" if level == "plan" else f"{level}/{uid}/svar/{key}"


def post_field(uid: UUID | str, name: str) -> str:
    """Path of a field of a budget post."""
    return f"post/{uid}/{name}"


def line(row_kind: str, uid: UUID | str, source: str, year: int, certainty: str, shared: str = "") -> str:
    """Path of one amount: row, source, year, certainty and (if any) the pilot it is shared with."""
    place = f"{row_kind}/{uid}/kroner/{source}/{year}/{certainty}"
    return f"{place}/{shared}" if shared else place
