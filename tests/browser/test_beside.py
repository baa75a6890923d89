"""The side of the plan's page, which follows what one reads and writes in."""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan
from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser

PLAN = "/indre-namdal/2025/"


@pytest.fixture
def leader(page: Page, sign_in) -> Page:
    """The project leader at the plan."""
    sign_in(page, "prosjektleder@demo.example")
    page.goto(PLAN)
    return page


def test_the_side_follows_and_keeps_its_panel(leader: Page, plan: Plan, assert_accessible, assert_fits):
    side = leader.get_by_role("complementary", name="Ved siden av")
    expect(side).to_contain_text("1. Introduksjon")
    side.get_by_role("link", name="Historikk").click()
    expect(side.get_by_role("link", name="Historikk")).to_be_focused()
    expect(side).to_contain_text("Alle endringer i planen")
    tiltak = plan.tiltak.get(delmaal__number=2, position=1)
    leader.get_by_role("link", name="Rediger tiltak 2.1").focus()
    expect(side).to_contain_text(tiltak.title)
    expect(side.get_by_role("link", name="Historikk")).to_have_attribute("aria-current", "page")
    leader.set_viewport_size(NARROW)  # type: ignore[arg-type]
    expect(side).to_be_hidden()
    leader.get_by_role("link", name=f"for {tiltak.title}").click()
    expect(leader.get_by_role("heading", name=f"Tiltak 2.1: {tiltak.title}")).to_be_visible()
    assert_accessible(leader)
    assert_fits(leader)


def test_a_comment_is_written_with_a_name_chosen_by_keyboard(leader: Page, plan: Plan):
    side = leader.get_by_role("complementary", name="Ved siden av")
    side.get_by_role("link", name="Kommentarer", exact=True).click()
    box = side.get_by_role("textbox", name="Kommentar")
    box.focus()
    leader.keyboard.type("Hei @")
    names = side.get_by_role("listbox", name="Navn")
    expect(names.get_by_role("option", selected=True)).to_have_text("Aslak Lifjelldal")
    leader.keyboard.press("ArrowDown")
    expect(names.get_by_role("option", selected=True)).to_have_text("Torunn Mebygda")
    leader.keyboard.press("Enter")
    expect(box).to_have_value("Hei @Torunn Mebygda ")
    expect(names).to_be_hidden()
    side.get_by_role("button", name="Kommenter", exact=True).click()
    expect(side.locator(".thread")).to_contain_text("@Torunn Mebygda")
    expect(side).to_contain_text("Torunn Mebygda ser den på forsiden sin.")
    # What somebody is writing stays where it is, whatever she scrolls past meanwhile.
    side.get_by_text("Ny kommentar").click()
    box.fill("Halvferdig")
    leader.get_by_role("link", name="Rediger tiltak 2.1").scroll_into_view_if_needed()
    expect(box).to_have_value("Halvferdig")
