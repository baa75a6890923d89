"""Choosing parties for a tiltak: with the keyboard alone, and where no script runs."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from plans.models import Party, Tiltak

pytestmark = pytest.mark.browser

LEADER = "prosjektleder@demo.example"


@pytest.fixture
def address(plan) -> str:
    tiltak = plan.tiltak.get(title="Omdømmebygging")
    return f"/indre-namdal/2025/tiltak/{tiltak.uid}/rediger/"


def partners() -> list[str]:
    tiltak = Tiltak.objects.get(title="Omdømmebygging", plan__slug="indre-namdal-2025")
    rows = tiltak.parties.filter(part="partner").select_related("party")
    return [row.party.name for row in rows]


def test_a_party_is_found_and_ticked_with_the_keyboard_alone(page: Page, sign_in, address):
    sign_in(page, LEADER)
    page.goto(address)
    group = page.get_by_role("group", name="Samarbeidsparter")
    few = group.get_by_role("checkbox").count()
    assert few < 25
    search = group.get_by_role("searchbox")
    search.focus()
    page.keyboard.type("grong spare")
    before = search.input_value()
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    assert before == "grong spare"
    page.keyboard.type("møre og romsdal fylk")
    page.keyboard.press("Enter")
    found = group.get_by_label("Møre og Romsdal fylkeskommune")
    expect(found).to_be_checked()
    expect(page.get_by_text(re.compile("^Lagret [0-9][0-9][.][0-9][0-9]$"))).to_be_visible()
    assert "Møre og Romsdal fylkeskommune" in partners()
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("checkbox").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("checkbox").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(search).to_be_focused()
    search.fill("")
    group.get_by_role("button", name="Vis alle").click()
    expect(group.get_by_role("checkbox")).to_have_count(Party.objects.count())


def test_without_scripts_one_searches_adds_and_loses_nothing(
    browser: Browser, page: Page, sign_in, address, browser_context_args
):
    sign_in(page, LEADER)
    plain = browser.new_context(**browser_context_args, java_script_enabled=False)
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    other = plain.new_page()
    other.goto(address)
    other.get_by_label("Tittel").fill("Omdømmebygging")
    other.get_by_label("Merknad til tidsrammen").fill("Så snart som mulig")
    group = other.get_by_role("group", name="Samarbeidsparter")
    group.get_by_role("searchbox").fill("møre romsdal")
    group.get_by_role("button", name="Søk").click()
    expect(other.get_by_label("Merknad til tidsrammen")).to_have_value("Så snart som mulig")
    group.get_by_label("Møre og Romsdal fylkeskommune").check()
    other.get_by_text("Fant du ikke parten?").click()
    other.get_by_label("Navn på den nye parten").fill("Brobyggerne")
    other.get_by_label("Organisasjonsnummer").fill("123")
    other.get_by_role("button", name="Legg til parten og lagre").click()
    expect(other.get_by_label("Organisasjonsnummer")).to_have_attribute("aria-invalid", "true")
    expect(group.get_by_label("Møre og Romsdal fylkeskommune")).to_be_checked()
    other.get_by_label("Organisasjonsnummer").fill("")
    other.get_by_role("button", name="Legg til parten og lagre").click()
    expect(other.get_by_text("«Brobyggerne» er lagt til")).to_be_visible()
    expect(other.get_by_label("Merknad til tidsrammen")).to_have_value("Så snart som mulig")
    assert partners()[-2:] == ["Møre og Romsdal fylkeskommune", "Brobyggerne"]
    plain.close()


def test_a_new_party_is_added_while_fields_save_themselves(
    page: Page, sign_in, address, assert_accessible, assert_fits
):
    sign_in(page, LEADER)
    page.goto(address)
    page.get_by_text("Fant du ikke parten?").click()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Navn på den nye parten").fill("Brobyggerne")
    page.get_by_label("Merknad til tidsrammen").fill("Så snart som mulig")
    page.get_by_role("button", name="Legg til parten og lagre").click()
    expect(page.get_by_text("«Brobyggerne» er lagt til")).to_be_visible()
    expect(page.get_by_label("Merknad til tidsrammen")).to_have_value("Så snart som mulig")
    assert partners()[-1] == "Brobyggerne"
