"""Addresses of people, their roles and their invitations, in a pilot and across them."""

import datetime
from typing import Any

from django.utils import timezone

from plans.models import Invitation, Membership, Person, Plan
from plans.roles import Role
from tests.permission_rows.kwargs import nowhere, of_pilot
from tests.permission_rows.row import ADMINISTRATOR, LEADER, POST, WRITE, Row


def _collaborator(plan: Plan) -> dict[str, Any]:
    """A collaborator's role in the pilot, made for the occasion; an earlier row of the walk may have ended it."""
    someone, _ = Person.objects.get_or_create(email="provd@eksempel.example", name="Prøvd")
    role = Role.MEDARBEIDER.value
    found, _ = Membership.objects.get_or_create(person=someone, role=role, pilot=plan.agreement.pilot)
    return {**of_pilot(plan), "pk": found.pk}


def _leader(plan: Plan) -> dict[str, Any]:
    """A second leader's role in the pilot, made for the occasion."""
    someone, _ = Person.objects.get_or_create(email="leder@eksempel.example", name="Prøvd leder")
    role = Role.PROSJEKTLEDER.value
    found, _ = Membership.objects.get_or_create(person=someone, role=role, pilot=plan.agreement.pilot)
    return {**of_pilot(plan), "pk": found.pk}


def _invited(plan: Plan | None) -> dict[str, Any]:
    """An invitation to be a collaborator in the plan's pilot, or an observer of all, made for the occasion."""
    now = timezone.now()
    pilot = plan.agreement.pilot if plan else None
    made = Invitation.objects.create(
        token_hash=f"{Invitation.objects.count():064}",
        email="invitert@eksempel.example",
        role=Role.MEDARBEIDER if plan else Role.OBSERVATOER,
        pilot=pilot,
        created_at=now,
        expires_at=now + datetime.timedelta(days=1),
    )
    return {**(of_pilot(plan) if plan else {}), "pk": made.pk}


def _observer(plan: Plan) -> dict[str, Any]:
    """An observer's role across pilots, made for the occasion."""
    someone, _ = Person.objects.get_or_create(email="provd@eksempel.example", name="Prøvd")
    found, _ = Membership.objects.get_or_create(person=someone, role=Role.OBSERVATOER.value, pilot=None)
    return {"pk": found.pk}


INVITES = LEADER | ADMINISTRATOR

PILOT_ROWS: dict[str, Row] = {
    "people": Row(of_pilot, INVITES | {Role.MEDARBEIDER, Role.STYRINGSGRUPPE}),
    "invite": Row(of_pilot, INVITES, WRITE),
    # No tick means no limit, which is what this role has already.
    "limit_membership": Row(_collaborator, INVITES, WRITE, posted=302),
    "end_role": Row(_collaborator, INVITES, POST, 302),
    # No role has been ended under this number.
    "give_role_back": Row(lambda plan: {**of_pilot(plan), "pk": 0}, INVITES, POST, 404),
    "withdraw_invitation": Row(_invited, INVITES, POST, 302),
    "send_invitation_again": Row(_invited, INVITES, POST, 302),
    "hand_over": Row(_leader, INVITES, WRITE),
    "keep_role": Row(_leader, INVITES, POST, 302),
}

SITE_ROWS: dict[str, Row] = {
    "people": Row(nowhere, ADMINISTRATOR),
    "invite": Row(nowhere, ADMINISTRATOR, WRITE),
    "end_role": Row(_observer, ADMINISTRATOR, POST, 302),
    "give_role_back": Row(lambda plan: {"pk": 0}, ADMINISTRATOR, POST, 404),
    "withdraw_invitation": Row(lambda plan: _invited(None), ADMINISTRATOR, POST, 302),
    "send_invitation_again": Row(lambda plan: _invited(None), ADMINISTRATOR, POST, 302),
}
