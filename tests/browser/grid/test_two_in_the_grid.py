"""Two in one grid, a lost connection, a sign-in that has run out: no amount is lost, and no two add up in one cell."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.grid.pages import BUDGET, COUNTY, LEADER, OTHER, SECOND, cell, pause, standing, stored
from tests.browser.writing.form import lose_connection

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]


def write(page: Page, label: str, column: int, text: str) -> None:
    cell(page, label, column).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.fixture
def collided(writer: Page, colleague: Page, tiltak) -> Page:
    """The writer's page after both have written in one empty cell, the colleague first."""
    write(colleague, "1.3", COUNTY, "700")
    expect(standing(colleague)).to_contain_text("Alt er lagret")
    write(writer, "1.3", COUNTY, "800")
    return writer


def test_two_in_one_empty_cell_choose_between_the_amounts(collided: Page, tiltak, assert_accessible, assert_fits):
    choice = collided.get_by_role("dialog", name="To beløp å velge mellom")
    expect(choice).to_contain_text("Aslak Lifjelldal har skrevet i samme rute mens du skrev.")
    expect(choice.get_by_role("row").nth(1)).to_contain_text("800700, kl.")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 700)]
    collided.clock.resume()
    assert_accessible(collided, within="dialog[open]")
    assert_fits(collided)
    choice.get_by_role("button", name="Bruk mitt").click()
    expect(cell(collided, "1.3", COUNTY)).to_have_text("800")
    expect(standing(collided)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 800)]


def test_the_others_amount_may_stand(collided: Page, tiltak):
    expect(collided.get_by_role("dialog")).to_be_visible()
    collided.keyboard.press("Escape")
    # Put away, the question stays with the cell.
    expect(standing(collided)).to_contain_text("Ikke lagret")
    cell(collided, "1.3", COUNTY).click()
    collided.keyboard.press("F2")
    collided.get_by_role("dialog").get_by_role("button", name="Behold den andres").click()
    expect(cell(collided, "1.3", COUNTY)).to_have_text("700")
    pause(collided)
    expect(standing(collided)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 700)]


def test_what_others_save_comes_by_itself_and_leaves_what_one_writes(writer: Page, colleague: Page, tiltak):
    cell(writer, "1.3", OTHER).click()
    writer.keyboard.type("5")
    write(colleague, "1.3", COUNTY, "700")
    expect(standing(colleague)).to_contain_text("Alt er lagret")
    pause(writer, 8 * SECOND)
    expect(cell(writer, "1.3", COUNTY)).to_have_text("700")
    expect(standing(writer)).to_contain_text("Endret av noen andre: 1.3 Brobygger")
    expect(writer.locator(".grid-box")).to_have_value("5")
    writer.keyboard.press("Enter")
    expect(cell(writer, "1.3", OTHER)).to_have_text("5")
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 700), ("annet", "planlagt", 5)]


def test_without_a_connection_amounts_wait_and_are_saved_when_it_is_back(writer: Page, context: BrowserContext, tiltak):
    context.set_offline(True)
    write(writer, "1.3", COUNTY, "700")
    write(writer, "1.3", OTHER, "800")
    expect(standing(writer)).to_contain_text("ingen forbindelse")
    assert stored(tiltak) == []
    context.set_offline(False)
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 700), ("annet", "planlagt", 800)]


def test_what_was_not_saved_is_offered_when_one_comes_back(writer: Page, context: BrowserContext, tiltak):
    lose_connection(writer)
    write(writer, "1.3", COUNTY, "700")
    write(writer, "1.3", OTHER, "800")
    writer.close()
    page = context.new_page()
    page.goto(BUDGET)
    offer = page.get_by_role("group", name="Ulagrede beløp")
    expect(offer).to_contain_text("1.3 Brobygger")
    expect(cell(page, "1.3", COUNTY)).to_have_text("")
    offer.get_by_role("button", name="Hent dem fram").click()
    expect(standing(page)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 700), ("annet", "planlagt", 800)]


def test_a_sign_in_that_runs_out_keeps_the_amount(writer: Page, context: BrowserContext, sign_in, tiltak):
    context.clear_cookies()
    write(writer, "1.3", COUNTY, "700")
    expect(standing(writer)).to_contain_text("Ikke lagret: Du er logget ut. Beløpene er tatt vare på.")
    with writer.expect_popup() as opened:
        writer.get_by_role("link", name="Logg inn i en ny fane").click()
    sign_in(opened.value, LEADER)
    opened.value.close()
    writer.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 700)]
