"""The pages that are a person's own: what she has been told, what she is mailed, and how she stops it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.mail import stop_address
from plans.models import Person, Plan
from plans.services import notify
from tests.browser.conftest import WIDE
from tests.browser.test_pages import LEADER, LONG_WORD, assert_fits_enlarged
from tests.factories import make_person

pytestmark = pytest.mark.browser


@pytest.fixture
def assert_good(assert_accessible: Callable[..., None], assert_fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """A function (page) that looks at it wide and narrow, in light and dark, and enlarged."""

    def check(page: Page) -> None:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        assert_accessible(page, "light")
        assert_fits(page)
        assert_accessible(page, "dark")
        assert_fits_enlarged(page)

    return check


def test_they_are_accessible_and_fit(page: Page, plan: Plan, by: Person, sign_in: Any, assert_good: Any) -> None:
    someone = make_person()
    someone.name = LONG_WORD[:120]
    someone.save()
    for number, what in enumerate(["endringer", "vedtatt", "nevnt-pilot"] * 10):
        about = f"prove/{number}"
        notify(people=[by], what=what, about=about, address="/", by=someone, at=timezone.now(), plan=plan)
    sign_in(page, LEADER)
    page.goto(f"{reverse('notices')}?vis=alle")
    expect(page.get_by_role("link", name="Eldre")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Merk som lest").first.click()
    expect(page.get_by_role("button", name="Merk som ulest")).to_be_visible()
    for address in (reverse("my_account"), stop_address(by)):
        page.goto(address)
        assert_good(page)
