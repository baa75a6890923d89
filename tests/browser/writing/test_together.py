"""Two who write: in two fields, in one field, and aware of each other."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Page, Route, expect

from plans.models import FieldChange, Presence, Tiltak
from plans.services.presence import GONE_AFTER
from tests.browser.writing.form import (
    COLLEAGUE,
    SECOND,
    cursor,
    hear_nothing,
    pause,
    stand,
    state,
    stored_text,
    stored_title,
    text,
    title,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]


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
    """The writer's page after both have written in the same field, the colleague first, without hearing of it."""
    hear_nothing(writer)
    write(text(colleague), " Slik slutter det.")
    pause(colleague)
    expect(state(text(colleague))).to_contain_text("Lagret ")
    stand(text(writer), 0)
    text(writer).press_sequentially("Slik begynner det. ")
    pause(writer)
    expect(writer.locator(".conflict")).to_contain_text("lagret noe annet her kl.")
    writer.unroute("**/samskriving/")
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
    expect(text(collided)).to_have_text(value_with("Slik slutter det.", "Slik begynner det."))
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


# Company


def test_one_sees_who_writes_where_and_when_they_have_gone(writer, colleague, tiltak):
    # Whoever asks before the server has heard of her hears nothing.
    with colleague.expect_response(lambda answer: b"svar/beskrivelse" in (answer.request.post_data_buffer or b"")):
        text(colleague).focus()
    title(writer).focus()
    pause(writer, 8 * SECOND)
    expect(writer.get_by_text("Aslak Lifjelldal redigerer tiltak 4.1.")).to_be_visible()
    expect(text(writer).locator("xpath=ancestor::*[@data-save][1]")).to_contain_text("Aslak Lifjelldal skriver her nå")
    colleague.close()
    Presence.objects.filter(person__email=COLLEAGUE).update(at=timezone.now() - GONE_AFTER)
    pause(writer, 8 * SECOND)
    expect(writer.get_by_text("Aslak Lifjelldal redigerer")).to_have_count(0)
    expect(writer.get_by_text("Aslak Lifjelldal skriver her nå")).to_have_count(0)


def test_what_others_save_appears_without_reloading_and_the_cursor_stays(writer, colleague, tiltak):
    field = text(writer)
    stand(field, 9)
    before = field.text_content()
    write(text(colleague), " Slik slutter det.")
    stand(text(colleague), 0)
    text(colleague).press_sequentially("Ny start. ")
    pause(colleague)
    expect(state(text(colleague))).to_contain_text("Lagret ")
    pause(writer, 8 * SECOND)
    expect(field).to_have_text(f"Ny start. {before} Slik slutter det.")
    expect(state(field)).to_contain_text("Endret av Aslak Lifjelldal")
    assert cursor(field) == 9 + len("Ny start. ")
    # One goes on from there, and there is no conflict.
    field.press_sequentially("MITT")
    pause(writer)
    expect(state(field)).to_contain_text("Lagret ")
    assert "Ny start. " in stored_text(tiltak)
    assert "MITT" in stored_text(tiltak)


def test_what_others_save_never_touches_what_one_is_writing(writer, colleague, tiltak):
    write(title(writer), " mitt")
    title(colleague).fill("Ditt")
    pause(colleague)
    expect(state(title(colleague))).to_contain_text("Lagret ")
    typed = title(writer).input_value()
    with writer.expect_response("**/samskriving/"):
        writer.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(title(writer)).to_have_value(typed)
    expect(writer.locator(".conflict")).to_contain_text("Ditt")


def test_what_was_asked_for_before_ones_own_save_comes_too_late(writer, colleague, tiltak):
    title(colleague).fill("Ditt")
    pause(colleague)
    expect(state(title(colleague))).to_contain_text("Lagret ")
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if route.request.method == "GET":
            held.append((route, route.fetch()))
        else:
            route.continue_()

    writer.route("**/felt/**/title/", hold)
    with writer.expect_request(lambda request: request.method == "GET" and request.url.endswith("/title/")):
        pause(writer, 8 * SECOND)
    title(writer).fill("Mitt")
    pause(writer)
    writer.get_by_role("button", name="Bruk min").click()
    expect(state(title(writer))).to_contain_text("Lagret ")
    route, response = held[0]
    with writer.expect_response(lambda answer: answer.request.method == "GET" and answer.url.endswith("/title/")):
        route.fulfill(response=response)
    # A save after it shows that the answer has been read by now.
    write(title(writer), " igjen")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Lagret ")
    expect(title(writer)).to_have_value("Mitt igjen")
    assert stored_title(tiltak) == "Mitt igjen"
