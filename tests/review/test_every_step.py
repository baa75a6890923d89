"""Every status x step x role x {own pilot, another}, over HTTP: who gets through, and where the plan is afterwards."""

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from plans.models import Party, Plan
from plans.roles import NEEDS_PARTY, Role
from plans.views import plan_address
from review.models import Move, Orientation, Payout, Signature, Version
from review.services.facts import latest_version
from review.services.moves import base_of
from review.workflow import BY_KEY
from tests.factories import give_role, make_agreement, make_person
from tests.review import steps

# Every step is taken on both databases in test_moves.py; this is about who may.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LEADER, HANDLER, APPROVER = Role.PROSJEKTLEDER, Role.SAKSBEHANDLER, Role.GODKJENNER
SECRETARY = Role.KOMMUNESEKRETAER

#: Typed by hand, not read from the table: which role takes which step from which status, and where that leads.
EXPECTED: dict[str, dict[str, tuple[set[Role], str]]] = {
    "utkast": {"vedta": ({LEADER}, "vedtatt")},
    "vedtatt": {
        "tilbake": ({LEADER}, "utkast"),
        "signer": ({LEADER}, "vedtatt"),
        "send": ({LEADER}, "sendt"),
        "orienter": ({LEADER, SECRETARY}, "vedtatt"),
        "rett-orientering": ({LEADER, SECRETARY}, "vedtatt"),
    },
    "sendt": {
        "signer": ({LEADER}, "sendt"),
        "trekk": ({LEADER}, "vedtatt"),
        "be-om-endringer": ({HANDLER}, "endringer"),
        "innstill": ({HANDLER}, "sendt"),
        "godkjenn": ({APPROVER}, "godkjent"),
        "godkjenn-med-vilkar": ({APPROVER}, "vilkaar"),
        "orienter": ({LEADER, SECRETARY}, "sendt"),
        "rett-orientering": ({LEADER, SECRETARY}, "sendt"),
    },
    "endringer": {
        "send-igjen": ({LEADER}, "sendt"),
        "apne": ({LEADER}, "utkast"),
        "orienter": ({LEADER, SECRETARY}, "endringer"),
        "rett-orientering": ({LEADER, SECRETARY}, "endringer"),
    },
    "godkjent": {
        "gjenapne": ({APPROVER}, "utkast"),
        "utbetal": ({HANDLER}, "godkjent"),
        "rett-utbetaling": ({HANDLER}, "godkjent"),
        "orienter": ({LEADER, SECRETARY}, "godkjent"),
        "rett-orientering": ({LEADER, SECRETARY}, "godkjent"),
    },
    "vilkaar": {
        "gjenapne": ({APPROVER}, "utkast"),
        "utbetal": ({HANDLER}, "vilkaar"),
        "rett-utbetaling": ({HANDLER}, "vilkaar"),
        "orienter": ({LEADER, SECRETARY}, "vilkaar"),
        "rett-orientering": ({LEADER, SECRETARY}, "vilkaar"),
    },
    "erstattet": {
        "utbetal": ({HANDLER}, "erstattet"),
        "rett-utbetaling": ({HANDLER}, "erstattet"),
        "orienter": ({LEADER, SECRETARY}, "erstattet"),
        "rett-orientering": ({LEADER, SECRETARY}, "erstattet"),
    },
}
#: Steps that are a role's, wherever the plan is; whoever has another role is told that it is not hers.
STEPS: dict[str, set[Role]] = {
    **{key: {LEADER} for key in ("vedta", "tilbake", "signer", "send", "trekk", "send-igjen", "apne")},
    **{key: {HANDLER} for key in ("be-om-endringer", "innstill", "utbetal", "rett-utbetaling")},
    **{key: {APPROVER} for key in ("godkjenn", "godkjenn-med-vilkar", "gjenapne")},
    **{key: {LEADER, SECRETARY} for key in ("orienter", "rett-orientering")},
    "erstatt": set(),
}
#: Roles that know of a draft, in their own pilot and in another.
SEES_DRAFT = {LEADER, Role.MEDARBEIDER, Role.STYRINGSGRUPPE, Role.SAMARBEIDSPART, Role.ADMINISTRATOR}
SEES_EVERYWHERE = {HANDLER, APPROVER, Role.OBSERVATOER, Role.ADMINISTRATOR}
KDD = {HANDLER, APPROVER}


