"""Small makers of what a test needs, through the services, so that nothing stands in the database that could not."""

import datetime
from itertools import count, cycle
from typing import Any

from budgets import services as money
from budgets.models import BudgetPost, FundingSource
from plans import services
from plans.models import Agreement, Delmaal, Membership, Party, Person, Pilot, Plan, PlanDelmaal, PlanForm, Tiltak
from plans.roles import Role
from plans.services import UNCHECKED

_numbers = count(1)

# Four figures are all a kommunenummer has, and those in use end before 6000; a worker makes thousands of other things.
_kommunenummer = cycle(range(6000, 9900))


def make_person(role: Role | None = None, **membership: Any) -> Person:
    """Return a new person, with one role when it is given; `membership` says where it holds."""
    number = next(_numbers)
    person = services.create_person(email=f"person{number}@eksempel.example", name=f"Person {number}", by=None)
    if role is not None:
        give_role(person, role, **membership)
    return person


def give_role(person: Person, role: Role, **membership: Any) -> Membership:
    """Give a person one more role."""
    return services.add_membership(person=person, role=role, by=None, **membership)


def make_agreement(*, delmaal: int = 2, first_year: int = 2024, last_year: int = 2027) -> Agreement:
    """Return the agreement of a new pilot with the standard sources and a number of delmål."""
    number = next(_numbers)
    pilot = services.create_pilot(slug=f"pilot-{number}", name=f"Pilot {number}", by=None)
    money.create_standard_sources(pilot=pilot, by=None)
    agreement = services.create_agreement(pilot=pilot, first_year=first_year, last_year=last_year, signed=None, by=None)
    for priority in range(1, delmaal + 1):
        add_delmaal(agreement, priority)
    return agreement


def add_delmaal(agreement: Agreement, priority: int) -> Delmaal:
    """Add a delmål to an agreement."""
    return services.create_delmaal(
        agreement=agreement,
        priority=priority,
        title=f"Øke noe {priority}",
        short_title=f"Noe {priority}",
        theme=None,
        by=None,
    )


def make_municipality(pilot: Pilot) -> Party:
    """Return a new municipality of a pilot."""
    number = next(_kommunenummer)
    party = services.create_party(name=f"Kommune {number}", kind=Party.Kind.KOMMUNE, kommunenummer=f"{number}", by=None)
    base = services.UNCHECKED
    services.set_municipalities(pilot=pilot, municipalities=[party], base=base, by=None)
    party.refresh_from_db()
    return party


def make_plan(*, tiltak: int = 0, year: int = 2025, **agreement: Any) -> Plan:
    """Return the plan of a new pilot; every delmål gets `tiltak` tiltak."""
    form = PlanForm.objects.get(key="kdd-2025")
    plan = services.create_plan(agreement=make_agreement(**agreement), year=year, form=form, by=None)
    for delmaal in plan.delmaal.all():
        for number in range(1, tiltak + 1):
            services.create_tiltak(delmaal=delmaal, title=f"Tiltak {number}", by=None)
    return plan


def make_tiltak(plan: Plan, title: str = "Bygge bro") -> Tiltak:
    """Return a new tiltak, last in the plan's first delmål."""
    return services.create_tiltak(delmaal=plan.delmaal.all()[0], title=title, by=None)


def make_post(plan: Plan, name: str = "Prosjektledelse", **fields: Any) -> BudgetPost:
    """Return a new row that is no delmål."""
    return money.create_post(plan=plan, name=name, position=90, by=None, **fields)


def cell(row: Tiltak | PlanDelmaal | BudgetPost, source: str = "kdd", year: int = 2025, **more: Any) -> money.Cell:
    """Return where an amount stands: planned state money of 2025 unless told otherwise."""
    pilot = row.plan.agreement.pilot_id
    found = FundingSource.objects.get(pilot=pilot, key=source)
    return money.Cell(row, found, year, more.get("certainty", "planlagt"), more.get("shared_with"))


def put(row: Tiltak | PlanDelmaal | BudgetPost, kroner: int, source: str = "kdd", **where: Any) -> None:
    """Put an amount in a cell, whatever stood there."""
    note = where.pop("note", "")
    money.set_amount(cell=cell(row, source, **where), kroner=kroner, base=UNCHECKED, by=None, note=note)


def put_status(plan: Plan, status: Plan.Status) -> Plan:
    """Put a plan in a status; there is no service for it before the plan's way to KDD exists."""
    plan.status = status
    plan.adoption_date = plan.adoption_date or datetime.date(2024, 12, 13)
    Plan.objects.filter(pk=plan.pk).update(status=status, adoption_date=plan.adoption_date)
    return plan


def pilot(slug: str) -> Pilot:
    """Return a pilot of the demo data."""
    return Pilot.objects.get(slug=slug)
