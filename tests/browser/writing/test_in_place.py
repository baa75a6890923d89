"""Writing in the plan's page: open, write, close; what depends on it follows, and so does what others save."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from plans import paths
from plans.models import Presence, Tiltak
from plans.services import UNCHECKED, set_title
from plans.services.presence import GONE_AFTER
from tests.browser.writing.form import COLLEAGUE, LEADER, PLAN, SECOND, pause, stored_text, stored_title

pytestmark = pytest.mark.browser


def at_plan(page: Page, sign_in, email: str, query: str = "") -> Page:
    page.clock.install()
    sign_in(page, email)
    page.goto(f"{PLAN}{query}")
    page.clock.pause_at(timezone.now() + datetime.timedelta(minutes=5))
    return page


@pytest.fixture
def reader(page: Page, sign_in) -> Page:
    """The project leader at the plan's page, with a clock that stands still."""
    return at_plan(page, sign_in, LEADER)


def place(page: Page, path: str) -> Locator:
    return page.locator(f'[data-field="{path}"]')


def top_of(part: Locator) -> float:
    return float(part.evaluate("part => part.getBoundingClientRect().top"))


def begin(page: Page, path: str) -> Locator:
    """Open a field by keyboard."""
    link = page.locator(f'a[data-edit="{path}"]')
    link.focus()
    link.press("Enter")
    expect(place(page, path).locator(".edit-standing")).to_be_attached()
    return link


def text_of(tiltak: Tiltak) -> str:
    return paths.answer("tiltak", tiltak.uid, "beskrivelse")


def test_a_text_is_written_where_it_stands_and_the_page_stays(reader: Page, tiltak, assert_accessible, assert_fits):
    path = text_of(tiltak)
    link = begin(reader, path)
    box = place(reader, path).get_by_role("textbox")
    expect(box).to_be_focused()
    expect(reader).to_have_url(re.compile(r"\?rediger=tiltak"))
    # The prompt that one sees names the text.
    expect(box).to_have_accessible_name("Beskriv overordnet hva tiltaket går ut på")
    box.press("Control+Home")
    reader.keyboard.type("- Nytt punkt")
    # The editor may scroll to what is typed; closing it must not move the page.
    top = top_of(place(reader, path))
    reader.keyboard.press("Escape")
    expect(place(reader, path).locator("ul > li").first).to_contain_text("Nytt punkt")
    expect(link).to_be_focused()
    expect(reader).to_have_url(re.compile(rf"{PLAN}$"))
    assert abs(top_of(place(reader, path)) - top) < 2
    assert stored_text(tiltak).startswith("<ul><li>Nytt punkt")
    begin(reader, path)
    reader.clock.resume()
    assert_accessible(reader, within=f'[data-field="{path}"]')
    assert_fits(reader)


def test_a_title_is_followed_by_all_that_shows_it(reader: Page, tiltak):
    path = paths.tiltak_field(tiltak.uid, "title")
    begin(reader, path)
    title = place(reader, path).get_by_label("Tittel")
    title.fill("")
    title.press("Escape")
    # What is refused stays open, with the sentence.
    expect(place(reader, path)).to_contain_text("Et tiltak må ha en tittel.")
    title.fill("Bolig i bygda")
    place(reader, path).get_by_role("button", name="Ferdig").click()
    expect(place(reader, path)).to_contain_text("Tiltak 4.1: Bolig i bygda")
    expect(reader.locator(".plan-layout .plan-contents")).to_contain_text("4.1 Bolig i bygda")
    expect(reader.get_by_role("table").filter(has_text="Bolig i bygda").first).to_be_visible()
    assert stored_title(tiltak) == "Bolig i bygda"


def test_an_open_field_has_an_address(page: Page, sign_in, tiltak):
    path = text_of(tiltak)
    at_plan(page, sign_in, LEADER, f"?rediger={path}")
    expect(place(page, path).get_by_role("textbox")).to_be_focused()
    expect(place(page, path)).to_be_in_viewport()


def test_what_others_write_appears_and_so_do_they(reader: Page, new_context, sign_in, tiltak):
    path = text_of(tiltak)
    begin(reader, path)
    box = place(reader, path).get_by_role("textbox")
    box.press("End")
    reader.keyboard.type(" Mitt.")
    colleague = at_plan(new_context().new_page(), sign_in, COLLEAGUE)
    title = paths.tiltak_field(tiltak.uid, "title")
    begin(colleague, title)
    place(colleague, title).get_by_label("Tittel").fill("Kollegaens tittel")
    pause(colleague)
    expect(place(colleague, title)).to_contain_text("Lagret ")
    pause(colleague, 8 * SECOND)
    pause(reader, 8 * SECOND)
    expect(place(reader, title)).to_contain_text("Kollegaens tittel")
    expect(reader.locator(".plan-company")).to_have_text("Aslak Lifjelldal redigerer tiltak 4.1.")
    expect(place(reader, title)).to_contain_text("Aslak Lifjelldal skriver her nå")
    # What one is writing oneself is as it was.
    expect(box).to_contain_text(" Mitt.")
    colleague.close()
    Presence.objects.filter(person__email=COLLEAGUE).update(at=timezone.now() - GONE_AFTER)
    pause(reader, 8 * SECOND)
    expect(reader.locator(".plan-company")).to_have_text("")
    expect(place(reader, title)).not_to_contain_text("skriver her nå")
    assert "Mitt." in stored_text(tiltak)


def test_a_plan_that_changes_many_times_is_shown_once(reader: Page, tiltak):
    """The page is put right in place, never beside itself."""
    parts = reader.locator("#plan-document *").count()
    for number in range(3):
        set_title(tiltak=tiltak, title=f"Tittel {number}", base=UNCHECKED, by=None)
        pause(reader, 8 * SECOND)
        expect(place(reader, paths.tiltak_field(tiltak.uid, "title"))).to_contain_text(f"Tittel {number}")
    assert reader.locator("#plan-document *").count() == parts
