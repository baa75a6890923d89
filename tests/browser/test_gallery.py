"""Every kind of field, formset, table and mark in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.site.gallery")]

PAGES = ["/", "/rader/grupper/", "/rader/tabell/", "/plan/"]


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_accessible_and_fit_a_phone(page: Page, address, assert_accessible, assert_fits):
    page.goto(address)
    assert_accessible(page, "light")
    assert_fits(page)
    assert_accessible(page, "dark")


@pytest.mark.parametrize("address", PAGES[:3])
def test_errors_are_accessible_and_fit_a_phone(page: Page, address, assert_accessible, assert_fits):
    page.goto(address)
    for box in page.locator("input[name$=kroner]").all():
        box.fill("")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("group", name="Feil i skjemaet")).to_be_focused()
    assert_accessible(page, "light")
    assert_fits(page)
    assert_accessible(page, "dark")


def test_the_error_summary_moves_to_the_field(page: Page):
    page.goto("/")
    page.get_by_role("button", name="Lagre").click()
    for link, field in (("Fase:", "Vekst"), ("Tema:", "Tema"), ("E-post:", "E-post")):
        page.get_by_role("link", name=link).click()
        expect(page.get_by_label(field).first).to_be_focused()


def test_names_and_descriptions_reach_the_accessibility_tree(page: Page):
    page.goto("/")
    page.get_by_role("button", name="Lagre").click()
    title = page.get_by_role("textbox", name="Tittel")
    expect(title).to_have_accessible_description("Kort, slik den skal stå i tabellen. Feltet er påkrevet.")
    expect(page.get_by_role("group", name="Fase")).to_have_accessible_description(
        "Hvor langt er tiltaket kommet? Feltet er påkrevet."
    )
    page.goto("/rader/tabell/")
    expect(page.get_by_role("spinbutton", name="Beløp (Egenandel)")).to_have_value("315000")


def test_everything_works_without_scripts(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tittel").fill("Ny vei")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_label("Tittel")).to_have_value("Ny vei")
    page.get_by_role("link", name="Tema:").click()
    assert page.url.endswith("#id_theme")
    context.close()


def test_edit_links_show_themselves_to_pointer_and_keyboard(page: Page):
    page.goto("/plan/")
    link = page.get_by_role("link", name="Rediger tiltak 1.1")
    expect(link).to_have_css("opacity", "0")
    page.get_by_role("heading", name="1.1 Ny vei").hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    page.get_by_role("link", name="Rediger hva skal vi oppnå").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("opacity", "1")


def test_edit_links_are_always_there_on_touch_screens(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto("/plan/")
    for link in page.get_by_role("link", name="Rediger").all():
        expect(link).to_have_css("opacity", "1")
    context.close()


def test_the_plan_has_as_many_columns_as_there_is_room_for(page: Page):
    page.goto("/plan/")

    def left_edges() -> list[int]:
        parts = (page.locator(f".plan-{name}").bounding_box() for name in ("contents", "document", "panel"))
        return [round(part["x"]) for part in parts if part]

    # What stands in the panel has pages of its own where there is no room for it.
    page.set_viewport_size({"width": 360, "height": 740})
    contents, document = left_edges()
    assert contents == document
    page.set_viewport_size({"width": 1200, "height": 900})
    contents, document = left_edges()
    assert contents < document
    page.set_viewport_size({"width": 1280, "height": 900})
    contents, document, panel = left_edges()
    assert contents < document < panel
    page.set_viewport_size({"width": 1920, "height": 1080})
    contents, document, panel = left_edges()
    assert contents < document < panel


def test_tables_of_money_scroll_by_themselves_and_keep_their_first_column(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/plan/")
    region = page.get_by_role("region", name="7 Samlet budsjett")
    region.focus()
    expect(region).to_be_focused()
    head = page.get_by_role("rowheader", name="Sum")
    before = head.bounding_box()
    region.evaluate("element => element.scrollLeft = element.scrollWidth")
    assert region.evaluate("element => element.scrollLeft") > 100
    assert head.bounding_box() == before


def test_amounts_stay_on_one_line_and_end_at_the_same_edge(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/plan/")
    edges = page.locator("table.money tr > :nth-child(7):is(td)").evaluate_all(
        """cells => cells.map(cell => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return [range.getClientRects().length, Math.round(range.getBoundingClientRect().right)];
        })"""
    )
    assert len(edges) == 7
    # The bracket of an amount outside the sum stands where the others' last figure does.
    assert {lines for lines, _ in edges} == {1}
    assert len({edge for _, edge in edges}) == 1
