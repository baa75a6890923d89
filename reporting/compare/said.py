"""What two versions of one plan say of the year's changes: reasons, assessments, which tiltak belong together.

Between two years nothing of this is compared: it is said *of* the difference between them.
"""

from collections.abc import Mapping

from reporting.compare.differences import Name
from reporting.compare.fields import Shown
from reporting.compare.names import tiltak_names
from reporting.compare.words import CAME_FROM
from reporting.value import Handlingsplan

NOTHING: Mapping[str, Shown] = {
    "reason": Shown("", ""),
    "assessment": Shown("", ""),
    "links": Shown((), ""),
}


def said(plan: Handlingsplan) -> dict[str, dict[str, Shown]]:
    """Return what a plan says of each tiltak's change, by its uid; those of which it says nothing are left out.

    A link whose tiltak the plan has no longer says nothing.
    """
    found: dict[str, dict[str, Shown]] = {}
    for change in plan.changes:
        if change.reason or change.assessment:
            told = found.setdefault(change.uid, dict(NOTHING))
            told["reason"] = Shown(change.reason, change.reason)
            told["assessment"] = Shown(change.assessment, change.assessment)
    here = tiltak_names(plan)
    for uid in here:
        links = sorted((link.earlier_year, link.earlier_uid, link.kind) for link in plan.links if link.later_uid == uid)
        if links:
            came = CAME_FROM[plan.language]
            lines = [f"{came.get(kind, kind)} {_earlier_name(plan, year, origin)}" for year, origin, kind in links]
            found.setdefault(uid, dict(NOTHING))["links"] = Shown(tuple(links), "\n".join(lines))
    return found


def ended_name(plan: Handlingsplan, uid: str) -> Name:
    """Return what a tiltak was called that has ended, in the plan before this one."""
    names = tiltak_names(plan.earlier) if plan.earlier else {}
    return names.get(uid, Name(uid=uid))


def _earlier_name(plan: Handlingsplan, year: int, uid: str) -> str:
    """Return what a tiltak of an earlier year was called, and the year."""
    name = ended_name(plan, uid) if plan.earlier and plan.earlier.year == year else Name(uid=uid)
    return f"{name} ({year})".strip()
