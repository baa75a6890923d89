"""Ways to break every constraint on pilots, parties, people and agreements."""

import datetime
from typing import Any

from plans import services
from plans.models import (
    Agreement,
    AgreementParty,
    Deadline,
    Delmaal,
    HourlyRate,
    Logo,
    Membership,
    Party,
    Person,
    Plan,
    PlanForm,
    Prompt,
    WorkGroup,
)
from plans.roles import Role
from tests.constraints import Case
from tests.pictures import png

YEAR = "Skriv et år fra 2020 til 2099."
ORGANISATION = "Organisasjonsnummeret er ikke gyldig: det skal ha ni siffer, og det siste er et kontrollsiffer."


def party(**fields: Any) -> Party:
    return Party(**{"key": "ny", "name": "Ny part", "kind": "annet", **fields})


def own_county(plan: Plan) -> Party:
    row = Party.objects.get(key="lierne")
    row.county = row
    return row


def observer() -> Person:
    return Person.objects.get(email="observatoer@demo.example")


def collaborator_again(plan: Plan) -> Membership:
    row = Membership.objects.get(role=Role.MEDARBEIDER, pilot=plan.agreement.pilot_id)
    return Membership(person=row.person, role=row.role, pilot=row.pilot)


def observer_again(plan: Plan) -> Membership:
    """Without pilot and party, which are equal though they are null."""
    return Membership(person=observer(), role=Role.OBSERVATOER)


def rate(plan: Plan, **fields: Any) -> HourlyRate:
    return HourlyRate(**{"agreement": plan.agreement, "year": 2026, "kroner": 600, **fields})


def rate_again(plan: Plan) -> HourlyRate:
    services.set_hourly_rate(agreement=plan.agreement, year=2026, kroner=500, by=None)
    return rate(plan)


def delmaal(plan: Plan, **fields: Any) -> Delmaal:
    return Delmaal(**{"agreement": plan.agreement, "priority": 90, "title": "T", "short_title": "K", **fields})


def work_group_again(plan: Plan) -> WorkGroup:
    services.create_work_group(agreement=plan.agreement, name="Bolig nord", leader=None, delmaal=None, by=None)
    return WorkGroup(agreement=plan.agreement, name="Bolig nord")


def prompt(plan: Plan, **fields: Any) -> Prompt:
    own = {"form": plan.form, "level": "plan", "key": "ny", "position": 90, "nb": "Ny", "nn": "Ny"}
    return Prompt(**{**own, **fields})


def form_with_two_prompts(**second: Any) -> PlanForm:
    first = {"level": "plan", "key": "mal", "position": 1, "nb": "Mål", "nn": "Mål"}
    words = dict.fromkeys(("lead_nb", "lead_nn", "overview_nb", "overview_nn"), "Tiltak")
    return services.create_plan_form(
        key="ny", name="Ny mal", texts=words, prompts=[first, {**first, "key": "penger", "position": 2, **second}]
    )


