"""Two who write in the budget grid, each in a browser of her own. Time is the browser's clock, which the tests move."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from plans.models import Person, Tiltak
from plans.roles import Role
from tests.browser.grid.pages import BUDGET, COLLEAGUE, LEADER
from tests.factories import give_role, pilot

#: What the browser says of answers that are no mistake here.
ASKED_FOR = ("401", "403", "404", "409", "422", "503", "net::ERR_")


@pytest.fixture(autouse=True)
def _asked_for(reported: list[str]):
    yield
    reported[:] = [text for text in reported if not any(code in text for code in ASKED_FOR)]


@pytest.fixture
def tiltak(plan) -> Tiltak:
    """Tiltak 1.3, which has no amount yet."""
    return Tiltak.objects.get(plan=plan, delmaal__number=1, position=3)


def at_grid(page: Page, sign_in, email: str) -> Page:
    page.clock.install()
    sign_in(page, email)
    page.goto(BUDGET)
    page.clock.pause_at(timezone.now() + datetime.timedelta(minutes=5))
    return page


@pytest.fixture
def writer(page: Page, sign_in, plan) -> Page:
    """The project leader at the grid, with a clock that stands still."""
    return at_grid(page, sign_in, LEADER)


@pytest.fixture
def colleague(new_context: Any, sign_in, plan) -> Page:
    """One more who leads the plan, in a browser of her own."""
    give_role(Person.objects.get(email=COLLEAGUE), Role.PROSJEKTLEDER, pilot=pilot("indre-namdal"))
    return at_grid(new_context().new_page(), sign_in, COLLEAGUE)
