"""What scripts and style sheets add to the pages of a plan, and that all of it can be had from the keyboard."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from playwright.sync_api import Locator, Page, expect

from budgets.kroner import parse_kroner
from budgets.models import BudgetLine
from plans.models import Tiltak
from tests.browser.keyboard import press_until

pytestmark = pytest.mark.browser

LEADER = "prosjektleder@demo.example"
PLAN = "/indre-namdal/2025/"
BUDGET = f"{PLAN}budsjett/"


@pytest.fixture
def at(page: Page, sign_in):
    """A function that opens a page of the plan as its project leader."""
    sign_in(page, LEADER)

    def go(address: str) -> Page:
        page.goto(address)
        return page

    return go


@pytest.fixture
def at_form(at):
    """A function that opens the form behind a link of the plan's page."""

    def go(link: str) -> Page:
        page: Page = at(PLAN)
        page.get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("main").get_by_role("button", name="Lagre")).to_be_visible()
        if link.startswith("Rediger tiltak"):
            # Its editors have come: until then the plain boxes stand in their place.
            expect(page.locator(".edit-standing")).to_be_attached()
        return page

    return go


def is_on_top(found: Locator) -> bool:
    """Whether nothing lies over the middle of an element."""
    return bool(
        found.evaluate(
            """element => {
              const box = element.getBoundingClientRect();
              const top = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
              return top === element || element.contains(top);
            }"""
        )
    )


def place(found: Locator) -> tuple[int, int]:
    """Where an element stands in the window, in steps of two pixels: what scrolls may come to rest between two."""
    box = found.bounding_box()
    assert box
    return round(box["x"] / 2), round(box["y"] / 2)


# The contents


def test_the_contents_follow_what_one_reads(at):
    page = at(PLAN)
    contents = page.locator(".plan-layout > .plan-contents")
    third = page.locator(".plan-delmaal").nth(2)
    third.evaluate("element => element.scrollIntoView()")
    expect(contents.locator("[aria-current]")).to_contain_text("Delmål 3 Lokale studie- og kontorfellesskap")
    expect(contents.locator("[aria-current]")).to_contain_text("(mangler 3 svar)")
    expect(contents.get_by_role("link", name="3.1 Etablere lokale studie")).to_be_visible()
    # What was opened by itself closes by itself; what a person opens stays open.
    contents.locator("summary").nth(0).click()
    page.locator(".plan-delmaal").nth(5).evaluate("element => element.scrollIntoView()")
    expect(contents.get_by_role("link", name="6.1 Etablere et utviklingsmiljø")).to_be_visible()
    expect(contents.get_by_role("link", name="3.1 Etablere lokale studie")).to_be_hidden()
    expect(contents.get_by_role("link", name="1.1 Omdømmebygging")).to_be_visible()
    contents.get_by_role("link", name="7. Samlet budsjett og finansiering 2025").click()
    expect(contents.locator("[aria-current]")).to_contain_text("7. Samlet budsjett og finansiering 2025")


def test_on_a_phone_the_contents_are_folded(page: Page, at):
    page.set_viewport_size({"width": 360, "height": 740})
    at(PLAN)
    link = page.locator(".contents-fold").get_by_role("link", name="2.1 Karriereveiledning")
    expect(link).to_be_hidden()
    page.get_by_text("Innhold", exact=True).click()
    page.locator(".contents-fold .contents-goal summary").nth(1).click()
    link.click()
    heading = page.get_by_role("heading", name="Tiltak 2.1: Karriereveiledning")
    expect(heading).to_be_in_viewport()
    assert is_on_top(heading)


def test_what_a_link_leads_to_is_not_hidden(page: Page, sign_in):
    sign_in(page, "innlandet@demo.example")
    page.goto("/innlandspiloten/2025/budsjett/")
    page.get_by_role("main").get_by_role("link", name="6", exact=True).click()
    heading = page.get_by_role("heading", name="6. Fordeling av budsjett")
    expect(heading).to_be_in_viewport()
    # The frame stays at the top of the window, and the heading below it.
    expect(page.get_by_role("region", name="Ramme 2025")).to_be_in_viewport()
    assert is_on_top(heading)


