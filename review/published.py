"""What stands of a plan: files stored at its adoption or approval, and the frozen plan as KDD goes on reading it."""

import datetime
from collections.abc import Sequence

from plans.models import Plan
from reporting.exports import Export
from reporting.sent import Kept, Sent
from reporting.snapshots import thaw
from review.models import Version, VersionFile
from review.services.versions import version_standing
from review.versions import check_file
from review.workflow import ENDRINGER, UTKAST


def published(plan: Plan, format: str) -> Export | None:
    """Return the newest version's file, the approved one before the adopted; None while the plan is written in.

    Who may not see what is written gets what was sent.

    Raises Damaged when its bytes are no longer what they were.
    """
    if plan.status == UTKAST or (plan.status == ENDRINGER and not plan.as_sent):
        return None
    # «godkjenning» sorts before «vedtak».
    file = VersionFile.objects.filter(version__plan=plan, kind=format).order_by("-version__number", "occasion").first()
    if file is None:
        return None
    check_file(file)
    return Export(file.filename, file.media_type, bytes(file.data))


def sent(plans: Sequence[Plan]) -> dict[int, Sent]:
    """Return the newest version of each plan, by the plan's key, as who follows the plan from outside reads it.

    One query. Raises Damaged.
    """
    found: dict[int, Sent] = {}
    statuses = {plan.pk: plan.status for plan in plans}
    for version in Version.objects.filter(plan__in=plans).select_related("snapshot").order_by("-number"):
        if version.plan_id not in found:
            found[version.plan_id] = Sent(
                plan=thaw(version.snapshot),
                standing=version_standing(version, statuses[version.plan_id]),
                at=version.at,
                kept=_kept(version),
            )
    return found


def _kept(version: Version) -> dict[str, Kept]:
    """Return why findings stood in a version, by their keys."""
    return {
        one["key"]: Kept(one["reason"], one["reason_by"], datetime.datetime.fromisoformat(one["reason_at"]))
        for one in version.findings
        if one.get("reason")
    }
