"""Ways to break every constraint on comments and confirmations."""

from typing import Any

from django.utils import timezone

from plans.models import Party, Plan
from review.models import Comment, Confirmation
from tests.constraints import Case

NOW = timezone.now()


def comment(plan: Plan, **fields: Any) -> Comment:
    own = {"path": "plan/svar/rammer", "where": "Rammer", "audience": "pilot", "text": "Er dette rett?", "at": NOW}
    return Comment(**{"plan": plan, **own, **fields})


def answer(plan: Plan, **fields: Any) -> Comment:
    parent = comment(plan, from_kdd=True, audience="delt")
    parent.save()
    return comment(plan, parent=parent, audience="delt", from_kdd=True, **fields)


def confirmation(plan: Plan, **fields: Any) -> Confirmation:
    own = {"uid": plan.tiltak.all()[0].uid, "party": Party.objects.all()[0], "sha256": "a" * 64, "at": NOW}
    return Confirmation(**{"plan": plan, **own, **fields})


CASES = (
    Case("comment_has_text", lambda plan: comment(plan, text="")),
    Case("comment_thread_is_resolved", lambda plan: answer(plan, resolved_at=NOW)),
    Case("comment_weight_is_kdds", lambda plan: comment(plan, weight="raad")),
    Case("comment_weight_is_kdds", lambda plan: answer(plan, weight="maa"), variant="answer"),
    Case("comment_internal_to_kdd_is_kdds", lambda plan: comment(plan, audience="kdd")),
    Case("confirmation_of_a_hash", lambda plan: confirmation(plan, sha256="x")),
)
