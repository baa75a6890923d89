"""The job the portal is for: change a tiltak and an amount, see every table follow, and take the documents home.

Each journey is made with scripts and without.
"""

import datetime
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from budgets.models import BudgetLine
from plans.models import Tiltak
from tests.browser.writing.form import hear_nothing, state

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

LEADER = "prosjektleder@demo.example"
PLAN = "/indre-namdal/2025/"
BUDGET = f"{PLAN}budsjett/"
#: Milliseconds to wait for a document. It takes a few seconds; a busy machine is no mistake of the portal's.
MADE_WITHIN = 180_000


@pytest.fixture(scope="module", params=[True, False], ids=["med skript", "uten skript"])
def browser_context_args(browser_context_args: dict[str, Any], request: pytest.FixtureRequest) -> dict[str, Any]:
    """Every test of this file runs in a browser with scripts and in one without."""
    return {**browser_context_args, "java_script_enabled": request.param}


@pytest.fixture
def has_scripts(browser_context_args: dict[str, Any]) -> bool:
    """Whether this browser runs scripts."""
    return bool(browser_context_args["java_script_enabled"])


@pytest.fixture
def colleague(new_context: Any, sign_in: Any) -> Page:
    """A second browser in which somebody has signed in to the same plan."""
    page: Page = new_context().new_page()
    sign_in(page, LEADER)
    return page


def amounts(row: Locator) -> list[str]:
    """Return the amounts in a row, without its name, with ordinary spaces, and without the hours that one is worth."""
    texts = row.locator("td:not(.number)").all_inner_texts()
    return [
        re.sub("[ \\n][0-9\N{NO-BREAK SPACE}]+ timer$", "", text.strip()).replace("\N{NO-BREAK SPACE}", " ")
        for text in texts
    ]


def row(page: Page, table: str, name: str) -> Locator:
    """Return the row of a table that begins with a name."""
    head = page.get_by_role("rowheader", name=name, exact=True)
    return page.locator(f"#tabell-{table}").get_by_role("row").filter(has=head)