def test_a_message_is_seen_where_one_lands_and_can_be_put_away(at_form):
    page = at_form("Rediger tiltak 6.1")
    page.get_by_label("Merknad til tidsrammen").fill("etter sommeren")
    page.get_by_role("button", name="Lagre tiltaket").click()
    message = page.get_by_text("Tiltaket er lagret.")
    expect(message).to_be_in_viewport()
    heading = page.get_by_role("heading", name="Tiltak 6.1:")
    expect(heading).to_be_in_viewport()
    assert is_on_top(heading)
    page.get_by_role("button", name="Lukk").click()
    expect(message).to_be_hidden()


# The tables


def test_head_first_column_and_sums_stay_in_sight(page: Page, at):
    page.set_viewport_size({"width": 700, "height": 900})
    at(BUDGET)
    region = page.locator(".table-scroll--tall").first
    region.scroll_into_view_if_needed()
    head, total = page.locator("#belop thead th").first, page.locator("#belop tfoot th")
    name = page.locator("#belop").get_by_role("rowheader", name="9. Avsetning til frikjøp")
    before = (place(head), place(total))
    region.evaluate("element => element.scrollTo(element.scrollWidth, element.scrollHeight)")
    assert region.evaluate("element => [element.scrollTop > 200, element.scrollLeft > 100]") == [True, True]
    assert (place(head), place(total)) == before
    assert all(is_on_top(found) for found in (head, total, name))


def test_only_tables_that_scroll_are_stops_on_the_way(page: Page, at):
    page.set_viewport_size({"width": 1600, "height": 900})
    at(BUDGET)
    tables = page.locator(".plan-table")
    expect(tables.nth(1)).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 360, "height": 740})
    expect(tables.nth(1)).to_have_attribute("tabindex", "0")


# Amounts

TYPED = [
    "",
    "  ",
    "0",
    "500000",
    "1 800 000",
    "1\N{NO-BREAK SPACE}800\N{NARROW NO-BREAK SPACE}000",
    "1.800.000,-",
    "kr 500 000",
    "KR. 500 000,00 kr",
    "500 000 kroner",
    "1,8 mill.",
    "1,8 MILL",
    "2 millioner",
    "0,0000015 mill",
    "1,2345678 mill.",
    "500 tusen",
    "0,5 tusen",
    "0,0005 tusen",
    "1000000000000",
    "1000000000001",
    "1 00 000",
    "1,5",
    "1.5",
    "1e3",
    "-5",
    "\N{MINUS SIGN}5",
    "(500)",
    "mange penger",
    "12 345,50",
    "5 000 000 000 tusen",
    "۵۰۰",
]


def as_server(text: str) -> int | str | None:
    try:
        return parse_kroner(text)
    except ValidationError:
        return "tvilsomt"


def test_the_script_reads_amounts_as_the_server_does(at):
    page = at(BUDGET)
    read = page.evaluate(
        """async texts => {
          const { parseKroner } = await import("/static/js/kroner.js");
          return texts.map(text => { const read = parseKroner(text); return read === undefined ? "tvilsomt" : read; });
        }""",
        TYPED,
    )
    assert dict(zip(TYPED, read, strict=True)) == {text: as_server(text) for text in TYPED}


def test_the_script_adds_up_as_the_server_does(at_form):
    page = at_form("Rediger beløp for tiltak 1.1")
    total = page.get_by_role("row", name="Sum 2025")
    kdd = page.get_by_label("KDD 13.50 post 66 i 2025, beløp")
    own = page.get_by_label("Kommunal egenandel i 2025, beløp")
    expect(total).to_contain_text("500\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr")
    own.fill("1,25 mill.")
    expect(total).to_contain_text("1\N{NO-BREAK SPACE}750\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr")
    # What is frozen is not counted; what cannot be read gives no sum at all.
    page.get_by_label("Kommunal egenandel i 2025, sikkerhet").select_option("fryst")
    expect(total).to_contain_text("500\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr")
    kdd.fill("fem hundre")
    expect(total).to_have_text("Sum 2025 Et beløp kan ikke leses ennå", use_inner_text=True)
    kdd.fill("")
    expect(total).to_have_text("Sum 2025", use_inner_text=True)
    kdd.fill("0")
    expect(total).to_contain_text("0\N{NO-BREAK SPACE}kr")