def test_nothing_is_left_out():
    assert set(EXPECTED) == set(Plan.Status.values)
    assert set(STEPS) == set(BY_KEY)
    taken = {key for found in EXPECTED.values() for key in found}
    assert taken == set(STEPS) - {"erstatt"}, "which is taken when the next year's plan is approved"
    assert {role for role in Role if role in SEES_DRAFT | SEES_EVERYWHERE | {SECRETARY}} == set(Role)


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A small plan whose one municipality signs."""
    steps.quick_files(monkeypatch)
    # What a refusal looks like is tested elsewhere; here there are a thousand of them.
    for status in (403, 404):
        quick = functools.partial(HttpResponse, status=status)
        monkeypatch.setattr(f"bygdevekst.urls.handler{status}", lambda *args, quick=quick, **_: quick(), raising=False)
    plan = steps.small_plan()
    pilot = plan.agreement.pilot
    party = Party.objects.create(key="proveby", name="Prøveby", kind="kommune", kommunenummer="9901", pilot=pilot)
    plan.agreement.parties.create(party=party, role="part", signs=True, position=1)
    return plan


def people(plan: Plan) -> Iterator[tuple[Role, bool, Client]]:
    """Yield somebody of every role in the plan's pilot, and somebody of every role who has nothing to do with it.

    KDD belongs to no pilot: there one's own pilot means that she has a role in it besides.
    """
    pilots = {True: plan.agreement.pilot, False: make_agreement().pilot}
    Party.objects.create(key="fjernby", name="Fjernby", kind="kommune", kommunenummer="9902", pilot=pilots[False])
    for role in Role:
        for own in (True, False):
            if role in KDD:
                person = make_person(role)
                if own:
                    give_role(person, Role.OBSERVATOER, pilot=pilots[True])
            elif role in Role.across_pilots():
                person = make_person(role, **({"pilot": pilots[True]} if own else {}))
            else:
                needs_party = {"party": pilots[own].municipalities.get()} if role in NEEDS_PARTY else {}
                person = make_person(role, pilot=pilots[own], **needs_party)
            client = Client()
            client.force_login(person)
            yield role, own, client


def expected(status: str, key: str, role: Role, own: bool) -> int:
    """Return what the answer must be."""
    knows = role in SEES_EVERYWHERE or own
    if not knows or (status == "utkast" and role not in SEES_DRAFT):
        return 404
    if status == "vedtatt" and role in KDD and not own:
        return 404  # not yet sent
    if role not in STEPS[key] or (role in KDD and own):
        return 403
    return 302 if key in EXPECTED[status] else 409


def typed(plan: Plan, key: str) -> dict[str, Any]:
    """Return what a person would type in the form of a step."""
    day = "2024-12-13"
    party = plan.agreement.pilot.municipalities.get().pk
    return {
        "base": base_of(plan),
        "adoption_date": day,
        "case_number": "12/24",
        "comment": "Derfor.",
        "conditions": "Rapporter i juni.",
        "sted-0": "Si hvem som er med.",
        "party": party,
        "name": "Ordføreren",
        "date": day,
        "kroner": "1 000",
        "result": "Tatt til orientering",
    }


def at_status(plan: Plan, status: str) -> Plan:
    """Take the plan to a status, with everything in place that the steps from there require."""
    cast = steps.Cast(plan)
    for key, role in steps.ROADS["godkjent" if status == "erstattet" else status]:
        if key == "send":
            steps.take(plan, "signer", cast.leader)
        steps.take(plan, key, cast.of(role))
    if status == "vedtatt":
        steps.take(plan, "signer", cast.leader)
    elif status == "sendt":
        steps.take(plan, "innstill", cast.handler)
    elif status == "endringer":
        plan.moves.get(key="be-om-endringer").asked.update(answer="Gjort.", answered_at="2025-01-01T12:00Z")
    elif status == "erstattet":
        Plan.objects.filter(pk=plan.pk).update(status=status)
    return steps.fresh(plan)


def wrong(version: Version, key: str) -> int | str:
    """Note something that a step may then correct; return its key."""
    noted: dict[str, Any] = {"version": version, "date": steps.MEETING, "at": version.at}
    if key == "rett-utbetaling":
        return Payout.objects.create(kroner=500, **noted).pk
    if key == "rett-orientering":
        party = version.plan.agreement.pilot.municipalities.get()
        return Orientation.objects.create(party=party, case_number="1/25", result="Utsatt", **noted).pk
    return ""


def outcome(client: Client, plan: Plan, key: str) -> tuple[int, str, int]:
    """Return the answer, where the plan is afterwards, and how many steps were left; then undo it."""
    with transaction.atomic():
        if key == "signer":
            Signature.objects.filter(version__plan=plan).delete()
        data = typed(plan, key)
        if version := latest_version(plan):
            data["corrects"] = wrong(version, key)
        response = client.post(reverse("move", kwargs={**plan_address(plan), "key": key}), data)
        found = response.status_code, steps.fresh(plan).status, Move.objects.filter(plan=plan).count()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("status", Plan.Status.values)
def test_every_step_by_everybody(status: str, plan: Plan):
    plan = at_status(plan, status)
    left = Move.objects.filter(plan=plan).count()
    wrong = []
    for role, own, client in people(plan):
        for key in STEPS:
            answer = expected(status, key, role, own)
            target = EXPECTED[status][key][1] if answer == 302 else status
            wanted = (answer, target, left + (answer == 302))
            found = outcome(client, plan, key)
            if found != wanted:
                wrong.append(f"{role.value}, {'own' if own else 'other'} pilot, {key}: {found}, not {wanted}")
    assert not wrong, "\n".join(wrong)
