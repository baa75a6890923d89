"""Every page that the table of addresses knows, as the project leader meets it: axe, a phone, four times the size.

A new address is looked at here from the day it has its row in `tests.permission_table`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from plans.models import Person, Plan
from plans.roles import Role
from tests.browser.conftest import NARROW
from tests.browser.test_pages import assert_fits_enlarged
from tests.permission_table import PILOT_ROWS, PLAN_ROWS, Row

pytestmark = pytest.mark.browser

#: Answers that are no pages: documents, data, and files.
DOCUMENTS = {"preview", "figure", "download_pdf", "download_xlsx", "download_json", "trace_csv", "pilot_trace_csv"}
#: Looked at in more states elsewhere.
ELSEWHERE = {"plan", "budget", "edit_tiltak", "edit_amounts"}


def pages() -> dict[str, Row]:
    """The addresses that show the project leader a page."""
    return {
        name: row
        for name, row in {**PILOT_ROWS, **PLAN_ROWS}.items()
        if Role.PROSJEKTLEDER in row.may
        and "GET" in row.methods
        and row.found == 200
        and name.partition(":")[0] not in DOCUMENTS | ELSEWHERE
    }


@pytest.fixture
def signed_in_page(page: Page, base_url: str, settings: Any) -> Page:
    """A browser that is signed in already, as one is on the second page."""
    settings.DEMO_LOGINS = True
    client = Client()
    client.force_login(Person.objects.get(email="prosjektleder@demo.example"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
    return page


@pytest.mark.parametrize("name", pages())
def test_it_is_accessible_and_fits(
    name: str, plan: Plan, signed_in_page: Page, assert_fits: Callable[[Page], None]
) -> None:
    page = signed_in_page
    response = page.goto(reverse(name.partition(":")[0], kwargs=pages()[name].kwargs(plan)))
    assert response is not None
    assert response.status == 200
    assert page.get_by_role("heading", level=1).count() == 1
    axe = Axe()
    for width, scheme in ((page.viewport_size, "light"), (NARROW, "dark")):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        results = axe.run(page)
        assert results.violations_count == 0, f"{scheme}, {page.url}\n{results.generate_report()}"
    assert_fits(page)
    assert_fits_enlarged(page)
