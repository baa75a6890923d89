"""Where changed fields were read, in the words that stand beside their history."""

from collections.abc import Sequence

from plans.models import FieldChange
from reporting.models import Origin


def origins(changes: Sequence[FieldChange]) -> dict[int, str]:
    """Return the document and place of those changes that were read, by the change's key: «plan.docx, avsnitt 214».

    One query. Where a field was read twice within minutes, the later document.
    """
    found = (
        Origin.objects.filter(change__in=[change.pk for change in changes])
        .select_related("stored")
        .only("change_id", "place", "stored__name")
    )
    return {one.change_id: f"{one.stored.name}, {one.place}" for one in found}
