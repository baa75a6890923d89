"""What a write holds still while it works: plans first, by primary key, then agreements, then the pilot.

Everybody takes the rows in this order, so two writes wait for each other and never for ever. A write in a plan takes
the plan and its agreement (`plans.services.fields.locked_plan`); whoever holds an agreement therefore has all its plans
to herself.
"""

from django.db.models import QuerySet

from plans.models import Agreement, Pilot, Plan


def locked_agreement(agreement: Agreement) -> Agreement:
    """Lock an agreement and its plans, and return it as it is now; must run inside a transaction."""
    _lock(Plan.objects.filter(agreement=agreement.pk))
    return Agreement.objects.select_for_update(of=("self",)).select_related("pilot").get(pk=agreement.pk)


def locked_pilot(pilot: Pilot) -> Pilot:
    """Lock a pilot with all its agreements and plans, and return it as it is now; must run inside a transaction."""
    _lock(Plan.objects.filter(agreement__pilot=pilot.pk))
    _lock(Agreement.objects.filter(pilot=pilot.pk))
    return Pilot.objects.select_for_update().get(pk=pilot.pk)


def _lock(rows: QuerySet[Plan] | QuerySet[Agreement]) -> None:
    """Lock rows in the order of their primary keys."""
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
