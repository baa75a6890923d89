"""The one door through which a plan changes status."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from plans import paths
from plans.models import Person, Plan
from plans.services.status import open_paths, set_status
from reporting.context import load_control
from reporting.load import load
from reporting.services import set_approved
from review import telling
from review.models import Asked, Move, Version, VersionFile
from review.services import versions
from review.services.facts import last_move, latest_version, load_actor, load_facts, open_findings
from review.services.records import note
from review.services.said import Said, check_said
from review.workflow import APPROVED, BY_KEY, Facts, Need, Transition, barred, holds, unmet

#: What is always open beside what KDD asked for: to let a finding stand is a part of answering.
ALWAYS_OPEN = (paths.plan_field("kontroll"),)


#: What is said with a step that asks for nothing.
NOTHING = Said()


class NotPossible(Exception):
    """The step does not start where the plan is. Nothing was done."""

    def __init__(self, step: Transition, plan: Plan) -> None:
        super().__init__(f"«{step.button}» er ikke mulig nå. Planen er {plan.get_status_display()}.")


class Overtaken(Exception):
    """Somebody took a step after the person had opened the page. Nothing was done."""

    def __init__(self, last: Move | None) -> None:
        if last is None:
            sentence = "Siden du hadde åpen, er ikke lenger riktig."
        else:
            at = timezone.localtime(last.at)
            sentence = f"{last.by or 'Noen andre'} var først, kl. {at:%H.%M}: {BY_KEY[last.key].done}"
        super().__init__(f"{sentence} Ingenting ble gjort denne gangen.")
        self.last = last


def base_of(plan: Plan) -> str:
    """Return what a form is told that the plan's last step is, so that two who press at once do not both win."""
    last = last_move(plan)
    return str(last.pk) if last else "0"


def move(*, plan: Plan, key: str, base: str, by: Person, at: datetime.datetime, said: Said = NOTHING) -> Move:
    """Take a step of the table. `base` is the last step the person saw (`base_of`).

    Everything is checked twice: before the files are made, which takes seconds, and under the plan's lock.
    Raises PermissionDenied, NotPossible, Overtaken, and ValidationError for what the step requires, by field where
    there is one.
    """
    step = BY_KEY[key]
    _check(plan, step, base, by, said)
    prepared = None
    if step.freezes:
        prepared = versions.prepare(plan, step, said)
    elif step.decides:
        prepared = versions.prepare_decision(plan, step, said, by, at)
    with transaction.atomic():
        return _take(plan, step, base, by, at, said, prepared)


def _check(plan: Plan, step: Transition, base: str, by: Person, said: Said) -> None:
    """Raise what `move` raises, for a plan as it is read now."""
    actor = load_actor(by, plan)
    if not holds(step, actor):
        raise PermissionDenied
    if barred(step, actor):
        raise PermissionDenied(barred(step, actor))
    if base != base_of(plan):
        raise Overtaken(last_move(plan))
    if plan.status not in step.sources:
        raise NotPossible(step, plan)
    missing = unmet(step, _facts(plan, step))
    if missing:
        raise ValidationError([f"Mangler: {need.value}." for need in missing])
    check_said(step, said)


def _facts(plan: Plan, step: Transition) -> Facts:
    """Return what the step's needs are judged by; Kontroll is run only where one of them asks for it."""
    found = []
    if Need.NO_ERRORS in step.needs:
        found = open_findings(load_control(plan, load(plan), timezone.localdate()))
    return load_facts(plan, step.needs, found)


def _take(
    plan: Plan,
    step: Transition,
    base: str,
    by: Person,
    at: datetime.datetime,
    said: Said,
    prepared: versions.Prepared | None,
) -> Move:
    """Take the step inside the transaction, with the plan and those before it locked."""
    held = Plan.objects.filter(agreement=plan.agreement_id, year__lte=plan.year).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk"))
    fresh = Plan.objects.select_related("agreement__pilot").get(pk=plan.pk)
    _check(fresh, step, base, by, said)
    if step.freezes:
        assert prepared
        version: Version | None = versions.store(fresh, prepared, said, by, at)
    else:
        version = latest_version(fresh)
    taken = _leave(fresh, step, version, by, at, said)
    if step.target:
        given = {}
        if step.freezes:
            given = {"adoption_date": said.adoption_date, "case_number": said.case_number}
        set_status(plan=fresh, status=Plan.Status(step.target), by=by, at=at, **given)  # type: ignore[arg-type]
    _ask(fresh, taken, said)
    if step.decides:
        assert prepared
        assert version
        _decide(fresh, version, prepared, by, at)
    if version:
        note(step, version, said, by, at)
    telling.moved(taken)
    return taken


def _leave(
    plan: Plan, step: Transition, version: Version | None, by: Person, at: datetime.datetime, said: Said
) -> Move:
    """Leave the step in the plan's history."""
    taken = Move(
        plan=plan,
        version=version,
        key=step.key,
        before=plan.status,
        after=step.to(plan.status),
        comment=said.comment,
        conditions=said.conditions,
        by=by,
        at=at,
    )
    taken.save()
    return taken


def _ask(plan: Plan, taken: Move, said: Said) -> None:
    """Note what KDD asks for, and open these places and nothing else."""
    if not said.asked:
        return
    for one in said.asked:
        row = Asked(move=taken, path=one.path, label=one.label, text=one.text)
        row.full_clean()
        row.save()
    opened = {path for one in said.asked for path in versions_paths(plan, one.path)}
    open_paths(plan=plan, opened=sorted(opened | set(ALWAYS_OPEN)))


def versions_paths(plan: Plan, path: str) -> list[str]:
    """Return what is opened with a place: a delmål comes with its tiltak."""
    for delmaal in plan.delmaal.all():
        if path == paths.delmaal(delmaal.uid):
            return [path, *(paths.tiltak(uid) for uid in delmaal.tiltak.values_list("uid", flat=True))]
    return [path]


def _decide(plan: Plan, version: Version, prepared: versions.Prepared, by: Person, at: datetime.datetime) -> None:
    """Store the approved files, let the version be the approved one, and replace the years before."""
    if version.snapshot.sha256 != prepared.sha256:
        raise Overtaken(last_move(plan))
    versions.store_files(version, VersionFile.Occasion.DECISION, prepared.files)
    set_approved(plan=plan, snapshot=version.snapshot)
    replace = BY_KEY["erstatt"]
    before = Plan.objects.filter(agreement=plan.agreement_id, year__lt=plan.year, status__in=APPROVED)
    for earlier in before.select_related("agreement__pilot").order_by("pk"):
        _leave(earlier, replace, latest_version(earlier), by, at, NOTHING)
        set_status(plan=earlier, status=Plan.Status.ERSTATTET, by=by, at=at)
