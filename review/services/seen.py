"""Saying that one has gone through a version."""

import datetime

from django.db import transaction

from plans.models import Person
from review.models import Seen, Version


@transaction.atomic
def mark_seen(*, version: Version, by: Person, at: datetime.datetime) -> Seen:
    """Say that a person has gone through a version; an older one takes nothing back."""
    row = Seen.objects.select_for_update().select_related("version").filter(person=by, plan=version.plan_id).first()
    if row is not None and row.version.number >= version.number:
        return row
    row, _ = Seen.objects.update_or_create(person=by, plan=version.plan, defaults={"version": version, "at": at})
    return row
