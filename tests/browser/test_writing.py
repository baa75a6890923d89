"""Writing together: nothing anybody types is lost, whatever happens to the network, the sign-in or the server.

Time is the browser's own clock, which the tests move.
"""

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, Route, expect

from plans.models import FieldChange, Person, Tiltak

pytestmark = pytest.mark.browser

LEADER = "prosjektleder@demo.example"
COLLEAGUE = "medarbeider@demo.example"
PLAN = "/indre-namdal/2025/"
SECOND = 1000
#: What the browser says of answers that are no mistake here.
ASKED_FOR = ("401", "403", "404", "409", "422", "503", "net::ERR_")


@pytest.fixture(autouse=True)
def _asked_for(reported: list[str]):
    """Chromium reports every answer that is not 200; those of these tests are what was asked for."""
    yield
    reported[:] = [text for text in reported if not any(code in text for code in ASKED_FOR)]


@pytest.fixture
def tiltak(plan) -> Tiltak:
    """The first tiltak of the delmål in which also the colleague writes."""
    return Tiltak.objects.get(plan=plan, delmaal__number=4, position=1)


@pytest.fixture
def writer(page: Page, sign_in, tiltak) -> Page:
    """The project leader at the form of the tiltak, with a clock that stands still."""
    return at_form(page, sign_in, LEADER, tiltak)


@pytest.fixture
def colleague(new_context: Any, sign_in, tiltak) -> Page:
    """A colleague at the same form in a browser of her own."""
    return at_form(new_context().new_page(), sign_in, COLLEAGUE, tiltak)


def at_form(page: Page, sign_in, email: str, tiltak: Tiltak) -> Page:
    page.clock.install()
    sign_in(page, email)
    page.goto(form_of(tiltak))
    page.clock.pause_at(timezone.now() + datetime.timedelta(minutes=5))
    return page


def form_of(tiltak: Tiltak) -> str:
    return f"{PLAN}tiltak/{tiltak.uid}/rediger/"


def title(page: Page) -> Locator:
    return page.get_by_label("Tittel", exact=True)


def text(page: Page) -> Locator:
    return page.get_by_label("Beskriv overordnet hva tiltaket går ut på")


def state(field: Locator) -> Locator:
    """The line under a field that says how it stands with it."""
    return field.locator("xpath=ancestor::*[@data-save][1]").locator(".save-state")


def stored_title(tiltak: Tiltak) -> str:
    return Tiltak.objects.get(pk=tiltak.pk).title


def stored_text(tiltak: Tiltak) -> str:
    return tiltak.answers.get(prompt__key="beskrivelse").html


def write(field: Locator, words: str) -> None:
    """Type words at the end of a field."""
    field.press("Control+End")
    field.press_sequentially(words)


def pause(page: Page, milliseconds: int = SECOND) -> None:
    page.clock.run_for(milliseconds)


# Saving


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


def test_nothing_moves_while_it_is_saved(writer, tiltak):
    field = text(writer)
    field.evaluate("box => { box.focus(); box.setSelectionRange(7, 7); }")
    field.press_sequentially("her ")
    before = writer.evaluate("[window.scrollY, document.documentElement.scrollHeight]")
    pause(writer)
    expect(state(field)).to_contain_text("Lagret ")
    assert writer.evaluate("[window.scrollY, document.documentElement.scrollHeight]") == before
    assert field.evaluate("box => [box === document.activeElement, box.selectionStart]") == [True, 11]


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


# Two who write


def test_two_in_two_fields_never_disturb_each_other(writer, colleague, tiltak):
    write(title(writer), " i Namdal")
    write(text(colleague), " Dette er nytt.")
    for one in (writer, colleague):
        pause(one)
    expect(state(title(writer))).to_contain_text("Lagret ")
    expect(state(text(colleague))).to_contain_text("Lagret ")
    assert stored_title(tiltak).endswith(" i Namdal")
    assert "Dette er nytt." in stored_text(tiltak)