def open_form(page: Page, link: str) -> None:
    page.goto(PLAN)
    page.get_by_role("link", name=link, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Lagre").click()


def test_from_sign_in_to_the_documents(page: Page, sign_in_by_form, has_scripts, tmp_path):
    sign_in_by_form(page, LEADER)
    page.get_by_role("link", name="Indre Namdal 2025", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handlingsplan 2025 for Indre Namdal")

    # A tiltak's title and text.
    page.get_by_role("link", name="Rediger tiltak 1.1", exact=True).click()
    expect(page.get_by_label("Tittel")).to_have_value("Omdømmebygging")
    page.get_by_label("Tittel").fill("Omdømmebygging og bolyst")
    text = page.get_by_label("Beskriv overordnet hva tiltaket går ut på")
    if has_scripts:
        # As in a word processor.
        page.locator(".edit-standing").wait_for(state="attached")
        text.press("Control+End")
        for line in ("", "Nytt i år:", "- "):
            page.keyboard.press("Enter")
            page.keyboard.type(line)
        page.keyboard.press("Control+b")
        page.keyboard.type("Åpne dager")
        page.keyboard.press("Control+b")
        page.keyboard.type(" i alle kommunene")
        page.keyboard.press("Enter")
        page.keyboard.type("Film fra hverdagen")
    else:
        text.fill(text.input_value() + "\n\nNytt i år:\n\n- **Åpne dager** i alle kommunene\n- Film fra hverdagen")
    save(page)
    expect(page.get_by_text("Tiltaket er lagret.")).to_be_in_viewport()
    assert page.url.endswith(f"#tiltak-{Tiltak.objects.get(title='Omdømmebygging og bolyst').uid}")
    expect(page.get_by_role("heading", name="Tiltak 1.1: Omdømmebygging og bolyst")).to_be_in_viewport()
    new = page.get_by_role("listitem").filter(has_text="Åpne dager i alle kommunene")
    expect(new.locator("strong")).to_have_text("Åpne dager")

    # An amount, and one where there was none. Enter saves.
    page.get_by_role("link", name="Rediger beløp for tiltak 1.1", exact=True).click()
    expect(page.get_by_label("KDD 13.50 post 66 i 2025, beløp")).to_have_value("500\N{NO-BREAK SPACE}000")
    page.get_by_label("KDD 13.50 post 66 i 2025, beløp").fill("0,75 mill.")
    page.get_by_label("Kommunal egenandel i 2025, beløp").fill("25000")
    total = page.get_by_role("row", name="Sum 2025")
    if has_scripts:
        expect(total).to_have_text("Sum 2025 775\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr", use_inner_text=True)
    else:
        expect(total).to_be_hidden()
    page.get_by_label("Kommunal egenandel i 2025, beløp").press("Enter")

    # Every table follows.
    page.wait_for_url(f"**{BUDGET}")
    expect(page.get_by_text("Beløpene er lagret.")).to_be_in_viewport()
    assert amounts(row(page, "seksjon-3", "Omdømmebygging og bolyst")) == ["750 000"]
    assert amounts(row(page, "seksjon-3", "Til sammen").first) == ["2 050 000"]
    assert amounts(row(page, "seksjon-3", "Total bruk av bygdevekstmidler i 2025")) == ["6 400 000"]
    recruiting = "Rekruttering av relevant arbeidskraft"
    assert amounts(row(page, "seksjon-6", recruiting)) == ["5 050 000", "2 050 000", "1 500 000", "1 500 000"]
    assert amounts(row(page, "seksjon-6", "Sum")) == ["21 000 000", "8 400 000", "6 400 000", "6 200 000"]
    spread = ["5 980 000", "2 050 000", "730 000", "600 000", "2 000 000", "", "600 000"]
    assert amounts(row(page, "seksjon-7", recruiting)) == spread
    sums = ["16 270 000", "8 400 000", "2 670 000", "2 400 000", "2 100 000", "", "700 000"]
    assert amounts(row(page, "seksjon-7", "Sum")) == sums
    # The table of entries has the sum of all sources last.
    assert amounts(page.locator("#belop tfoot tr")) == [*sums[1:], sums[0]]
    assert amounts(page.locator("#belop tbody tr.row--group").first) == [*spread[1:], spread[0]]

    # The documents. The PDF, which takes seconds, is the same behind the same link without scripts.
    if has_scripts:
        words = words_of(download(page, "Last ned PDF", tmp_path, "handlingsplan-2025-indre-namdal.pdf"))
        for word in ("Tiltak 1: Omdømmebygging og bolyst", "Åpne dager i alle kommunene", "6 400 000", "16 270 000"):
            assert word in words
    workbook = openpyxl.load_workbook(
        download(page, "Last ned Excel", tmp_path, "budsjett-2025-indre-namdal.xlsx"), data_only=True
    )
    values = [{cell.value for cells in sheet for cell in cells} for sheet in workbook]
    for total_of_section in (6_400_000, 21_000_000, 16_270_000):
        assert any(total_of_section in found for found in values), total_of_section
    assert not any(15_995_000 in found for found in values)


def words_of(document: io.BytesIO) -> str:
    """Return all that a PDF says, with ordinary spaces."""
    with pdfplumber.open(document) as pdf:
        words = " ".join(" ".join((sheet.extract_text() or "").split()) for sheet in pdf.pages)
    return words.replace("\N{NO-BREAK SPACE}", " ")


def download(page: Page, link: str, folder: Path, name: str) -> io.BytesIO:
    """Return the file behind a link as it lands on the person's machine."""
    with page.expect_download(timeout=MADE_WITHIN) as expected:
        page.get_by_role("link", name=link, exact=True).click(timeout=MADE_WITHIN)
    assert expected.value.suggested_filename == name
    path = folder / name
    expected.value.save_as(path)
    content = path.read_bytes()
    assert content.startswith({"pdf": b"%PDF-", "xlsx": b"PK"}[name.rsplit(".")[-1]])
    return io.BytesIO(content)


def test_two_who_write_the_same_field_both_see_both(page: Page, colleague: Page, sign_in, reported, has_scripts):
    sign_in(page, LEADER)
    # Nobody hears of what the other saved before she saves herself: time stands still, and asking gets no answer.
    page.clock.install()
    hear_nothing(page)
    for one in (page, colleague):
        open_form(one, "Rediger tiltak 1.2")
        if has_scripts:
            one.locator(".edit-standing").wait_for(state="attached")
    page.clock.pause_at(timezone.now() + datetime.timedelta(minutes=5))
    colleague.get_by_label("Tittel").fill("Flere i jobb")
    colleague.get_by_label("Beskriv kort økonomisk ramme for tiltaket").fill("Første linje.\n\nAndre linje.")
    save(colleague)
    # A click does not wait for what scripts send: without this either of the two might come first.
    expect(colleague.get_by_text("Tiltaket er lagret.")).to_be_visible()
    page.get_by_label("Tittel").fill("Flere i arbeid i Namdal")
    page.get_by_label("Merknad til tidsrammen").fill("prøves i ett år")
    page.get_by_label("Beskriv kort økonomisk ramme for tiltaket").fill("Noe helt annet.")
    save(page)

    if has_scripts:
        # Each field on its own: what collided is shown at the field, the rest is saved. Choosing is a decision.
        expect(page.locator(".conflict")).to_have_count(2)
        expect(state(page.get_by_label("Merknad til tidsrammen"))).to_contain_text("Lagret ")
        assert Tiltak.objects.filter(title="Flere i jobb", time_text="prøves i ett år").count() == 1
        for left in (1, 0):
            page.get_by_role("button", name="Bruk min").first.click()
            expect(page.locator(".conflict")).to_have_count(left)
        save(page)
        expect(page.get_by_role("heading", name="Tiltak 1.2: Flere i arbeid i Namdal")).to_be_visible()
        forget_refusals(reported)
        return

    # Nothing was written, and both see what the other has, each in its place.
    assert Tiltak.objects.filter(title="Flere i jobb", time_text="men med ulike faser i arbeidet").count() == 1
    summary = page.get_by_role("group", name="Feil i skjemaet")
    expect(summary.get_by_role("link", name="Tittel: Noen andre har endret dette mens du skrev.")).to_be_visible()
    theirs = page.locator(".theirs")
    expect(theirs).to_have_count(2)
    expect(theirs.nth(0)).to_contain_text("Der står det nå: Flere i jobb", use_inner_text=True)
    expect(theirs.nth(1).locator(".theirs-value")).to_have_text("Første linje.\n\nAndre linje.", use_inner_text=True)
    expect(page.get_by_label("Tittel")).to_have_value("Flere i arbeid i Namdal")
    expect(page.get_by_label("Beskriv kort økonomisk ramme for tiltaket")).to_have_value("Noe helt annet.")

    # Saving again is a decision.
    save(page)
    expect(page.get_by_role("heading", name="Tiltak 1.2: Flere i arbeid i Namdal")).to_be_visible()
    forget_refusals(reported)


def test_two_who_write_in_the_same_empty_cell_collide(page: Page, colleague: Page, sign_in, reported):
    sign_in(page, LEADER)
    for one in (page, colleague):
        open_form(one, "Rediger beløp for tiltak 1.3")
    colleague.get_by_label("KDD 13.50 post 66 i 2025, beløp").fill("100 000")
    save(colleague)
    expect(colleague.get_by_text("Beløpene er lagret.")).to_be_visible()
    page.get_by_label("KDD 13.50 post 66 i 2025, beløp").fill("200 000")
    save(page)
    expect(page.locator(".theirs-value")).to_have_text("100\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr, planlagt")
    expect(page.get_by_label("KDD 13.50 post 66 i 2025, beløp")).to_have_value("200 000")
    lines = BudgetLine.objects.filter(tiltak__title__startswith="Brobygger")
    assert [line.kroner for line in lines] == [100_000]
    forget_refusals(reported)


def forget_refusals(reported: list[str]) -> None:
    """Chromium reports every answer that is 409 or 422; here that is what was asked for."""
    reported[:] = [text for text in reported if "409" not in text and "422" not in text]
