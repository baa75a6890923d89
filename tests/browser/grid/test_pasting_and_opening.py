"""Blocks from Excel and Word are seen before they are saved; a cell with several amounts is opened beside the grid."""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Tiltak
from tests.browser.grid.pages import BUDGET, COUNTY, KDD, OTHER, SPACE, cell, standing, stored
from tests.factories import put

pytestmark = pytest.mark.browser

PASTE = """([text, html]) => {
  const data = new DataTransfer();
  if (text) data.setData("text/plain", text);
  if (html) data.setData("text/html", html);
  const paste = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
}"""
#: As Excel for Windows puts it on the clipboard, shortened.
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><style>td {mso-number-format:General;}</style></head><body><table border=0><!--StartFragment--><col width=64>
<tr height=20><td>Tiltak</td><td class=xl65>Fylkeskommunen</td><td>Sum</td></tr>
<tr height=20><td>1.1 Omdømmebygging</td><td x:num="250000">&nbsp;250&nbsp;000 kr </td><td>250 000</td></tr>
<tr height=20><td>1.2</td><td>ca. 200</td><td></td></tr><!--EndFragment--></table></body></html>"""
#: As Word does: paragraphs and empty namespaces in each cell, and a merged head.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<table class=MsoTableGrid><tr><td colspan=2><p class=MsoNormal>Finansieringskilder<o:p></o:p></p></td></tr>
<tr><td rowspan=2><p>Omdømme-</p><p>bygging</p></td>
<td style='width:10%'><p class=MsoNormal>1<span>&nbsp;</span>000<sup>1)</sup><o:p></o:p></p></td></tr>
<tr><td><p>2&nbsp;000<br></p></td></tr></table><!--EndFragment--></body></html>"""


def paste(page: Page, text: str = "", html: str = "") -> None:
    # It goes to where one stands, and closing a dialog takes a moment to lead back there.
    expect(page.locator("#belop td:focus")).to_have_count(1)
    page.evaluate(PASTE, [text, html])


def test_a_block_from_excel_is_seen_saved_as_one_and_undone_as_one(writer: Page, plan, assert_accessible, assert_fits):
    cell(writer, "1.4", KDD).click()
    paste(writer, html=EXCEL)
    seen = writer.get_by_role("dialog", name="Lim inn 1 beløp?")
    expect(seen.get_by_role("row").nth(1)).to_have_text(f"1.1 Omdømmebygging, Fylkeskommunentomt250{SPACE}000")
    expect(seen).to_contain_text("Rad 3, kolonne Fylkeskommunen: «ca. 200» er ikke et beløp.")
    expect(seen).to_contain_text("Kolonnen «Sum» er en sum og er utelatt.")
    writer.clock.resume()
    assert_accessible(writer, within="dialog[open]")
    assert_fits(writer)
    first = Tiltak.objects.get(plan=plan, delmaal__number=1, position=1)
    assert stored(first) == [("kdd", "planlagt", 500_000)]
    seen.get_by_role("button", name="Lim inn 1 beløp").click()
    expect(standing(writer)).to_contain_text("limt inn")
    expect(cell(writer, "1.1", COUNTY)).to_have_text(f"250{SPACE}000")
    expect(writer.locator("#belop [data-state]")).to_have_count(0)
    assert stored(first) == [("kdd", "planlagt", 500_000), ("fylkeskommune", "planlagt", 250_000)]
    writer.keyboard.press("Control+z")
    expect(cell(writer, "1.1", COUNTY)).to_have_text("")
    expect(writer.locator("#belop [data-state]")).to_have_count(0)
    assert stored(first) == [("kdd", "planlagt", 500_000)]


