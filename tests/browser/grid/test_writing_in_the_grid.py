"""One writes in the budget as in a spreadsheet: from the keyboard, with sums that follow, and undo."""

import re

import pytest
from playwright.sync_api import Page, expect

from budgets.services import create_frame
from plans.models import Tiltak
from tests.browser.grid.pages import (
    BUDGET,
    COUNTY,
    KDD,
    LEADER,
    OWN,
    SPACE,
    SUM,
    cell,
    pause,
    row,
    standing,
    stored,
)
from tests.browser.keyboard import press_until

pytestmark = pytest.mark.browser


def kroner(text: str) -> str:
    return text.replace(" ", SPACE)


def test_from_the_keyboard_alone(writer: Page, tiltak):
    # One stop with Tab leads into the grid, to its first cell.
    press_until(writer, "Tab", cell(writer, "Delmål 1", KDD))
    keys = writer.keyboard
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        keys.press(key)
    here = cell(writer, "1.3", COUNTY)
    expect(here).to_be_focused()
    keys.type("250")
    keys.type(" tusen")
    # The sums follow while one types, before anything is saved.
    expect(writer.get_by_role("textbox", name=re.compile("^1.3 .*, Fylkeskommunen, beløp i kroner$"))).to_be_focused()
    expect(cell(writer, "1.3", SUM)).to_have_text(kroner("250 000"))
    expect(cell(writer, "Delmål 1", COUNTY)).to_have_text(kroner("850 000"))
    assert stored(tiltak) == []
    keys.press("Tab")
    expect(cell(writer, "1.3", COUNTY + 1)).to_be_focused()
    expect(here).to_have_text(kroner("250 000"))
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 250_000)]
    keys.press("Shift+Tab")
    keys.press("F2")
    keys.press("End")
    keys.press("Backspace")
    keys.press("Enter")
    expect(cell(writer, "1.4", COUNTY)).to_be_focused()
    expect(here).to_have_text(kroner("25 000"))
    # Esc leaves what stood there; Delete empties; to undo brings it back.
    keys.press("Shift+Enter")
    keys.type("9")
    keys.press("Escape")
    expect(here).to_be_focused()
    expect(here).to_have_text(kroner("25 000"))
    keys.press("Delete")
    expect(here).to_have_text("")
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == []
    keys.press("Control+z")
    expect(here).to_have_text(kroner("25 000"))
    keys.press("Control+z")
    expect(here).to_have_text(kroner("250 000"))
    keys.press("Control+y")
    expect(here).to_have_text(kroner("25 000"))
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 25_000)]
    # After a look at the server all is as it was on the screen.
    shown = writer.locator("#belop").inner_text().split()
    pause(writer)
    expect(writer.locator("#del-7")).to_contain_text(kroner("625 000"))
    assert writer.locator("#belop").inner_text().split() == shown
    writer.reload()
    assert writer.locator("#belop").inner_text().split() == shown
    # Esc and then Tab leads out of the grid again, both ways.
    cell(writer, "1.3", COUNTY).focus()
    keys.press("Escape")
    keys.press("Tab")
    expect(writer.locator("#belop :focus")).to_have_count(0)


def test_what_is_no_amount_is_said_and_stays_until_it_is_mended(writer: Page, tiltak):
    here = cell(writer, "1.3", COUNTY)
    here.click()
    writer.keyboard.type("ca. 200")
    writer.keyboard.press("Enter")
    expect(here).to_have_attribute("aria-invalid", "true")
    expect(cell(writer, "1.3", SUM)).to_have_text("?")
    expect(standing(writer)).to_contain_text("Ikke lagret: 1.3 Brobygger")
    writer.keyboard.press("ArrowUp")
    expect(standing(writer)).to_contain_text("Forstår ikke beløpet «ca. 200».")
    writer.keyboard.press("F2")
    expect(writer.locator(".grid-box")).to_have_value("ca. 200")
    writer.keyboard.type("200")
    writer.keyboard.press("Enter")
    expect(here).to_have_text("200")
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(tiltak) == [("fylkeskommune", "planlagt", 200)]