CASES = (
    Case(
        "logo_has_alt",
        lambda plan: Logo(pilot=plan.agreement.pilot, blob=services.store_blob(data=png()), alt=""),
        lambda plan, by: services.set_logo(
            pilot=plan.agreement.pilot, data=png(), alt=" ", base=services.UNCHECKED, by=by
        ),
    ),
    Case("party_kommunenummer", lambda plan: party(kind="kommune"), variant="missing"),
    Case("party_kommunenummer", lambda plan: party(kommunenummer="9901"), variant="no municipality"),
    Case(
        "party_organisasjonsnummer_digits",
        lambda plan: party(organisasjonsnummer="97476067A"),
        lambda plan, by: services.create_party(
            key="ny", name="Ny", kind="annet", organisasjonsnummer="97476067A", by=by
        ),
        says=ORGANISATION,
    ),
    Case(
        "party_organisasjonsnummer_check_digit",
        lambda plan: party(organisasjonsnummer="974760674"),
        lambda plan, by: services.create_party(
            key="ny", name="Ny", kind="annet", organisasjonsnummer="974760674", by=by
        ),
        says=ORGANISATION,
    ),
    Case(
        "party_pilot_only_kommune",
        lambda plan: party(pilot=plan.agreement.pilot),
        lambda plan, by: services.create_party(key="ny", name="Ny", kind="annet", pilot=plan.agreement.pilot, by=by),
    ),
    Case(
        "party_county_only_kommune",
        lambda plan: party(county=Party.objects.get(key="trondelag-fylkeskommune")),
        variant="no municipality",
    ),
    Case("party_county_only_kommune", own_county, variant="its own county"),
    Case(
        "agreement_years",
        lambda plan: Agreement(pilot=plan.agreement.pilot, first_year=2031, last_year=2030),
        lambda plan, by: services.create_agreement(
            pilot=plan.agreement.pilot, first_year=2031, last_year=2030, signed=None, by=by
        ),
        variant="order",
    ),
    Case(
        "agreement_years",
        lambda plan: Agreement(pilot=plan.agreement.pilot, first_year=2019, last_year=2023),
        says=YEAR,
        variant="too early",
    ),
    Case(
        "agreement_years",
        lambda plan: Agreement(pilot=plan.agreement.pilot, first_year=2030, last_year=2100),
        says=YEAR,
        variant="too late",
    ),
    Case(
        "agreement_once_a_year",
        lambda plan: Agreement(pilot=plan.agreement.pilot, first_year=2024, last_year=2026),
        lambda plan, by: services.create_agreement(
            pilot=plan.agreement.pilot, first_year=2024, last_year=2026, signed=None, by=by
        ),
    ),
    Case(
        "agreement_party_once",
        lambda plan: AgreementParty(agreement=plan.agreement, party=plan.agreement.parties.all()[0].party),
        lambda plan, by: services.add_agreement_party(
            agreement=plan.agreement,
            party=plan.agreement.parties.all()[0].party,
            role="samarbeidspart",
            signs=False,
            position=90,
            by=by,
        ),
    ),
    Case("hourly_rate_once_a_year", rate_again),
    Case(
        "hourly_rate_positive",
        lambda plan: rate(plan, kroner=0),
        lambda plan, by: services.set_hourly_rate(agreement=plan.agreement, year=2026, kroner=0, by=by),
    ),
    Case(
        "delmaal_priority_once",
        lambda plan: delmaal(plan, priority=1),
        lambda plan, by: services.create_delmaal(
            agreement=plan.agreement, priority=1, title="T", short_title="K", theme=None, by=by
        ),
    ),
    Case(
        "delmaal_priority_from_one",
        lambda plan: delmaal(plan, priority=0),
        lambda plan, by: services.create_delmaal(
            agreement=plan.agreement, priority=0, title="T", short_title="K", theme=None, by=by
        ),
    ),
    Case(
        "work_group_name_once",
        work_group_again,
        lambda plan, by: services.create_work_group(
            agreement=plan.agreement, name="Bolig nord", leader=None, delmaal=None, by=by
        ),
    ),
    Case(
        "prompt_key_once",
        lambda plan: prompt(plan, key="introduksjon"),
        lambda plan, by: form_with_two_prompts(key="mal"),
    ),
    Case(
        "prompt_position_once",
        lambda plan: prompt(plan, position=1),
        lambda plan, by: form_with_two_prompts(position=1),
    ),
    Case(
        "deadline_of_a_plan",
        lambda plan: Deadline(title="Send planen", date=datetime.date(2026, 3, 1), reaches="sendt"),
        lambda plan, by: services.create_deadline(
            agreement=None, title="Send planen", date=datetime.date(2026, 3, 1), plan_year=2026, by=by
        ),
    ),
    Case(
        "membership_needs_pilot",
        lambda plan: Membership(person=observer(), role=Role.PROSJEKTLEDER),
        lambda plan, by: services.add_membership(person=by, role=Role.STYRINGSGRUPPE, by=by),
    ),
    Case(
        "membership_needs_party",
        lambda plan: Membership(person=observer(), role=Role.SAMARBEIDSPART, pilot=plan.agreement.pilot),
        lambda plan, by: services.add_membership(
            person=by, role=Role.KOMMUNESEKRETAER, pilot=plan.agreement.pilot, by=by
        ),
    ),
    Case(
        "membership_once",
        collaborator_again,
        lambda plan, by: services.add_membership(person=by, role=Role.PROSJEKTLEDER, pilot=plan.agreement.pilot, by=by),
        variant="in a pilot",
    ),
    Case("membership_once", observer_again, variant="everywhere"),
)
