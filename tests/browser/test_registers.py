"""The registers in a real browser: for all eyes, on a phone, by keyboard, without scripts, under the content policy."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from plans.models import Party, Person, Plan, PlanForm, Theme
from tests.browser.conftest import NARROW, WIDE, AssertAccessible
from tests.browser.test_pages import assert_fits_enlarged
from tests.registers import REGISTERS

pytestmark = pytest.mark.browser


def _cookie(settings: Any, base_url: str) -> Any:
    settings.DEMO_LOGINS = True
    client = Client()
    client.force_login(Person.objects.get(email="administrator@demo.example"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": base_url}


@pytest.fixture
def administrator(page: Page, base_url: str, settings: Any) -> Page:
    """A browser in which the administrator has signed in."""
    page.context.add_cookies([_cookie(settings, base_url)])
    return page


def _address(model: type[models.Model], name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def _look(
    page: Page,
    address: str,
    assert_accessible: AssertAccessible,
    assert_fits: Callable[[Page], None],
    *,
    dark: bool = True,
) -> None:
    """Let axe look at a page on a wide screen in light and on a phone in dark; it is never too wide."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, address
    assert page.get_by_role("heading", level=1).count() == 1
    assert_accessible(page, "light")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    if dark:
        assert_accessible(page, "dark")
    assert_fits(page)
    assert_fits_enlarged(page)


@pytest.mark.parametrize("model", [pytest.param(model, id=model._meta.model_name) for model in REGISTERS])
def test_every_table_is_accessible_and_fits(
    model: type[models.Model],
    plan: Plan,
    administrator: Page,
    assert_accessible: AssertAccessible,
    assert_fits: Callable[[Page], None],
) -> None:
    """In light: they are the same three pages for every table, and one table's are looked at in dark below."""
    row = REGISTERS[model].row(plan)
    _look(administrator, _address(model, "changelist"), assert_accessible, assert_fits, dark=False)
    _look(administrator, _address(model, "change", row.pk), assert_accessible, assert_fits, dark=False)
    if REGISTERS[model].add:
        _look(administrator, _address(model, "add"), assert_accessible, assert_fits, dark=False)


@pytest.mark.parametrize("name", ["admin:index", "register_trace", "roles"])
def test_the_pages_around_them_are_accessible_and_fit(
    name: str, plan: Plan, administrator: Page, assert_accessible: AssertAccessible, assert_fits: Callable[[Page], None]
) -> None:
    _look(administrator, reverse(name), assert_accessible, assert_fits)


def test_one_table_with_history_and_removal_is_accessible_and_fits(
    plan: Plan, administrator: Page, assert_accessible: AssertAccessible, assert_fits: Callable[[Page], None]
) -> None:
    theme = REGISTERS[Theme].row(plan)
    for name in ("changelist", "add"):
        _look(administrator, _address(Theme, name), assert_accessible, assert_fits)
    _look(administrator, _address(Theme, "history", theme.pk), assert_accessible, assert_fits)
    _look(administrator, _address(Theme, "delete", theme.pk), assert_accessible, assert_fits)
    _look(administrator, _address(PlanForm, "change", plan.form_id), assert_accessible, assert_fits)


def test_a_refused_form_is_accessible_and_leads_to_the_field(
    plan: Plan, administrator: Page, assert_accessible: AssertAccessible
) -> None:
    page = administrator
    page.goto(_address(Party, "add"))
    page.get_by_label("Slag").select_option("kommune")
    page.get_by_role("button", name="Lagre", exact=True).click()
    summary = page.get_by_role("group", name="Feil i skjemaet")
    expect(summary).to_be_focused()
    assert_accessible(page, "light")
    summary.get_by_role("link", name="Navn").press("Enter")
    expect(page.get_by_label("Navn", exact=True)).to_be_focused()


def test_it_works_without_scripts_and_by_keyboard(plan: Plan, browser: Browser, base_url: str, settings: Any) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    context.add_cookies([_cookie(settings, base_url)])
    page = context.new_page()
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="Legg til: temaer").press("Enter")
    page.get_by_label("Navn").fill("Vinter i bygda")
    page.get_by_label("Navn").press("Enter")
    page.get_by_role("link", name="Vinter i bygda").first.press("Enter")
    page.get_by_role("link", name="Slett").press("Enter")
    page.get_by_role("button", name="Slett").press("Enter")
    page.get_by_role("link", name="Angre").press("Enter")
    page.get_by_role("row", name="Vinter i bygda").get_by_role("checkbox").check()
    page.get_by_label("Med dem som er valgt").select_option("put_back")
    page.get_by_role("button", name="Utfør").press("Enter")
    expect(page.get_by_text("Tema «Vinter i bygda» er satt tilbake.")).to_be_visible()
    context.close()
    assert Theme.objects.filter(name="Vinter i bygda").exists()
