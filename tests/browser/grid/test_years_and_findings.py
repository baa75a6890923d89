"""Later years and history are written in a grid of the same make, and Kontroll follows the row one stands in."""

import re

import pytest
from playwright.sync_api import Page, expect

from budgets.models import EarlierFigure
from plans.models import PlanDelmaal
from tests.browser.grid.pages import KDD, SPACE, cell, pause, standing, stored

pytestmark = pytest.mark.browser


def test_a_forecast_and_history_are_written_and_come_into_section_6(writer: Page, plan, assert_accessible, assert_fits):
    years = writer.locator("#belop-aar")
    goal = PlanDelmaal.objects.get(plan=plan, number=4)
    row = years.locator('tr[data-label^="Delmål 4"]')
    cells = row.locator("td")
    expect(cells).to_have_count(5)
    cells.nth(0).click()
    writer.keyboard.type("150 000")
    writer.keyboard.press("Tab")
    # The plan's own year is the sum of the table above, and not written here.
    writer.keyboard.type("5")
    expect(writer.locator(".grid-box")).to_have_count(0)
    writer.keyboard.press("Tab")
    writer.keyboard.press("Tab")
    writer.keyboard.type("250 000")
    expect(cells.last).to_have_text(f"700{SPACE}000")
    writer.keyboard.press("Enter")
    expect(years.locator("[data-state]")).to_have_count(0)
    assert EarlierFigure.objects.get(delmaal=goal).kroner == 150_000
    assert goal.lines.get(year=2027).kroner == 250_000
    pause(writer)
    printed = writer.locator("#tabell-seksjon-6 tr").filter(has_text=re.compile("^\\s*4\\s"))
    expect(printed).to_contain_text(f"250{SPACE}000")
    expect(printed).to_contain_text(f"150{SPACE}000")
    writer.keyboard.press("Control+z")
    writer.keyboard.press("Control+z")
    expect(years.locator("[data-state]")).to_have_count(0)
    assert not EarlierFigure.objects.filter(delmaal=goal).exists()
    writer.clock.resume()
    assert_accessible(writer, within="[data-grid-frame]")
    assert_fits(writer)


def test_what_kontroll_says_follows_the_row_and_each_save(writer: Page, tiltak):
    beside = writer.get_by_role("region", name="Kontroll av raden du står i")
    cell(writer, "1.3", KDD).click()
    writer.clock.resume()
    expect(beside).to_contain_text("1.3 Brobygger")
    expect(beside).to_contain_text("Hele planen")
    comments = beside.get_by_role("link", name="Kommentarer")
    expect(comments).to_have_attribute("href", re.compile(r"/ved/tiltak-[^/]+/kommentarer/\?om=tiltak.*%2Fkdd%2F2025$"))
    cell(writer, "1.1", KDD).click()
    expect(beside).to_contain_text("1.1 Omdømmebygging")
    expect(beside).to_contain_text("Ingen funn her.")
    # The text of tiltak 1.1 says what it gets; another amount no longer fits it.
    writer.keyboard.type("123")
    writer.keyboard.press("ArrowRight")
    expect(standing(writer)).to_contain_text("Alt er lagret")
    expect(beside.locator(".finding-mark").first).to_be_visible()
    assert stored(tiltak) == []
