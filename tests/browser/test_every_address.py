"""Every page that the table of addresses knows, as the project leader meets it: axe, a phone, four times the size.

A new address is looked at here from the day it has its row in `tests.permission_table`.
"""

import functools
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from plans.models import Plan
from plans.roles import Role
from tests.browser.conftest import NARROW, SCHEMES, WIDE, AssertAccessible
from tests.browser.test_pages import assert_fits_enlarged
from tests.permission_table import PILOT_ROWS, PLAN_ROWS, Row

pytestmark = pytest.mark.browser

#: Answers that are no pages: documents, data, files, and parts of pages.
DOCUMENTS = {"findings_beside", "preview", "figure", "trace_csv", "pilot_trace_csv", "cells", "logo_picture"} | {
    f"download_{kind}" for kind in ("pdf", "xlsx", "docx", "json")
}
#: Looked at in more states elsewhere.
ELSEWHERE = {"plan", "budget", "edit_tiltak", "edit_amounts"}


def pages(rows: dict[str, Row]) -> dict[str, Row]:
    """The addresses among these that show the project leader a page."""
    return {
        name: row
        for name, row in rows.items()
        if Role.PROSJEKTLEDER in row.may
        and "GET" in row.methods
        and row.found == 200
        and name.partition(":")[0] not in DOCUMENTS | ELSEWHERE
    }


def _wrong(
    page: Page, address: str, assert_accessible: AssertAccessible, *fits: Callable[[Page], None]
) -> Iterator[str]:
    """Go to an address and yield what is wrong with the page there."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    response = page.goto(address)
    if response is None or response.status != 200 or page.get_by_role("heading", level=1).count() != 1:
        yield f"{address}: {response and response.status}, {page.get_by_role('heading', level=1).count()} headings"
        return
    light, dark = (functools.partial(assert_accessible, page, scheme) for scheme in SCHEMES)
    narrow = functools.partial(page.set_viewport_size, NARROW)  # type: ignore[arg-type]
    for look in (light, narrow, dark, *(functools.partial(fit, page) for fit in fits)):
        try:
            look()
        except AssertionError as error:
            yield str(error)


@pytest.mark.parametrize("rows", [PILOT_ROWS, PLAN_ROWS], ids=["the pilot's", "the plan's"])
def test_they_are_accessible_and_fit(
    rows: dict[str, Row],
    plan: Plan,
    page: Page,
    sign_in,
    assert_accessible: AssertAccessible,
    assert_fits: Callable[[Page], None],
) -> None:
    """Two tests and not one for each page: signing in and bringing the data back takes as long as looking."""
    sign_in(page, "prosjektleder@demo.example")
    wrong: list[str] = []
    for name, row in pages(rows).items():
        address = reverse(name.partition(":")[0], kwargs=row.kwargs(plan))
        wrong += _wrong(page, address, assert_accessible, assert_fits, assert_fits_enlarged)
    assert not wrong, "\n".join(wrong)
