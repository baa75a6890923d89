"""Every table of the registers with one row of it, and what is sent to add, change and remove one."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models

from budgets.models import BudgetLine, BudgetPost, EarlierFigure, Frame, FundingSource
from budgets.services import create_source
from plans import services
from plans.models import (
    Agreement,
    Answer,
    Deadline,
    Invitation,
    Membership,
    Party,
    Person,
    Pilot,
    Plan,
    PlanDelmaal,
    PlanForm,
    Prompt,
    Removed,
    Theme,
    Tiltak,
)
from plans.roles import Role
from tests import factories

Data = dict[str, Any]


class Register(NamedTuple):
    """A table. `row` finds or makes one row; None where it cannot be added, changed or removed.

    `change` is what is typed and what then stands in the row's columns.
    """

    row: Callable[[Plan], Any]
    search: str
    add: Callable[[Plan], Data] | None = None
    change: Data | None = None
    removable: bool = False


def _form(plan: Plan) -> PlanForm:
    """A form that no plan uses."""
    found = PlanForm.objects.filter(key="kdd-ny").first()
    return found or services.copy_plan_form(form=plan.form, key="kdd-ny", name="Ny mal", by=None)


def _removed(plan: Plan) -> Removed:
    theme = services.create_theme(key="kort", name="Kort tema", position=99, by=None)
    return services.remove_theme(theme=theme, by=None)


def _invitation(plan: Plan) -> Invitation:
    return services.create_invitation(
        email="invitert@eksempel.example",
        role=Role.MEDARBEIDER,
        pilot=plan.agreement.pilot,
        by=None,
        address=lambda token: f"https://eksempel.example/{token}",
    )


def _earlier(plan: Plan) -> EarlierFigure:
    return EarlierFigure.objects.create(plan=plan, delmaal=plan.delmaal.all()[0], year=2024, kroner=5000)


def _party(plan: Plan) -> Party:
    return services.create_party(name="Fjellheimen samvirke", kind=Party.Kind.ANNET, by=None)


def _source(plan: Plan) -> FundingSource:
    return create_source(pilot=plan.agreement.pilot, kind="annet", name="Sparebanken", by=None)


REGISTERS: dict[type[models.Model], Register] = {
    Pilot: Register(
        lambda plan: services.create_pilot(name="Ytre Namdal", by=None),
        "Ytre",
        lambda plan: {"name": "Søre Namdal"},
        {"name": "Nordre Namdal"},
    ),
    Party: Register(
        _party, "Fjellheimen", lambda plan: {"name": "Bygdelaget", "kind": "annet"}, {"short_name": "Heimen"}, True
    ),
    Theme: Register(
        lambda plan: services.create_theme(key="ro", name="Stillhet", position=99, by=None),
        "Stillhet",
        lambda plan: {"name": "Mørke"},
        {"name": "Lys"},
        True,
    ),
    PlanForm: Register(
        _form, "Ny mal", lambda plan: {"name": "Mal 2027", "copied": plan.form_id}, {"lead_nb": "I {år} gjør vi dette"}
    ),
    Prompt: Register(
        lambda plan: _form(plan).prompts.all()[0],
        "beskriv",
        lambda plan: {
            "form": _form(plan).pk,
            "level": "tiltak",
            "key": "mer",
            "nb": "Hva mer?",
            "nn": "Kva meir?",
            "required": "on",
        },
        {"nb": "Hva ellers?"},
        True,
    ),
    Agreement: Register(
        lambda plan: plan.agreement,
        "Namdal",
        lambda plan: {"pilot": plan.agreement.pilot_id, "first_year": 2030, "last_year": 2033},
    ),
    Deadline: Register(
        lambda plan: services.create_deadline(agreement=None, title="Rapport", date=datetime.date(2026, 3, 1), by=None),
        "Rapport",
        lambda plan: {"agreement": "", "title": "Søknad", "date": "2026-05-01"},
        {"title": "Årsrapport"},
        True,
    ),
    Person: Register(
        lambda plan: services.create_person(email="kari@eksempel.example", name="Kari Li", by=None),
        "kari@",
        lambda plan: {"name": "Ola Moen", "email": "ola@eksempel.example"},
        {"name": "Kari Moen"},
    ),
    Membership: Register(
        lambda plan: factories.make_person(Role.MEDARBEIDER, pilot=plan.agreement.pilot).memberships.get(),
        "Person",
        lambda plan: {"person": Person.objects.all()[0].pk, "role": "observatoer"},
        {},
        True,
    ),
    Invitation: Register(_invitation, "invitert@"),
    Removed: Register(_removed, "Kort tema"),
    Plan: Register(lambda plan: plan, "namdal"),
    PlanDelmaal: Register(lambda plan: plan.delmaal.all()[0], "rekruttering"),
    Tiltak: Register(lambda plan: plan.tiltak.all()[0], "namdal"),
    Answer: Register(lambda plan: plan.answers.filter(tiltak__isnull=False)[0], "namdal"),
    FundingSource: Register(
        _source,
        "Sparebanken",
        lambda plan: {"pilot": plan.agreement.pilot_id, "name": "Gavefondet", "kind": "annet"},
        {"name": "Bygdebanken"},
        True,
    ),
    Frame: Register(lambda plan: Frame.objects.all()[0], "pilot"),
    BudgetPost: Register(lambda plan: plan.posts.all()[0], "namdal"),
    BudgetLine: Register(lambda plan: plan.lines.filter(tiltak__title__contains="husdyr")[0], "husdyr"),
    EarlierFigure: Register(_earlier, "rekruttering"),
}
