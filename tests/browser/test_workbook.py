"""Reading a workbook back with the keyboard: file, every change, a collision, save and undo; axe, phone, dark."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.models import Person, Plan
from tests.browser.conftest import WIDE
from tests.workbooks import FIRST_ROW, FIRST_SOURCE, address, book_of, changed, reading, saved

pytestmark = pytest.mark.browser
LEADER = "prosjektleder@demo.example"


def test_a_workbook_is_read_saved_and_undone(
    plan: Plan, page: Page, sign_in, assert_accessible, assert_fits, reported: list[str], tmp_path: Path
) -> None:
    book, file = book_of(plan), tmp_path / "budsjett.xlsx"
    for row, kroner in enumerate((222, 333, "mange"), start=FIRST_ROW):
        book["Beløp"].cell(row, FIRST_SOURCE).value = kroner
    file.write_bytes(saved(book))
    # The same cell is changed in the portal after the workbook was fetched.
    earlier = reading(plan, changed(plan, 111), Person.objects.get(email=LEADER))
    sign_in(page, LEADER)
    page.goto(reverse("workbook", kwargs={**address(plan), "pk": earlier.pk}))
    page.get_by_role("button", name="Lagre i planen").press("Enter")
    expect(page.get_by_text("Ett beløp i planen er endret.")).to_be_visible()

    page.goto(reverse("budget", kwargs=address(plan)))
    page.get_by_role("link", name="Les inn Excel").press("Enter")
    page.get_by_label("Excel-fil").set_input_files(file)
    page.get_by_role("button", name="Les filen").press("Enter")
    expect(page.get_by_role("heading", name="Kunne ikke leses (1)")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lagre i planen").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Velg hvilket beløp som skal stå")
    assert "422" in reported.pop()
    page.get_by_label("Bruk filens").press("Space")
    page.get_by_role("button", name="Lagre i planen").press("Enter")
    expect(page.get_by_text("2 beløp i planen er endret.")).to_be_visible()
    assert_accessible(page, "light")
    page.get_by_role("button", name="Angre alt").press("Enter")
    expect(page.get_by_text("Innlesingen er angret.")).to_be_visible()
    assert book_of(plan)["Beløp"].cell(FIRST_ROW, FIRST_SOURCE).value == 111