def test_an_amount_is_changed_from_the_keyboard_alone(at):
    page = at(BUDGET)
    page.keyboard.press("Tab")
    press_until(page, "Tab", page.locator("#belop td").first)
    press_until(page, "ArrowDown", page.locator('#belop tr[data-label^="1.4"] td').first)
    # The form of the whole row is one step out of its cells.
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    name = "Rediger beløp: Delmål 1: Rekruttering av relevant arbeidskraft, 1.4"
    expect(page.get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Felles kompetansestrategi for Indre Namdal")
    press_until(page, "Tab", page.get_by_label("KDD 13.50 post 66 i 2025, beløp"))
    page.keyboard.press("Control+a")
    page.keyboard.type("120000")
    page.keyboard.press("Tab")
    page.keyboard.type("in")
    page.keyboard.press("Tab")
    page.keyboard.type("Etter tilsagn i mars")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BUDGET}")
    line = BudgetLine.objects.get(tiltak__title="Felles kompetansestrategi for Indre Namdal")
    assert (line.kroner, line.certainty, line.note) == (120_000, "innvilget", "Etter tilsagn i mars")


# A tiltak


def test_a_long_list_of_parties_is_searched(at_form):
    page = at_form("Rediger tiltak 1.1")
    partners = page.get_by_role("group", name="Samarbeidsparter")
    search = partners.get_by_role("searchbox", name="Søk i samarbeidsparter")
    search.fill("grong")
    expect(partners.get_by_role("status")).to_have_text("2 treff")
    shown = partners.get_by_role("checkbox").all()
    checked = [box.is_checked() for box in shown]
    # Those that are ticked are never out of sight.
    assert checked.count(True) == 4
    assert checked.count(False) == 2
    search.press("Enter")
    partners.get_by_label("Grong", exact=True).check()
    search.fill("finnes ikke")
    expect(partners.get_by_role("status")).to_have_text("Ingen treff. Legg til parten under.")
    page.get_by_role("button", name="Lagre tiltaket").click()
    expect(page.get_by_text("Tiltaket er lagret.")).to_be_visible()
    tiltak = Tiltak.objects.get(title="Omdømmebygging", plan__slug="indre-namdal-2025")
    names = [row.party.name for row in tiltak.parties.filter(part="partner")]
    assert names[-1] == "Grong"
    assert len(names) == 5


def test_ctrl_s_saves(at_form):
    page = at_form("Rediger tiltak 2.3")
    page.get_by_label("Tittel").fill("Kompetanseutvikling for alle")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(re.compile("^Lagret [0-9][0-9][.][0-9][0-9]$"))).to_be_visible()
    assert Tiltak.objects.filter(title="Kompetanseutvikling for alle").exists()


def test_boxes_grow_with_their_text(at_form):
    page = at_form("Rediger tiltak 1.5")
    box = page.get_by_label("Beskriv kort økonomisk ramme for tiltaket")
    before = json.loads(json.dumps(box.bounding_box()))["height"]
    box.fill("\n".join(f"Linje {number}" for number in range(15)))
    assert (box.bounding_box() or {})["height"] > before
    assert box.evaluate("element => element.scrollHeight <= element.clientHeight")


def test_what_is_folded_away_is_opened_and_put_away_by_keyboard(at):
    page = at(PLAN)
    fold = page.get_by_role("navigation", name="Visninger av planen").locator("summary")
    removed = page.get_by_role("link", name="Slettet", exact=True)
    expect(removed).to_be_hidden()
    fold.press("Enter")
    expect(removed).to_be_visible()
    removed.focus()
    page.keyboard.press("Escape")
    expect(removed).to_be_hidden()
    expect(fold).to_be_focused()
    fold.press("Enter")
    page.get_by_role("heading", level=1).click()
    expect(removed).to_be_hidden()
