"""Names of fields within a plan, built from uids and prompt keys, never from numbers that move."""

import re
from typing import NamedTuple
from uuid import UUID

_UID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_FIELD = re.compile(
    rf"(?P<level>plan|(?:delmaal|tiltak)/(?P<uid>{_UID}))/(?:svar/(?P<key>[-\w]+)(?:/ikke-relevant)?|\w+)"
)


class FieldPlace(NamedTuple):
    """Where a field stands: `plan`, `delmaal` or `tiltak`, then the uid and the key of the prompt, if any."""

    level: str
    uid: str
    key: str


def field_place(path: str) -> FieldPlace | None:
    """Return where the field at a path stands; None where no field that is written in a plan can have such a path."""
    match = _FIELD.fullmatch(path)
    return FieldPlace(match["level"].split("/")[0], match["uid"] or "", match["key"] or "") if match else None


def plan_field(name: str) -> str:
    """Path of a field of the plan itself."""
    return f"plan/{name}"


def tiltak(uid: UUID | str) -> str:
    """Path of a whole tiltak."""
    return f"tiltak/{uid}"


def tiltak_field(uid: UUID | str, name: str) -> str:
    """Path of a field of a tiltak."""
    return f"tiltak/{uid}/{name}"


def delmaal(uid: UUID | str) -> str:
    """Path of a whole delmål in the plan."""
    return f"delmaal/{uid}"


def delmaal_field(uid: UUID | str, name: str) -> str:
    """Path of a field of a delmål in the plan."""
    return f"delmaal/{uid}/{name}"


def answer(level: str, uid: UUID | str | None, key: str) -> str:
    """Path of an answer: `plan/svar/KEY`, `delmaal/UID/svar/KEY` or `tiltak/UID/svar/KEY`."""
    return f"plan/svar/{key}" if level == "plan" else f"{level}/{uid}/svar/{key}"


def post(uid: UUID | str) -> str:
    """Path of a whole budget post."""
    return f"post/{uid}"


def post_field(uid: UUID | str, name: str) -> str:
    """Path of a field of a budget post."""
    return f"post/{uid}/{name}"


def line(row_kind: str, uid: UUID | str, source: str, year: int, certainty: str, shared: str = "") -> str:
    """Path of one amount: row, source, year, certainty and (if any) the pilot it is shared with."""
    place = f"{row_kind}/{uid}/kroner/{source}/{year}/{certainty}"
    return f"{place}/{shared}" if shared else place


def agreement_field(agreement: int, name: str) -> str:
    """Path of a field of an agreement, by its primary key: its years may be corrected."""
    return f"avtale/{agreement}/{name}"


def agreement_row(agreement: int, kind: str, row: int) -> str:
    """Path of a small row of an agreement (`arbeidsgruppe`, `frist`, `moete`), by their primary keys."""
    return f"avtale/{agreement}/{kind}/{row}"


def figure(sha256: str) -> str:
    """Path of one of the plan's figures."""
    return f"plan/figurer/{sha256}"


def figure_field(sha256: str, name: str) -> str:
    """Path of a field of one of the plan's figures."""
    return f"plan/figurer/{sha256}/{name}"
