"""Two who write in the same tiltak, each in a browser of her own. Time is the browser's clock, which the tests move."""

import datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from plans.models import FieldChange, Tiltak
from tests.browser.writing.form import COLLEAGUE, LEADER, at_form

LONG_AGO = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
#: What the browser says of answers that are no mistake here.
ASKED_FOR = ("401", "403", "404", "409", "422", "503", "net::ERR_")


@pytest.fixture(autouse=True)
def _asked_for(reported: list[str]):
    """Chromium reports every answer that is not 200; those of these tests are what was asked for."""
    yield
    reported[:] = [text for text in reported if not any(code in text for code in ASKED_FOR)]


@pytest.fixture(autouse=True)
def _long_ago(plan):
    """The demo plan was written before, also where it was loaded a moment ago."""
    FieldChange.objects.filter(plan=plan).update(at=LONG_AGO)


@pytest.fixture
def tiltak(plan) -> Tiltak:
    """The first tiltak of the delmål in which also the colleague writes."""
    return Tiltak.objects.get(plan=plan, delmaal__number=4, position=1)


@pytest.fixture
def writer(page: Page, sign_in, tiltak) -> Page:
    """The project leader at the form of the tiltak, with a clock that stands still."""
    return at_form(page, sign_in, LEADER, tiltak)


@pytest.fixture
def colleague(new_context: Any, sign_in, tiltak) -> Page:
    """A colleague at the same form in a browser of her own."""
    return at_form(new_context().new_page(), sign_in, COLLEAGUE, tiltak)
