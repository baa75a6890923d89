"""Ways to break every constraint on invitations and notices."""

import datetime
from typing import Any

from django.utils import timezone

from plans import services
from plans.models import Invitation, Notice, Person, Plan
from plans.roles import Role
from tests.constraints import Case

NOW = timezone.now()


def invitation(plan: Plan, **fields: Any) -> Invitation:
    own = {
        "token_hash": "0" * 64,
        "email": "ny@eksempel.example",
        "role": Role.MEDARBEIDER,
        "pilot": plan.agreement.pilot,
        "created_at": NOW,
        "expires_at": NOW + datetime.timedelta(days=1),
    }
    return Invitation(**{**own, **fields})


def notice(plan: Plan, **fields: Any) -> Notice:
    own = {"person": Person.objects.all()[0], "what": "endringer", "about": "steg/1", "address": "/", "at": NOW}
    return Notice(**{**own, "plan": plan, "pilot": plan.agreement.pilot, **fields})


def _told_twice(plan: Plan) -> Notice:
    notice(plan).save()
    return notice(plan)


CASES = (
    Case(
        "invitation_needs_pilot",
        lambda plan: invitation(plan, role=Role.PROSJEKTLEDER, pilot=None),
        lambda plan, by: services.create_invitation(
            email="ny@eksempel.example", role=Role.PROSJEKTLEDER, address=str, by=None
        ),
    ),
    Case(
        "invitation_needs_party",
        lambda plan: invitation(plan, role=Role.SAMARBEIDSPART),
        lambda plan, by: services.create_invitation(
            email="ny@eksempel.example", role=Role.SAMARBEIDSPART, pilot=plan.agreement.pilot, address=str, by=by
        ),
    ),
    Case("invitation_expires_later", lambda plan: invitation(plan, expires_at=NOW)),
    # `notify` passes over who has been told, so there is no door that asks for this.
    Case("notice_once", _told_twice),
    Case("notice_of_plan_has_pilot", lambda plan: notice(plan, pilot=None)),
    Case("invitation_one_end", lambda plan: invitation(plan, accepted_at=NOW, revoked_at=NOW)),
)
