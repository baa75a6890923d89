"""Good data for people, their roles and their invitations."""

import datetime
from collections.abc import Callable

from django.test import Client

from plans import services
from plans.models import Membership, Plan
from plans.roles import Role
from tests import factories
from tests.permission_rows.kwargs import of_pilot
from tests.permission_table import PILOT_ROWS
from tests.post_rows.post import Data, Post


def _ended(pilot: bool) -> Callable[[Client, Plan], tuple[Data, Data]]:
    def prepare(client: Client, plan: Plan) -> tuple[Data, Data]:
        role, where = (Role.MEDARBEIDER, {"pilot": plan.agreement.pilot}) if pilot else (Role.OBSERVATOER, {})
        person = factories.make_person(role, **where)
        entry = services.end_membership(membership=person.memberships.get(), by=None)
        return {**(of_pilot(plan) if pilot else {}), "pk": entry.pk}, {}

    return prepare


def _leaving(client: Client, plan: Plan) -> tuple[Data, Data]:
    """A leader who is to leave one day."""
    kwargs = PILOT_ROWS["keep_role"].kwargs(plan)
    Membership.objects.filter(pk=kwargs["pk"]).update(ends_on=datetime.date(2099, 1, 1))
    return kwargs, {}


POSTS: dict[str, Post] = {
    "invite": Post({"email": "ny@eksempel.example", "role": "observatoer"}),
    "limit_membership": Post(),
    "end_role": Post(),
    "give_role_back": Post(prepare=_ended(pilot=True)),
    "withdraw_invitation": Post(),
    "send_invitation_again": Post(),
    "hand_over": Post({"email": "ny@eksempel.example", "when": "naa"}),
    "keep_role": Post(prepare=_leaving),
    "site:give_role_back": Post(prepare=_ended(pilot=False)),
}
