"""The budget page tells how each amount came about: with a mouse, from the keyboard, and where scripts do not run."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

LEADER = "prosjektleder@demo.example"
BUDGET = "/indre-namdal/2025/budsjett/"
TITLE = "Rekruttering av relevant arbeidskraft, KDD 13.50 post 66"


def test_an_amount_tells_what_it_is_the_sum_of(page: Page, sign_in, assert_accessible, assert_fits):
    sign_in(page, LEADER)
    page.goto(BUDGET)
    amount = page.locator("table.entry .row--group .why").first
    expect(amount).to_have_accessible_name("Hvordan 1 800 000 er regnet ut")
    amount.click()
    told = page.get_by_role("dialog", name=TITLE)
    expect(told.get_by_role("listitem")).to_have_count(5)
    expect(told).to_contain_text("1.1 Omdømmebygging 500 000", use_inner_text=True)
    expect(told).to_contain_text("Til sammen 1 800 000 kr", use_inner_text=True)
    assert_accessible(page, within=":popover-open")
    assert_fits(page)
    told.get_by_role("button", name="Lukk").click()
    expect(told).to_be_hidden()


def test_what_is_not_counted_says_so(page: Page, sign_in):
    sign_in(page, LEADER)
    page.goto(BUDGET)
    page.get_by_role("button", name="Hva som ikke regnes med her").first.click()
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("fryst")
    expect(told).to_contain_text("Ingenting regnes med")


def test_arrow_keys_go_from_amount_to_amount_and_one_stop_is_enough(page: Page, sign_in):
    sign_in(page, LEADER)
    page.goto(BUDGET)
    table = page.locator("#tabell-seksjon-6")
    expect(table.locator(".why[tabindex='0']")).to_have_count(1)
    table.locator(".why").first.focus()
    for key, name in (
        ("ArrowRight", "Hvordan 1 800 000 er regnet ut"),
        ("ArrowDown", "Hvordan 600 000 er regnet ut"),
        ("ArrowLeft", "Hvordan 1 800 000 er regnet ut"),
        ("ArrowUp", "Hvordan 4 800 000 er regnet ut"),
    ):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_accessible_name(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(":focus")).to_have_accessible_name("Hvordan 4 800 000 er regnet ut")


def test_amounts_are_text_that_can_be_copied(page: Page, sign_in):
    sign_in(page, LEADER)
    page.goto(BUDGET)
    copied = page.locator("#belop").evaluate(
        "table => { getSelection().selectAllChildren(table); return getSelection().toString(); }"
    )
    rows = [line.split("\t") for line in copied.replace("\N{NO-BREAK SPACE}", " ").splitlines()]
    foot = next(row for row in rows if row[0] == "Sum")
    assert [cell.strip() for cell in foot if cell.strip()] == [
        "Sum",
        "8 150 000",
        "2 645 000",
        "2 400 000",
        "2 100 000",
        "700 000",
        "15 995 000",
    ]


def test_it_is_told_where_scripts_do_not_run(browser: Browser, page: Page, sign_in, browser_context_args):
    sign_in(page, LEADER)
    plain = browser.new_context(**browser_context_args, java_script_enabled=False)
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    other = plain.new_page()
    other.goto(BUDGET)
    other.locator("table.entry .row--group .why").first.click()
    expect(other.get_by_role("dialog", name=TITLE)).to_be_visible()
    plain.close()
