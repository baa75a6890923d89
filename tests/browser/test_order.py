"""Tiltak are put in order by dragging and with the keyboard, and words are searched for from it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from plans.models import Plan

pytestmark = pytest.mark.browser

PLAN = "/indre-namdal/2025/"


@pytest.fixture
def leader(page: Page, sign_in) -> Page:
    """The project leader, who has just signed in."""
    sign_in(page, "prosjektleder@demo.example")
    return page


def titles(plan: Plan, number: int) -> list[str]:
    return list(plan.delmaal.get(number=number).tiltak.values_list("title", flat=True))


def middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_tiltak_is_dragged_to_another_delmaal_and_back_again(leader: Page, plan, assert_accessible, assert_fits):
    leader.goto(f"{PLAN}rekkefolge/")
    first, second = titles(plan, 1), titles(plan, 2)
    row, target = (leader.locator(".order-row", has_text=one) for one in (first[-1], second[0]))
    said = leader.locator("[data-order-said]")
    for ends in ("Escape", ""):
        leader.mouse.move(*middle(row.locator(".order-handle")))
        leader.mouse.down()
        x, y = middle(target)
        leader.mouse.move(x, y + 8, steps=4)
        if ends:
            leader.keyboard.press(ends)
            expect(said).to_have_text("Tiltaket ble ikke flyttet.")
        leader.mouse.up()
    expect(said).to_contain_text(f"{first[-1]} er flyttet fra 1.{len(first)} til 2.")
    assert first[-1] in titles(plan, 2)
    assert_accessible(leader)
    leader.get_by_role("button", name="Angre flyttingen").click()
    expect(said).to_contain_text(f"til 1.{len(first)}.")
    assert (titles(plan, 1), titles(plan, 2)) == (first, second)
    assert_fits(leader)


def test_a_tiltak_is_moved_with_the_keyboard_and_focus_stays_with_it(leader: Page, plan):
    leader.goto(f"{PLAN}rekkefolge/")
    first, second = titles(plan, 1)[:2]
    leader.get_by_role("button", name=f"Flytt {second} opp").focus()
    leader.keyboard.press("Enter")
    expect(leader.locator("[data-order-said]")).to_have_text(f"{second} er flyttet fra 1.2 til 1.1.")
    # It stands first, so only the way down is left.
    expect(leader.get_by_role("button", name=f"Flytt {second} ned")).to_be_focused()
    leader.keyboard.press("Enter")
    expect(leader.locator("[data-order-said]")).to_have_text(f"{second} er flyttet fra 1.1 til 1.2.")
    expect(leader.get_by_role("button", name=f"Flytt {second} ned")).to_be_focused()
    assert titles(plan, 1)[:2] == [first, second]


def test_a_slash_goes_to_the_search(leader: Page, assert_fits):
    leader.goto(PLAN)
    leader.keyboard.press("/")
    box = leader.get_by_role("searchbox", name="Søk i planen")
    expect(box).to_be_focused()
    leader.keyboard.type("BOLIG/")
    expect(box).to_have_value("BOLIG/")
    leader.keyboard.press("Backspace")
    leader.keyboard.press("Enter")
    hits = leader.get_by_role("region", name="«BOLIG» står")
    hits.get_by_role("link").first.click()
    assert "#" in leader.url
    assert_fits(leader)
