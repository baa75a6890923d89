"""What Kontroll says stands beside the text one writes, and follows each save."""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Tiltak

pytestmark = pytest.mark.browser

LEADER = "prosjektleder@demo.example"


def test_a_finding_comes_and_goes_while_one_writes(page: Page, plan, sign_in, assert_accessible, assert_fits):
    tiltak = Tiltak.objects.get(plan=plan, delmaal__number=1, position=1)
    page.clock.install()
    sign_in(page, LEADER)
    page.goto(f"/indre-namdal/2025/tiltak/{tiltak.uid}/rediger/")
    beside = page.get_by_role("complementary", name="Kontroll")
    expect(beside).to_contain_text("Ingen funn her.")
    money = page.get_by_label("Beskriv kort økonomisk ramme for tiltaket")
    page.locator(".edit-standing").wait_for(state="attached")  # the editors have come
    before = money.inner_text()
    money.fill("Tiltaket får 650 000 kr i 2025.")
    page.clock.run_for(2_000)
    expect(beside).to_contain_text("1 advarsel")
    beside.locator("summary").click()
    expect(beside).to_contain_text("650\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr")
    assert_accessible(page)
    money.fill(before)
    page.clock.run_for(2_000)
    expect(beside).to_contain_text("Ingen funn her.")
    assert_fits(page)
