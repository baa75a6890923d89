"""A plan in Word is read: from the pilot's page to what was understood, answered and looked at beside its source."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.models import Person, Plan
from reporting.models import Received
from reporting.rendering import queue
from tests.browser.conftest import WIDE, AssertAccessible
from tests.received import STRAY, document, read, read_here
from tests.reporting.intake.plan_file import GOALS

pytestmark = pytest.mark.browser


def test_a_plan_in_word_is_read_and_looked_through(
    page: Page, sign_in: Any, plan: Plan, tmp_path: Path, assert_accessible: AssertAccessible, assert_fits: Any
) -> None:
    queue.begin("arbeider", timezone.now())
    file = tmp_path / "handlingsplan fra i fjor.docx"
    file.write_bytes(document())
    sign_in(page, "prosjektleder@demo.example")
    page.goto("/indre-namdal/")
    page.get_by_role("link", name="Les inn en plan").click()
    page.get_by_label("Fil med handlingsplanen").set_input_files(file)
    page.get_by_role("button", name="Les filen").click()
    expect(page.get_by_text("Filen leses nå.")).to_be_visible()
    assert_accessible(page, "light")
    # The worker reads it, and the page that waits goes on by itself.
    row = read_here(Received.objects.get())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handlingsplan 2025")
    look(page, assert_accessible, assert_fits)

    question = page.get_by_role("group", name="«(300 00)»")
    question.get_by_text("300 000 kr, som de andre").click()
    page.get_by_role("button", name="Lagre svarene").click()
    expect(page.get_by_text("Filen leses nå.")).to_be_visible()
    read_here(row)
    expect(question.get_by_role("radio", name="300 000 kr, som de andre")).to_be_checked()
    select = page.get_by_label("Legg det under")
    select.select_option("plan/svar/rammer")
    page.locator("#uten-plass").get_by_role("button", name="Lagre", exact=True).click()
    expect(page.get_by_text("0 av 1 igjen")).to_be_visible()
    expect(select).to_have_value("plan/svar/rammer")

    page.get_by_role("navigation", name="Det som er lest").get_by_role("link", name="Kontroll").click()
    expect(page.get_by_text("Totalen i raden er")).to_be_visible()
    assert_accessible(page, "light")
    page.locator(".finding", has_text="Totalen i raden er").get_by_role("link").click()
    expect(page.locator("tr:target")).to_contain_text("400 000")
    expect(page.locator(".received-side", has_text=STRAY)).to_contain_text("Lagt hit av dere.")
    look(page, assert_accessible, assert_fits)

    page.get_by_role("link", name="Forstått").click()
    page.get_by_role("button", name="Slett filen").click()
    expect(page.get_by_text("«handlingsplan fra i fjor.docx» er slettet.")).to_be_visible()
    assert not Received.objects.exists()


def test_it_is_taken_in_and_undone(
    page: Page, sign_in: Any, plan: Plan, by: Person, assert_accessible: AssertAccessible, assert_fits: Any
) -> None:
    row = read(plan.agreement.pilot, by)
    sign_in(page, by.email)
    page.goto(f"/indre-namdal/les-inn/{row.pk}/")
    page.get_by_role("link", name="Se hva som blir tatt inn").click()
    # The year of the document has a plan: what would change in it.
    expect(page.get_by_role("heading", level=1)).to_have_text("Ta inn i planen for 2025")
    look(page, assert_accessible, assert_fits)
    page.get_by_role("navigation", name="Hvilken plan").get_by_role("link", name="2027").click()
    for goal in GOALS:
        page.get_by_label(goal).check()
    page.get_by_role("button", name="Lag planen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Planen er laget")
    assert_accessible(page, "light")
    page.get_by_role("link", name="Til planen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handlingsplan 2027 for Indre Namdal")
    page.get_by_text("Mer om planen").click()
    page.get_by_role("link", name="Lest inn fra fil").click()
    page.get_by_role("button", name="Angre alt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Innlesingen er angret")


def look(page: Page, assert_accessible: AssertAccessible, assert_fits: Any) -> None:
    """The page is accessible in both colour schemes, and fits on a phone."""
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
