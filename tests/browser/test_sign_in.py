"""The front door: in, out, and what happens when one is let in no further."""

import pytest
from playwright.sync_api import Page, expect

from plans.roles import Role
from review.demo import DEMO_PEOPLE

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.site.gallery")]

LEADER = next(person for person in DEMO_PEOPLE if person.role == Role.PROSJEKTLEDER)
ADDRESSES = ["logg-inn", "glemt-passord", "glemt-passord/sendt", "glemt-passord/a-b", "glemt-passord/ferdig", "sperret"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_pages_in_front_are_accessible(page: Page, settings, address, assert_accessible, assert_fits):
    settings.DEMO_LOGINS = True
    page.goto(f"/konto/{address}/")
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    assert_accessible(page, "light")
    assert_fits(page)
    assert_accessible(page, "dark")


@pytest.mark.parametrize("address", ["passord", "logg-ut", "bekreft"])
def test_the_pages_behind_are_accessible(page: Page, sign_in, address, assert_accessible, assert_fits):
    sign_in(page, LEADER.email)
    page.goto(f"/konto/{address}/")
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    assert_accessible(page)
    assert_fits(page)


def test_in_and_out(page: Page, sign_in_by_form):
    sign_in_by_form(page, LEADER.email)
    expect(page.get_by_role("banner")).to_contain_text(LEADER.name)
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Du er logget ut.")


def test_a_wrong_password_is_said_once_and_first(page: Page, assert_accessible):
    page.goto("/konto/logg-inn/")
    page.get_by_label("E-post").fill(LEADER.email)
    page.get_by_label("Passord", exact=True).fill("feil")
    page.get_by_role("main").get_by_role("button", name="Logg inn", exact=True).click()
    summary = page.get_by_role("group", name="Feil i skjemaet")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text("E-postadressen og/eller passordet du oppgav er feil.")
    assert_accessible(page)


def test_a_demo_person_signs_in_with_one_click(page: Page, settings):
    settings.DEMO_LOGINS = True
    page.goto("/konto/logg-inn/")
    page.get_by_role("button", name=f"Logg inn som {LEADER.name}").click()
    expect(page.get_by_role("banner")).to_contain_text(LEADER.name)


def test_no_demo_people_where_demo_logins_are_off(page: Page):
    page.goto("/konto/logg-inn/")
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()
    expect(page.get_by_text("demoperson")).to_have_count(0)
