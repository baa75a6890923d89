"""What can wait for a person in the money: a plan that uses more than its frame."""

from collections.abc import Iterator

from django.urls import reverse

from budgets.frames import frame_uses
from budgets.promised import promises_of, used_by
from plans.roles import Capability
from plans.slots import Viewer, Waiting
from plans.templatetags.kroner import kroner


def over_frame(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the drafts that use more than a source has promised for their year. Two queries."""
    drafts = [plan for plan in viewer.drafts() if Capability.EDIT_MONEY in viewer.held.at(plan.agreement.pilot_id)]
    promised, used = promises_of({plan.agreement_id for plan in drafts}), used_by(drafts)
    for plan in drafts:
        for use in frame_uses(promised[plan.agreement_id], plan.year, used[(plan.pk, plan.year)]):
            if use.exceeded:
                address = reverse("budget", kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year})
                yield Waiting(f"{kroner(use.exceeded)} over rammen fra {use.source_name}", str(plan), address)