def test_a_block_goes_down_from_where_one_stands_in_one_step(writer: Page, plan):
    sent: list[str] = []
    writer.on("request", lambda one: sent.append(one.method) if one.url.endswith("/ruter/") else None)
    cell(writer, "1.1", OTHER).click()
    paste(writer, "1 000\r\n\r\n3 000\r\n")
    seen = writer.get_by_role("dialog", name="Lim inn 2 beløp?")
    expect(seen).to_be_visible()
    seen.get_by_role("button", name="Lim inn 2 beløp").click()
    expect(writer.locator("#belop [data-state]")).to_have_count(0)
    expect(cell(writer, "1.3", OTHER)).to_have_text(f"3{SPACE}000")
    assert sent == ["POST"]
    assert stored(Tiltak.objects.get(plan=plan, delmaal__number=1, position=3)) == [("annet", "planlagt", 3_000)]
    # Put away, nothing is pasted; one amount alone is typed.
    paste(writer, "7\r\n8\r\n")
    writer.keyboard.press("Escape")
    expect(cell(writer, "1.1", OTHER)).to_have_text(f"1{SPACE}000")
    paste(writer, "9 000")
    expect(cell(writer, "1.1", OTHER)).to_have_text(f"9{SPACE}000")


def test_tables_of_word_and_excel_are_read(writer: Page):
    read = "async html => (await import('/static/js/grid/pasting.js')).readHtml(html)"
    assert writer.evaluate(read, EXCEL) == [
        ["Tiltak", "Fylkeskommunen", "Sum"],
        ["1.1 Omdømmebygging", "250 000 kr", "250 000"],
        ["1.2", "ca. 200", ""],
    ]
    assert writer.evaluate(read, WORD) == [
        ["Finansieringskilder", None],
        ["Omdømme- bygging", "1 000"],
        [None, "2 000"],
    ]
    assert writer.evaluate(read, "<p>Ingen tabell</p>") is None


def test_a_cell_with_several_amounts_is_opened_and_saved_beside_the_grid(writer: Page, tiltak, assert_accessible):
    put(tiltak, 700, certainty="innvilget")
    put(tiltak, 300, certainty="sokt")
    writer.goto(BUDGET)
    here = cell(writer, "1.3", KDD)
    expect(here.locator(".certainty")).to_have_text(["300 søkt", "700 innvilget"])
    here.click()
    # Typing does not guess which of them is meant.
    writer.keyboard.type("5")
    panel = writer.get_by_role("dialog")
    expect(panel.get_by_role("heading", level=2).first).to_have_text(f"1.3 {tiltak.title}, KDD 13.50 post 66")
    writer.clock.resume()
    assert_accessible(writer, within="dialog[open]")
    panel.get_by_label("KDD 13.50 post 66 (søkt) i 2025, beløp").fill("mye")
    panel.get_by_role("button", name="Lagre beløpene").click()
    expect(panel).to_contain_text("Forstår ikke beløpet «mye».")
    panel.get_by_label("KDD 13.50 post 66 (søkt) i 2025, beløp").fill("400")
    panel.get_by_label("KDD 13.50 post 66 (innvilget) i 2025, merknad").fill("brev 1")
    panel.get_by_role("button", name="Lagre beløpene").click()
    expect(panel).to_have_count(0)
    expect(here).to_be_focused()
    expect(here.locator(".certainty")).to_have_text(["400 søkt", "700 innvilget"])
    assert stored(tiltak) == [("kdd", "innvilget", 700), ("kdd", "sokt", 400)]
    writer.keyboard.press("Control+z")
    expect(here.locator(".certainty")).to_have_text(["300 søkt", "700 innvilget"])
    expect(writer.locator("#belop [data-state]")).to_have_count(0)
    assert stored(tiltak) == [("kdd", "innvilget", 700), ("kdd", "sokt", 300)]
    assert tiltak.lines.get(certainty="innvilget").note == ""


def test_sums_leave_out_what_is_applied_for_where_one_asks_for_it(writer: Page, tiltak):
    put(tiltak, 700, certainty="innvilget")
    put(tiltak, 300, certainty="sokt")
    writer.goto(BUDGET)
    writer.get_by_role("link", name="uten søkte").click()
    expect(cell(writer, "1.3", KDD)).to_contain_text("700")
    expect(cell(writer, "1.3", KDD)).to_contain_text("300 søkt")
    expect(cell(writer, "1.3", -1)).to_contain_text("700")
    writer.get_by_role("link", name="bare innvilget").click()
    expect(cell(writer, "Sum", KDD)).to_contain_text("700")
    expect(writer.locator("#del-7")).to_contain_text(f"8{SPACE}151{SPACE}000")
