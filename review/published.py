"""The file of a plan that stands: what was stored at its adoption or approval, never remade."""

from plans.models import Plan
from reporting.exports import Export
from review.models import VersionFile
from review.versions import check_file
from review.workflow import ENDRINGER, UTKAST


def published(plan: Plan, format: str) -> Export | None:
    """Return the newest version's file, the approved one before the adopted; None while the plan is written in.

    Raises Damaged when its bytes are no longer what they were.
    """
    if plan.status in (UTKAST, ENDRINGER):
        return None
    # «godkjenning» sorts before «vedtak».
    file = VersionFile.objects.filter(version__plan=plan, kind=format).order_by("-version__number", "occasion").first()
    if file is None:
        return None
    check_file(file)
    return Export(file.filename, file.media_type, bytes(file.data))