@pytest.fixture
def collided(writer: Page, colleague: Page, tiltak: Tiltak) -> Page:
    """The writer's page after both have written in the same field, the colleague first."""
    write(text(colleague), " Slik slutter det.")
    pause(colleague)
    expect(state(text(colleague))).to_contain_text("Lagret ")
    text(writer).evaluate("box => { box.focus(); box.setSelectionRange(0, 0); }")
    text(writer).press_sequentially("Slik begynner det. ")
    pause(writer)
    expect(writer.locator(".conflict")).to_contain_text("lagret noe annet her kl.")
    return writer


def test_both_texts_are_shown_with_what_differs_marked(collided, tiltak, assert_accessible, assert_fits):
    marked = collided.locator(".conflict mark")
    expect(marked).to_have_text(["Slik begynner det. ", " Slik slutter det."])
    assert "Slik begynner det." not in stored_text(tiltak)
    # Going on writing changes nothing before one has chosen.
    write(text(collided), " Mer.")
    pause(collided, 3 * SECOND)
    assert "Mer." not in stored_text(tiltak)
    collided.clock.resume()
    assert_accessible(collided)
    assert_fits(collided)


def test_mine_is_chosen_and_the_other_is_in_the_history(collided, tiltak):
    collided.get_by_role("button", name="Bruk min").click()
    expect(state(text(collided))).to_contain_text("Lagret ")
    expect(collided.locator(".conflict")).to_have_count(0)
    assert "Slik begynner det." in stored_text(tiltak)
    assert "Slik slutter det." not in stored_text(tiltak)
    changes = FieldChange.objects.filter(path__endswith=f"{tiltak.uid}/svar/beskrivelse")
    assert any("Slik slutter det." in change.after for change in changes)


def test_theirs_is_chosen_and_mine_can_be_brought_back(collided, tiltak):
    collided.get_by_role("button", name="Bruk den andre").click()
    expect(text(collided)).to_have_value(value_with("Slik slutter det.", "Slik begynner det."))
    offer = collided.get_by_role("group", name="Ulagret tekst")
    expect(offer).to_contain_text("Din egen tekst er lagt bort.")
    offer.get_by_role("button", name="Hent den fram").click()
    pause(collided)
    expect(state(text(collided))).to_contain_text("Lagret ")
    assert "Slik begynner det." in stored_text(tiltak)


def test_both_are_put_together_from_the_keyboard(collided, tiltak):
    collided.get_by_role("button", name="Bruk min").focus()
    collided.keyboard.press("Tab")
    collided.keyboard.press("Tab")
    collided.keyboard.press("Enter")
    expect(text(collided)).to_be_focused()
    write(text(collided), " Til sammen.")
    pause(collided)
    expect(state(text(collided))).to_contain_text("Lagret ")
    expect(collided.locator(".conflict")).to_have_count(0)
    found = stored_text(tiltak)
    assert all(words in found for words in ("Slik begynner det.", "Slik slutter det.", "Til sammen."))


def value_with(there: str, not_there: str):
    """A pattern for a text that has some words and not others."""
    return re.compile(rf"^(?!.*{re.escape(not_there)}).*{re.escape(there)}", re.DOTALL)


# What goes wrong


def test_without_a_connection_the_text_waits_and_is_saved_when_it_is_back(writer, context: BrowserContext, tiltak):
    context.set_offline(True)
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Ikke lagret ennå: ingen forbindelse.")
    assert not stored_title(tiltak).endswith("Namdal")
    context.set_offline(False)
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert stored_title(tiltak).endswith(" i Namdal")


def test_a_server_that_is_away_is_asked_again(writer, tiltak):
    away = True

    def restart(route: Route) -> None:
        if away:
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    writer.route("**/felt/**", restart)
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Ikke lagret ennå")
    pause(writer, 5 * SECOND)
    expect(state(title(writer))).to_contain_text("Ikke lagret ennå")
    away = False
    pause(writer, 10 * SECOND)
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert stored_title(tiltak).endswith(" i Namdal")


