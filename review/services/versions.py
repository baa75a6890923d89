"""Freezing a plan as a version with its files: made first, compared under the lock, stored together or not at all."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from plans.models import Person, Plan
from reporting import exports, published_copy
from reporting.context import load_control
from reporting.control import Control
from reporting.exports import Export, RenderError
from reporting.freezing import freeze
from reporting.load import load
from reporting.rendering.engines import engines
from reporting.snapshots import canonical, sha256, thaw
from reporting.value import Handlingsplan, Standing
from review.letter import render_letter
from review.models import Version, VersionFile
from review.services.facts import latest_version, recommendation
from review.services.said import Said
from review.workflow import STATUSES, Transition


@dataclass(frozen=True)
class Prepared:
    """What is stored when the plan is still what it was: its hash, the version's number, and the files."""

    sha256: str
    number: int
    files: tuple[tuple[str, Export], ...]


def render_files(value: Handlingsplan, standing: Standing) -> tuple[tuple[str, Export], ...]:
    """Return the plan in every format, and the published copy that is made of them.

    Raises ValidationError that names the field or figure that cannot be printed.
    """
    try:
        files = {kind: exports.render_value(value, standing, kind) for kind in exports.FORMATS}
        return (*files.items(), (published_copy.KIND, published_copy.make(files)))
    except RenderError as error:
        raise ValidationError(f"Filene kan ikke lages, og ingenting er endret. {error}") from error


def prepare(plan: Plan, step: Transition, said: Said) -> Prepared:
    """Make the files of the version that a step freezes; takes seconds, and no lock."""
    value = load(plan)
    name = sha256(canonical(value))
    latest = latest_version(plan)
    number = latest.number + 1 if latest else 1
    # A version is what the styringsgruppe adopted, also when it is sent again in the same breath.
    standing = Standing(
        status="vedtatt",
        status_name=STATUSES["vedtatt"],
        adoption_date=said.adoption_date,
        case_number=said.case_number,
        version=number,
        sha256=name,
    )
    return Prepared(name, number, render_files(value, standing))


def prepare_decision(plan: Plan, step: Transition, said: Said, by: Person, at: datetime.datetime) -> Prepared:
    """Make the approved files of the plan's newest version and the letter of decision. Raises Damaged."""
    version = latest_version(plan)
    if version is None:
        raise ValidationError("Planen har ingen versjon som kan godkjennes.")
    value = thaw(version.snapshot)
    status = step.to(plan.status)
    standing = version_standing(version, status)
    files = render_files(value, standing)
    try:
        letter = render_letter(value, standing, version, said, by, at, recommendation(plan))
    except RenderError as error:
        raise ValidationError(f"Vedtaksbrevet kan ikke lages, og ingenting er endret. {error}") from error
    return Prepared(version.snapshot.sha256, version.number, (*files, ("brev", letter)))


def version_standing(version: Version, status: str) -> Standing:
    """Return what rendering a version is told besides its value."""
    return Standing(
        status=status,
        status_name=STATUSES[status],
        adoption_date=version.adoption_date,
        case_number=version.case_number,
        version=version.number,
        sha256=version.snapshot.sha256,
    )


def store(plan: Plan, prepared: Prepared, said: Said, by: Person, at: datetime.datetime) -> Version:
    """Freeze the locked plan and store it with its files.

    Raises ValidationError when somebody has written in the plan since the files were made.
    """
    snapshot = freeze(plan=plan, by=by, at=at)
    latest = latest_version(plan)
    if snapshot.sha256 != prepared.sha256 or prepared.number != (latest.number + 1 if latest else 1):
        raise ValidationError("Noen endret planen mens filene ble laget. Ingenting er gjort. Se over og prøv igjen.")
    assert said.adoption_date
    version = Version(
        plan=plan,
        number=prepared.number,
        snapshot=snapshot,
        adoption_date=said.adoption_date,
        case_number=said.case_number,
        findings=_findings(load_control(plan, thaw(snapshot), at.date())),
        engines=engines(),
        at=at,
        by=by,
    )
    version.save()
    store_files(version, VersionFile.Occasion.ADOPTION, prepared.files)
    return version


def store_files(version: Version, occasion: str, files: Iterable[tuple[str, Export]]) -> None:
    """Store files of a version for good."""
    for kind, file in files:
        VersionFile(
            version=version,
            occasion=occasion,
            kind=kind,
            filename=file.filename,
            media_type=file.media_type,
            sha256=sha256(file.data),
            data=file.data,
        ).save()


def _findings(control: Control) -> list[dict[str, Any]]:
    """Return every finding as data, those that stand with the reason, who gave it and when."""
    left = [shown.finding.as_data() for group in control.groups for shown in group.findings]
    kept = [
        {
            **one.shown.finding.as_data(),
            "reason": one.row.reason,
            "reason_by": str(one.row.by or ""),
            "reason_at": one.row.at.isoformat(),
        }
        for one in control.acknowledged
    ]
    return [*left, *kept]
