"""Whatever happens to the network, the sign-in or the server: what was typed is saved, waits, or is offered again."""

import pytest
from playwright.sync_api import BrowserContext, Dialog, Route, expect

from plans.models import FieldChange, Person
from tests.browser.writing.form import (
    COLLEAGUE,
    LEADER,
    PLAN,
    SECOND,
    form_of,
    lose_connection,
    pause,
    state,
    stored_title,
    title,
    write,
)

pytestmark = pytest.mark.browser


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
        if lost or route.request.method != "POST":
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


def test_a_sign_in_that_runs_out_in_the_middle_keeps_the_text(writer, context: BrowserContext, sign_in_by_form, tiltak):
    context.clear_cookies()
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Ikke lagret: Du er logget ut. Teksten er tatt vare på.")
    with writer.expect_popup() as opened:
        writer.get_by_role("link", name="Logg inn i en ny fane").click()
    sign_in_by_form(opened.value, LEADER)
    opened.value.close()
    writer.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert stored_title(tiltak).endswith(" i Namdal")


def test_a_draft_is_for_its_own_writer_alone(writer, context: BrowserContext, sign_in_by_form, tiltak):
    before = stored_title(tiltak)
    context.clear_cookies()
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Du er logget ut.")
    other = context.new_page()
    sign_in_by_form(other, COLLEAGUE)
    writer.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(title(writer))).to_contain_text("Nå er en annen logget inn i denne nettleseren.")
    other.goto(form_of(tiltak))
    expect(title(other)).to_have_value(before)
    expect(other.get_by_role("group", name="Ulagret tekst")).to_have_count(0)
    assert stored_title(tiltak) == before


def test_what_was_not_saved_is_offered_when_one_comes_back(writer, context: BrowserContext, sign_in_by_form, tiltak):
    before = stored_title(tiltak)
    lose_connection(writer)
    write(title(writer), " i Namdal")
    writer.close()
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
    lose_connection(writer)
    write(title(writer), " i Namdal")
    writer.close()
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


def test_text_that_waits_is_told_of_on_other_pages_to_its_writer(
    writer, context: BrowserContext, sign_in_by_form, tiltak, assert_accessible, assert_fits
):
    lose_connection(writer)
    write(title(writer), " i Namdal")
    writer.close()
    page = context.new_page()
    page.clock.resume()
    page.goto(PLAN)
    notice = page.get_by_role("region", name="Ulagret tekst")
    notice.get_by_text("Vis teksten").click()
    expect(notice).to_contain_text(f"{stored_title(tiltak)} i Namdal")
    assert_accessible(page, within='[aria-label="Ulagret tekst"]')
    notice.get_by_role("link", name="«Tittel» fra").click()
    expect(page.get_by_role("group", name="Ulagret tekst")).to_contain_text("Du har ulagret tekst fra")
    expect(notice).to_have_count(0)
    # Nobody else in the same browser hears of it.
    context.clear_cookies()
    sign_in_by_form(page, COLLEAGUE)
    page.goto(PLAN)
    expect(notice).to_have_count(0)
    context.clear_cookies()
    sign_in_by_form(page, LEADER)
    assert_fits(page)
    notice.get_by_text("Vis teksten").click()
    notice.get_by_role("button", name="Forkast teksten").click()
    expect(notice).to_have_count(0)
    page.reload()
    expect(notice).to_have_count(0)


def test_nothing_lies_in_the_browser_but_what_is_not_saved(writer, context: BrowserContext, tiltak):
    write(title(writer), " i Namdal")
    pause(writer)
    expect(state(title(writer))).to_contain_text("Lagret ")
    assert writer.evaluate("Object.keys(localStorage)") == []
    context.set_offline(True)
    write(title(writer), " og Lierne")
    assert len(writer.evaluate("Object.keys(localStorage)")) == 1
    context.set_offline(False)
