"""Pages against an empty one, in a portal with few plans and in one with many."""

from collections.abc import Callable

from django.test import Client

from bench.cases import Case
from bench.site import EMPTY
from plans.models import Person
from plans.roles import Role
from tests.factories import give_role, make_plan, pilot

FEW, MANY = 10, 400
_ROUNDS = 9


def pages() -> list[Case]:
    """Return the front page and the plan page of who leads 10 pilots and of who leads 400, each against an empty page.

    The plans of both are in the database, so a page that reads what it does not show is dear in both.
    """
    few, many = _leader_of(FEW), _leader_of(MANY)
    cases = []
    for number, client, plan in ((FEW, *few), (MANY, *many)):
        for name, address in (("front", "/"), ("plan", plan)):
            cases.append(
                Case(
                    f"{name} {number}/empty",
                    f"the {name} page against an empty page, for who leads {number} pilots",
                    _asking(client, address),
                    _asking(client, EMPTY),
                    _ROUNDS,
                )
            )
    return cases


def _leader_of(number: int) -> tuple[Client, str]:
    """Return the browser of a new person who leads this many new plans, and the address of one of the demo's plans."""
    leader = Person.objects.create_user(f"leder{number}@eksempel.example", name="Leder av mange")
    give_role(leader, Role.PROSJEKTLEDER, pilot=pilot("indre-namdal"))
    for _ in range(number - 1):
        give_role(leader, Role.PROSJEKTLEDER, pilot=make_plan(tiltak=1).agreement.pilot)
    client = Client()
    client.force_login(leader)
    return client, "/indre-namdal/2025/"


def _asking(client: Client, address: str) -> Callable[[], object]:
    def ask() -> object:
        response = client.get(address, SERVER_NAME="127.0.0.1")
        assert response.status_code == 200, (address, response.status_code)
        return response

    return ask