def test_a_server_that_stops_after_it_has_saved_makes_no_conflict(writer, tiltak):
    """The text is saved, and the answer never arrives."""
    lost: list[int] = []

    def stop(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    writer.route("**/felt/**", stop)
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Ikke lagret ennå")
    assert lost == [200]
    pause(writer, 5 * SECOND)
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert FieldChange.objects.filter(path__endswith=f"{tiltak.uid}/title", after__endswith=" i Namdal").count() == 1


def test_a_sign_in_that_runs_out_in_the_middle_keeps_the_text(writer, context: BrowserContext, sign_in, tiltak):
    context.clear_cookies()
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Ikke lagret: Du er logget ut. Teksten er tatt vare på.")
    with writer.expect_popup() as opened:
        writer.get_by_role("link", name="Logg inn i en ny fane").click()
    sign_in(opened.value, LEADER)
    opened.value.close()
    writer.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert stored_title(tiltak).endswith(" i Namdal")


def test_a_draft_is_for_its_own_writer_alone(writer, context: BrowserContext, sign_in, tiltak):
    before = stored_title(tiltak)
    context.clear_cookies()
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Du er logget ut.")
    other = context.new_page()
    sign_in(other, COLLEAGUE)
    writer.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(title(writer))).to_contain_text("Nå er en annen logget inn i denne nettleseren.")
    other.goto(form_of(tiltak))
    expect(title(other)).to_have_value(before)
    expect(other.get_by_role("group", name="Ulagret tekst")).to_have_count(0)
    assert stored_title(tiltak) == before


def test_what_was_not_saved_is_offered_when_one_comes_back(writer, context: BrowserContext, sign_in, tiltak):
    before = stored_title(tiltak)
    context.set_offline(True)
    write(title(writer), " i Namdal")
    writer.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(form_of(tiltak))
    offer = page.get_by_role("group", name="Ulagret tekst")
    expect(offer).to_contain_text("Du har ulagret tekst fra ")
    expect(offer).to_contain_text(f"{before} i Namdal")
    # It is offered, not put there.
    expect(title(page)).to_have_value(before)
    offer.get_by_role("button", name="Hent den fram").click()
    expect(state(title(page))).to_contain_text("Lagret ")
    assert stored_title(tiltak) == f"{before} i Namdal"
    page.reload()
    expect(offer).to_have_count(0)


def test_a_draft_from_before_somebody_else_saved_is_a_conflict_and_no_loss(
    writer, colleague, context: BrowserContext, tiltak
):
    context.set_offline(True)
    write(title(writer), " i Namdal")
    writer.close()
    context.set_offline(False)
    title(colleague).fill("Boliger")
    pause(colleague)
    expect(state(title(colleague))).to_contain_text("Lagret ")
    page = context.new_page()
    page.goto(form_of(tiltak))
    page.get_by_role("group", name="Ulagret tekst").get_by_role("button", name="Hent den fram").click()
    expect(page.locator(".conflict")).to_contain_text("Boliger")
    assert stored_title(tiltak) == "Boliger"


def test_a_warning_stands_before_leaving_with_unsaved_text(writer, context: BrowserContext, tiltak):
    asked = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    writer.on("dialog", stay)
    context.set_offline(True)
    write(title(writer), " i Namdal")
    with writer.expect_event("dialog"):
        writer.close(run_before_unload=True)
    expect(title(writer)).to_have_value(f"{stored_title(tiltak)} i Namdal")
    assert asked == ["beforeunload"]
    context.set_offline(False)


def test_who_may_no_longer_write_keeps_the_text(writer, tiltak):
    Person.objects.get(email=LEADER).memberships.all().delete()
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Teksten er tatt vare på i nettleseren.")
    expect(title(writer)).to_have_value(f"{stored_title(tiltak)} i Namdal")
