"""A plan taken all the way to KDD's approval, by the demo people and through the services that people use."""

import datetime
from zoneinfo import ZoneInfo

from plans.models import Person, Plan
from plans.roles import Role
from reporting.context import load_control
from reporting.load import load
from reporting.services import acknowledge
from review import services
from review.demo.people import DEMO_PEOPLE
from review.services.facts import signers
from review.services.moves import base_of

#: Why a warning may stand, by what its code is about; the demo's texts are what the pilot really wrote.
REASON = "Teksten er slik styringsgruppen vedtok den."


def _person(role: Role) -> Person:
    return Person.objects.get(email=next(demo.email for demo in DEMO_PEOPLE if demo.role == role))


def _at(year: int, month: int, day: int, hour: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, tzinfo=ZoneInfo("Europe/Oslo"))


def acknowledge_warnings(plan: Plan, *, by: Person, at: datetime.datetime) -> None:
    """Let every warning of a plan stand."""
    control = load_control(plan, load(plan), at.date())
    for group in control.groups:
        for shown in group.findings:
            if group.level == "advarsel":
                acknowledge(plan=plan, key=shown.finding.key, reason=REASON, by=by, at=at)


def approve(plan: Plan) -> Plan:
    """Adopt, sign, send, recommend, approve and pay a plan that is a draft, as in the winter before its year."""
    leader, handler, approver = (_person(role) for role in (Role.PROSJEKTLEDER, Role.SAKSBEHANDLER, Role.GODKJENNER))
    before = plan.year - 1
    acknowledge_warnings(plan, by=leader, at=_at(before, 12, 10, 9))

    def step(key: str, by: Person, at: datetime.datetime, said: services.Said = services.NOTHING) -> None:
        fresh = Plan.objects.select_related("agreement__pilot").get(pk=plan.pk)
        services.move(plan=fresh, key=key, base=base_of(fresh), by=by, at=at, said=said)

    meeting = plan.adoption_date or datetime.date(before, 12, 13)
    adopted = services.Said(adoption_date=meeting, case_number=plan.case_number or f"12/{before % 100}")
    step("vedta", leader, _at(before, 12, 13, 14), adopted)
    for party in signers(plan):
        signed = services.Said(party=party, name=f"Ordføreren i {party}", date=datetime.date(before, 12, 16))
        if party.kind != "kommune":
            signed = services.Said(party=party, name="Fylkesordføreren", date=datetime.date(before, 12, 16))
        step("signer", leader, _at(before, 12, 17, 10), signed)
    step("send", leader, _at(before, 12, 18, 11))
    opinion = "Planen følger avtalen og malen, og tallene stemmer. Jeg tilrår at den godkjennes."
    step("innstill", handler, _at(plan.year, 1, 14, 10), services.Said(comment=opinion))
    step("godkjenn", approver, _at(plan.year, 1, 20, 13))
    return Plan.objects.get(pk=plan.pk)