def test_the_frame_and_own_effort_in_hours_follow_what_one_types(page: Page, plan, sign_in):
    source = plan.agreement.pilot.sources.get(key="kdd")
    create_frame(agreement=plan.agreement, source=source, year=2025, kroner=8_500_000, certainty="innvilget", by=None)
    sign_in(page, LEADER)
    page.goto(BUDGET)
    frame = page.locator(".frame")
    expect(frame).to_contain_text(kroner("350 000 kr"))
    cell(page, "1.3", KDD).click()
    page.keyboard.type("400000")
    expect(frame).to_contain_text(re.compile("For mye"))
    expect(frame.locator("[data-left]")).to_have_text(kroner("50 000 kr"))
    expect(frame).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(frame.locator("[data-left]")).to_have_text(kroner("350 000 kr"))
    page.keyboard.press("ArrowRight")
    page.keyboard.type("1000")
    page.keyboard.press("Enter")
    expect(cell(page, "1.3", OWN)).to_have_text(re.compile(r"1\s000\s*2 timer"))


def test_a_block_is_marked_copied_and_emptied(writer: Page, context, plan):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    cell(writer, "1.1", KDD).click()
    cell(writer, "1.2", OWN).click(modifiers=["Shift"])
    expect(writer.locator("#belop [aria-selected=true]")).to_have_count(4)
    expect(writer.locator(".grid-marked").first).to_have_text(f"4 ruter merket, sum {kroner('1 000 000')}")
    writer.keyboard.press("Control+c")
    assert writer.evaluate("navigator.clipboard.readText()").split() == ["500000", "500000"]
    html = writer.evaluate(
        "navigator.clipboard.read().then(([one]) => one.getType('text/html')).then(blob => blob.text())"
    )
    assert "<td>500000</td><td></td>" in html
    writer.keyboard.press("Delete")
    expect(cell(writer, "1.1", KDD)).to_have_text("")
    expect(cell(writer, "1.2", KDD)).to_have_text("")
    expect(standing(writer)).to_contain_text("Alt er lagret")
    first = Tiltak.objects.get(plan=plan, delmaal__number=1, position=1)
    assert stored(first) == []
    writer.get_by_role("button", name="Angre", exact=True).first.click()
    expect(cell(writer, "1.2", KDD)).to_have_text(kroner("500 000"))
    expect(standing(writer)).to_contain_text("Alt er lagret")
    assert stored(first) == [("kdd", "planlagt", 500_000)]


def test_on_a_phone_the_grid_scrolls_and_the_page_does_not(writer: Page, assert_accessible, assert_fits):
    writer.clock.resume()
    cell(writer, "1.2", COUNTY).click()
    writer.keyboard.type("ca.")
    assert_accessible(writer, within="#belop")
    writer.keyboard.press("Enter")
    expect(cell(writer, "1.2", COUNTY)).to_have_attribute("aria-invalid", "true")
    assert_accessible(writer, within="#belop")
    assert_fits(writer)
    here = cell(writer, "1.3", COUNTY)
    here.click()
    head = row(writer, "1.3").locator("th").bounding_box()
    box = here.bounding_box()
    assert head
    assert box
    # What one stands in is in sight, and not under the first column.
    assert box["x"] >= head["x"] + head["width"] - 1
    assert box["x"] + box["width"] <= 360


def test_who_only_reads_moves_and_copies_and_writes_nothing(page: Page, sign_in, plan):
    sign_in(page, "styringsgruppe@demo.example")
    page.goto(BUDGET)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-readonly", "true")
    cell(page, "1.3", KDD).click()
    page.keyboard.type("5")
    expect(page.locator(".grid-box")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(cell(page, "1.2", KDD)).to_be_focused()
