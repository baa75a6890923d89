"""A real browser against a running portal with the demo data.

Chromium is the system's own, so that nothing is downloaded. Whatever the browser reports as an error (a script that
fails, a file that is missing, something the content security policy stops) fails the test in which it happened.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from bygdevekst.setup import system
from plans.models import Person
from tests.browser.at_rest import Requests

# Playwright runs an event loop in this thread, where Django would otherwise refuse to reach the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long something may take to show, in milliseconds. A busy machine is no fault of the portal's.
expect.set_options(timeout=20_000)

NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}

Scheme = Literal["light", "dark"]
#: How a page is looked at in each colour scheme. Names, roles and order are the same in both: only colours are new.
#: No rule that is asked needs style sheets and films to be fetched beforehand.
SCHEMES: dict[Scheme, dict[str, Any]] = {
    "light": {"resultTypes": ["violations"], "preload": False},
    "dark": {"resultTypes": ["violations"], "preload": False, "runOnly": ["color-contrast", "link-in-text-block"]},
}

#: Waits for what is on its way from one colour to another, but not for what never ends, as a spinner.
SETTLED = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished))"""

#: How axe looks, see there.
LOOK = Path(__file__).with_name("axe.js").read_text(encoding="utf-8")

SignIn = Callable[[Page, str], None]
AssertAccessible = Callable[..., None]


@pytest.fixture(scope="session")
def base_url(django_db_setup: None, live_server: LiveServer) -> str:
    """Let `page.goto("/konto/logg-inn/")` mean the running portal."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium; its sandbox needs rights that containers and root do not give."""
    return {**browser_type_launch_args, "executable_path": system.browser(), "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Norwegian browser on a wide screen, of somebody who wants no animations: a page is then as it will stay."""
    wanted = {"locale": "nb-NO", "timezone_id": "Europe/Oslo", "viewport": WIDE, "reduced_motion": "reduce"}
    return {**browser_context_args, **wanted}


@pytest.fixture(scope="session")
def requests_of_pages() -> Requests:
    """The requests that the running portal is answering."""
    return Requests()


@pytest.fixture
def _portal_at_rest(transactional_db: None, requests_of_pages: Requests) -> Iterator[None]:
    """Let what a page asked for last be answered before the database is put back, or each waits for the other."""
    yield
    requests_of_pages.wait_for_the_last()


@pytest.fixture(autouse=True)
def reported(_portal_at_rest: None, page: Page) -> Iterator[list[str]]:
    """What the browser reports as errors. A test that provokes one removes it from this list."""
    found: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


@pytest.fixture
def sign_in(settings: Any, base_url: str) -> SignIn:
    """A function (page, email) that gives a browser what a demo person has after signing in; it goes nowhere."""
    settings.DEMO_LOGINS = True

    def do(page: Page, email: str) -> None:
        client = Client()
        client.force_login(Person.objects.get(email=email))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])

    return do


@pytest.fixture
def sign_in_by_form(settings: Any) -> SignIn:
    """A function (page, email) that signs a demo person in through the sign-in page, where that is in the story."""
    settings.DEMO_LOGINS = True

    def do(page: Page, email: str) -> None:
        # All tests come from one address, and more of them than may try to sign in within a minute.
        cache.clear()
        # What the page before still waits for may end at the sign-in page too, and bring another token than the form's.
        page.goto("about:blank")
        page.goto("/konto/logg-inn/")
        page.get_by_label("E-post").fill(email)
        page.get_by_label("Passord", exact=True).fill(settings.DEMO_PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Logg inn", exact=True).click()
        page.get_by_role("button", name="Logg ut").wait_for()

    return do


@pytest.fixture(scope="session")
def assert_accessible(pytestconfig: pytest.Config) -> AssertAccessible:
    """A function (page, *schemes, within) that lets axe look at the page as it stands and accepts no finding.

    Both colour schemes are looked at unless some are named, as where the page is looked at in two widths. `within` is
    a selector of the part that is new where the rest of a long page is looked at elsewhere. On a second database
    nothing is looked at: the same page has the same colours, names and roles, and axe takes half the time.
    """
    axe = Axe().axe_script
    looks = not pytestconfig.getoption("--only-database")

    def check(page: Page, *schemes: Scheme, within: str | None = None) -> None:
        assert within is None or page.locator(within).count(), f"{within} is not there"
        for scheme in (schemes or SCHEMES) if looks else ():
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)  # a text that fades in has too little contrast on its way
            if page.evaluate("typeof axe") == "undefined":
                page.evaluate(axe)
            results = AxeResults(page.evaluate(LOOK, [SCHEMES[scheme], within]))
            assert results.violations_count == 0, f"{scheme}, {page.url}\n{results.generate_report()}"
        page.emulate_media(color_scheme=None)

    return check


@pytest.fixture(scope="session")
def assert_fits() -> Callable[[Page], None]:
    """A function (page) that narrows the window to a small phone's and accepts no sideways scrolling of the page."""

    def check(page: Page) -> None:
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond == 0, f"{page.url} is {beyond} pixels too wide for {NARROW['width']}"

    return check
