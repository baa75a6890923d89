"""What the pages of versions show: each version with what happened to it, its findings, and whether it is unharmed."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from plans.words import Piece
from plans.words import compare as compare_words
from reporting.account import told
from reporting.account.sentences import amount_in_words
from reporting.compare import Comparison, Part
from reporting.compare import compare as compare_plans
from reporting.money import difference
from reporting.snapshots import Damaged, sha256, thaw
from reporting.value import Handlingsplan
from review.models import Move, Version, VersionFile
from review.workflow import BY_KEY


class Listed(NamedTuple):
    """A version in the list: what happened to it last, and its files by occasion, without their bytes."""

    version: Version
    last: Move | None
    files: tuple[tuple[str, tuple[VersionFile, ...]], ...]


#: Steps that say where a version stands; the others only note something on it.
_TELLING = frozenset(key for key, step in BY_KEY.items() if step.target)


def listed(versions: Iterable[Version], moves: Iterable[Move], files: Iterable[VersionFile]) -> list[Listed]:
    """Return the versions, the newest first. `moves` come the newest first."""
    last: dict[int, Move] = {}
    for move in moves:
        if move.version_id and move.key in _TELLING:
            last.setdefault(move.version_id, move)
    by_version: dict[int, dict[str, list[VersionFile]]] = {}
    for file in files:
        by_version.setdefault(file.version_id, {}).setdefault(file.get_occasion_display(), []).append(file)
    return [
        Listed(
            version,
            last.get(version.pk),
            tuple((occasion, tuple(found)) for occasion, found in by_version.get(version.pk, {}).items()),
        )
        for version in versions
    ]


def unharmed(version: Version) -> str:
    """Return why a version is not to be trusted: its bytes are not those its hash was taken of; empty when they are."""
    try:
        thaw(version.snapshot)
    except Damaged as damaged:
        return str(damaged)
    return ""


def check_file(file: VersionFile) -> None:
    """Raise Damaged when a file's bytes are not those that were published."""
    if sha256(bytes(file.data)) != file.sha256:
        raise Damaged(f"Filen «{file.filename}» er ikke lenger den som ble lagret.")


class AmountView(NamedTuple):
    """A row's money from one source in both, in words."""

    source: str
    before: str
    after: str
    difference: str


class FieldView(NamedTuple):
    """A field that differs, with its words marked."""

    label: str
    pieces: list[Piece]


class PartView(NamedTuple):
    """A part that differs: short fields, long texts (folded), money, and what the pilot says of it in its account."""

    part: Part
    fields: tuple[FieldView, ...]
    answers: tuple[FieldView, ...]
    amounts: tuple[AmountView, ...]
    said: tuple[str, ...]


class ComparedView(NamedTuple):
    """Two editions of a plan side by side."""

    comparison: Comparison
    parts: tuple[PartView, ...]
    before: str
    after: str


def compared(old: Handlingsplan, new: Handlingsplan, before: str, after: str) -> ComparedView:
    """Return what differs between two editions; `before` and `after` is what they are called."""
    found = compare_plans(old, new)
    names = {source.key: source.name for source in (*old.sources, *new.sources)}
    # Between versions of one year's plan, what was said of its changes is itself compared.
    said = told(new) if old.year < new.year else {}
    parts = tuple(_part(part, names, said.get(part.name.uid, ())) for part in found.parts)
    return ComparedView(found, parts, before, after)


def _part(part: Part, names: Mapping[str, str], said: tuple[str, ...]) -> PartView:
    def views(answers: bool) -> tuple[FieldView, ...]:
        return tuple(
            FieldView(field.label, compare_words(field.before, field.after))
            for field in part.fields
            if bool(field.prompt) == answers
        )

    amounts = tuple(
        AmountView(
            f"{names[amount.source]} {amount.after_year}",
            amount_in_words(amount.before, ""),
            amount_in_words(amount.after, ""),
            difference(amount.difference),
        )
        for amount in part.amounts
        if amount.is_money
    )
    return PartView(part, views(False), views(True), amounts, said if part.kind == "tiltak" else ())


def kept_findings(findings: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return the findings that stood in a version with a reason, in the plan's written language."""
    return [
        {
            "where": found["where"][language],
            "message": found["message"][language],
            "reason": found["reason"],
            "by": found["reason_by"],
        }
        for found in findings
        if found.get("reason")
    ]
