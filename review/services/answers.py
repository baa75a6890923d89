"""Answering what KDD asked to have changed."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Person, Plan
from plans.services.fields import check_base, save_columns
from review.models import Asked
from review.workflow import ENDRINGER


@transaction.atomic
def answer_asked(*, asked: Asked, answer: str, base: str, by: Person, at: datetime.datetime) -> Asked:
    """Say what was done about something KDD asked for; an empty answer makes it open again.

    `base` is the hash of the answer the writer saw. Raises Conflict; ValidationError when the plan has been sent.
    """
    plan = Plan.objects.select_for_update().get(pk=asked.move.plan_id)
    if plan.status != ENDRINGER:
        raise ValidationError("Planen er sendt, så svaret kan ikke endres.")
    fresh = Asked.objects.get(pk=asked.pk)
    before, fresh.answer = fresh.answer, answer.strip()
    check_base(asked.path, base, fresh.answer, before)
    fresh.answered_at, fresh.answered_by = (at, by) if fresh.answer else (None, None)
    save_columns(fresh, "answer", "answered_at", "answered_by")
    return fresh
