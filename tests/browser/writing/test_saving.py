"""A field saves itself, and nothing moves while it does."""

import pytest
from playwright.sync_api import Page, Route, expect

from plans.models import Tiltak
from tests.browser.writing.form import (
    LEADER,
    SECOND,
    cursor,
    form_of,
    pause,
    stand,
    state,
    stored_title,
    text,
    title,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]


def test_a_field_is_saved_a_second_after_the_last_keystroke(writer, tiltak):
    before = stored_title(tiltak)
    write(title(writer), " A")
    pause(writer, SECOND - 10)
    write(title(writer), "B")
    pause(writer, SECOND - 10)
    expect(state(title(writer))).to_have_text("")
    assert stored_title(tiltak) == before
    pause(writer, 10)
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert stored_title(tiltak) == f"{before} AB"


def test_what_is_typed_before_the_script_has_come_is_saved_too(page: Page, sign_in, tiltak):
    held: list[Route] = []
    page.clock.install()
    sign_in(page, LEADER)
    page.route("**/writing/autosave*.js", lambda route: held.append(route))
    with page.expect_request("**/writing/autosave*.js"):
        page.goto(form_of(tiltak), wait_until="commit")
    title(page).fill("Boliger")
    held[0].continue_()
    expect(state(title(page))).to_be_attached()
    pause(page, 2 * SECOND)
    expect(state(title(page))).to_contain_text("Lagret ")
    assert stored_title(tiltak) == "Boliger"


def test_nothing_moves_while_it_is_saved(writer, tiltak):
    field = text(writer)
    stand(field, 7)
    field.press_sequentially("her ")
    before = writer.evaluate("[window.scrollY, document.documentElement.scrollHeight]")
    pause(writer)
    expect(state(field)).to_contain_text("Lagret ")
    assert writer.evaluate("[window.scrollY, document.documentElement.scrollHeight]") == before
    expect(field).to_be_focused()
    assert cursor(field) == 11


def test_leaving_a_field_saves_it_at_once(writer, tiltak):
    write(title(writer), "!")
    title(writer).press("Tab")
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert stored_title(tiltak).endswith("!")


def test_ticking_and_choosing_is_saved_too(writer, tiltak):
    writer.get_by_label("Status").select_option("uttesting")
    box = writer.get_by_role("group", name="Samarbeidsparter").get_by_label("Grong", exact=True)
    box.set_checked(not box.is_checked())
    pause(writer)
    expect(state(writer.get_by_label("Status"))).to_contain_text("Lagret ")
    expect(state(writer.get_by_label("Andre samarbeidsparter"))).to_contain_text("Lagret ")
    assert Tiltak.objects.get(pk=tiltak.pk).phase == "uttesting"


def test_ctrl_s_saves_everything_and_one_stays(writer, tiltak):
    write(title(writer), "!")
    writer.keyboard.press("Control+s")
    expect(state(title(writer))).to_contain_text("Lagret ")
    expect(writer.locator(".edit-standing")).to_have_text("Alt er lagret")
    assert title(writer).evaluate("box => box === document.activeElement")


def test_what_is_refused_is_said_at_the_field_and_stays_there(writer, tiltak):
    before = stored_title(tiltak)
    title(writer).fill("")
    pause(writer)
    expect(state(title(writer))).to_have_text("Ikke lagret: Et tiltak må ha en tittel.")
    expect(writer.locator(".edit-standing")).to_have_text("Ikke lagret: Tittel")
    # The button does not leave what is refused behind.
    writer.get_by_role("button", name="Lagre tiltaket").click()
    expect(title(writer)).to_be_focused()
    assert stored_title(tiltak) == before
    write(title(writer), "Bolig")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Lagret ")
