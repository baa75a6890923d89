"""Taking a plan to a status through the services, without making the files, which are tested elsewhere."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from plans.models import Party, Person, Plan
from plans.roles import Role
from plans.services import create_plan
from reporting.exports import Export
from review import services
from review.models import Move, Payout
from review.services import versions
from review.services.facts import signers
from review.services.moves import base_of
from review.services.said import Ask, Said
from tests.factories import make_person, make_plan

FILE = Export("plan.pdf", "application/pdf", b"%PDF-")
LETTER = FILE._replace(filename="brev.pdf")
MEETING = datetime.date(2024, 12, 13)
ADOPTION = Said(adoption_date=MEETING, case_number="12/24")

#: The steps to each status, each with the role that takes it.
ROADS: dict[str, list[tuple[str, Role]]] = {"utkast": [], "vedtatt": [("vedta", Role.PROSJEKTLEDER)]}
ROADS["sendt"] = [*ROADS["vedtatt"], ("send", Role.PROSJEKTLEDER)]
ROADS["endringer"] = [*ROADS["sendt"], ("be-om-endringer", Role.SAKSBEHANDLER)]
_RECOMMENDED = [*ROADS["sendt"], ("innstill", Role.SAKSBEHANDLER)]
ROADS["godkjent"] = [*_RECOMMENDED, ("godkjenn", Role.GODKJENNER)]
ROADS["vilkaar"] = [*_RECOMMENDED, ("godkjenn-med-vilkar", Role.GODKJENNER)]


def quick_files(patch: pytest.MonkeyPatch) -> None:
    """Let every file be a few bytes, and every plan be without findings."""
    patch.setattr(versions, "render_files", lambda value, standing: (("pdf", FILE),))
    patch.setattr(versions, "render_letter", lambda *args: LETTER)
    patch.setattr("review.services.moves.open_findings", lambda control: [])


def fresh(plan: Plan) -> Plan:
    return Plan.objects.select_related("agreement__pilot").get(pk=plan.pk)


def take(plan: Plan, key: str, by: Person, said: Said | None = None, base: str | None = None) -> Move:
    """Take a step as somebody who has the plan's page before her."""
    plan = fresh(plan)
    return services.move(
        plan=plan,
        key=key,
        base=base_of(plan) if base is None else base,
        by=by,
        at=timezone.localtime(),
        said=good(plan, key) if said is None else said,
    )


def good(plan: Plan, key: str) -> Said:
    """Return all that a step may ask for."""
    values: dict[str, Any] = {}
    if key in ("vedta", "send-igjen"):
        return ADOPTION
    if key == "be-om-endringer":
        values["asked"] = (Ask("plan/svar/introduksjon", "1. Introduksjon", "Si hvem som er med."),)
    if key == "godkjenn-med-vilkar":
        values["conditions"] = "Rapporter i juni."
    if key in ("tilbake", "trekk", "apne", "innstill", "gjenapne"):
        values["comment"] = "Derfor."
    if key == "signer":
        return signature(signers(plan)[0])
    if key == "utbetal":
        values |= {"kroner": 1000, "date": MEETING}
    if key == "rett-utbetaling":
        wrong = Payout.objects.filter(version__plan=plan).order_by("-pk")[0]
        values |= {"corrects": wrong, "kroner": 2000, "date": MEETING, "comment": "Feil beløp."}
    if key == "orienter":
        party = plan.agreement.pilot.municipalities.first()
        values |= {"party": party, "date": MEETING, "case_number": "1/25", "result": "Tatt til orientering"}
    return Said(**values)


def signature(party: Party) -> Said:
    """Return a signature for a party."""
    return Said(party=party, name="Ordføreren", date=MEETING)


class Cast:
    """The people around one pilot, one for each part they play."""

    def __init__(self, plan: Plan) -> None:
        pilot = plan.agreement.pilot
        self.leader = make_person(Role.PROSJEKTLEDER, pilot=pilot)
        self.handler = make_person(Role.SAKSBEHANDLER)
        self.approver = make_person(Role.GODKJENNER)

    def of(self, role: Role) -> Person:
        return {
            Role.PROSJEKTLEDER: self.leader,
            Role.SAKSBEHANDLER: self.handler,
            Role.GODKJENNER: self.approver,
        }[role]


def bring(plan: Plan, status: str, cast: Cast | None = None) -> Cast:
    """Take a draft to a status by the steps of the table."""
    cast = cast or Cast(plan)
    for key, role in ROADS["godkjent" if status == "erstattet" else status]:
        take(plan, key, cast.of(role))
    if status == "erstattet":
        later = make_next(plan)
        for key, role in ROADS["godkjent"]:
            take(later, key, cast.of(role))
    assert fresh(plan).status == status
    return cast


def make_next(plan: Plan) -> Plan:
    """Return the plan of the year after, of the same agreement."""
    return fresh(create_plan(agreement=plan.agreement, year=plan.year + 1, form=plan.form, by=None))


def small_plan() -> Plan:
    """Return the plan of a new pilot with one delmål and no tiltak, whose agreement nobody signs."""
    return fresh(make_plan(delmaal=1))
