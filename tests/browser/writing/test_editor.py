"""The editor: everything the subset has is written by keyboard, and nothing else comes in."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from plans.models import Tiltak
from plans.richtext import normalise
from tests.browser.writing.form import pause, state, stored_text, text
from tests.pictures import png
from tests.plans.richtext_samples import SHA
from tests.plans.test_richtext_paste import WORD_LISTS

pytestmark = pytest.mark.browser

#: Texts in normal form that together hold everything a text may hold.
WHOLE = (
    "<p>Ett</p>",
    '<h3>Stor <a href="https://x.no/?a=1&amp;b=2">lenke</a></h3><h4>Mindre</h4><p>a\u00a0b <strong>c</strong> d</p>',
    '<p>Se <a href="https://x.no">her, <strong>fet</strong></a> og <a href="mailto:a@b.no">der</a>.</p>',
    '<ul><li>a<ol start="4"><li>b</li><li>c</li></ol></li><li><strong>d</strong></li></ul><ol><li>e</li></ol>',
    "<table><thead><tr><th>År</th><th>Kroner</th></tr></thead><tbody><tr><td>2025</td><td></td></tr></tbody></table>",
    "<table><tbody><tr><td>uten</td><td><strong>hode</strong></td></tr></tbody></table><p>etter</p>",
    f'<figure data-sha256="{SHA}"></figure><p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>',
)


def paste(page: Page, html: str) -> None:
    """Paste HTML where the cursor stands, as a browser does it."""
    script = """html => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
    }"""
    with page.expect_response("**/innliming/"):
        page.evaluate(script, html)


def upload(data: bytes) -> FilePayload:
    return FilePayload(name="kart.png", mimeType="image/png", buffer=data)


def empty(page: Page) -> None:
    text(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def saved(page: Page, tiltak: Tiltak) -> str:
    pause(page)
    expect(state(text(page))).to_contain_text("Lagret ")
    return stored_text(tiltak)


def test_everything_a_text_may_hold_goes_through_the_editor_unchanged(writer: Page):
    script = """(text, htmls) => htmls.map((html) => {
      text.closest("rich-text").value = html;
      return text.editor.getHTML();
    })"""
    assert [normalise(html) for html in WHOLE] == list(WHOLE)
    shown = text(writer).evaluate(script, list(WHOLE))
    assert [normalise(html) for html in shown] == list(WHOLE)


def test_a_text_is_written_by_keyboard_alone(writer: Page, tiltak, assert_accessible, assert_fits):
    empty(writer)
    keys = writer.keyboard
    keys.type("Mål")
    keys.press("Alt+F10")
    expect(writer.get_by_role("toolbar").get_by_role("button", name="Halvfet").first).to_be_focused()
    keys.press("ArrowRight")
    keys.press("Enter")
    heading = writer.get_by_role("button", name="Overskrift", exact=True).and_(writer.locator(":focus"))
    expect(heading).to_have_attribute("aria-pressed", "true")
    keys.press("Escape")
    expect(text(writer)).to_be_focused()
    keys.press("End")
    keys.press("Enter")
    keys.press("Control+b")
    keys.type("Tre")
    keys.press("Control+b")
    keys.type(" ting")
    keys.press("Enter")
    keys.type("- en")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("under")
    keys.press("Enter")
    keys.press("Tab")
    # There are two levels: Tab has moved on from the text, and Shift+Tab comes back.
    expect(text(writer)).not_to_be_focused()
    text(writer).focus()
    keys.press("Control+End")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Control+k")
    writer.get_by_label("Adresse").fill("tull")
    keys.press("Enter")
    expect(writer.get_by_role("dialog")).to_contain_text("Skriv en adresse som begynner med https://")
    writer.clock.resume()
    assert_accessible(writer)
    writer.get_by_label("Adresse").fill("www.kdd.no")
    writer.get_by_label("Tekst som vises").fill("KDD")
    keys.press("Enter")
    expect(writer.get_by_role("dialog")).to_have_count(0)
    assert saved(writer, tiltak) == (
        "<h3>Mål</h3><p><strong>Tre</strong> ting</p><ul><li>en<ul><li>under</li></ul></li></ul>"
        '<p><a href="https://www.kdd.no">KDD</a></p>'
    )
    keys.press("Enter")
    text(writer).locator("xpath=ancestor::rich-text").get_by_role("button", name="Tabell", exact=True).click()
    keys.type("År")
    keys.press("Tab")
    keys.type("Kroner")
    keys.press("Tab")
    keys.type("Merknad")
    keys.press("Shift+Tab")
    keys.press("Enter")
    keys.type("10")
    expect(writer.get_by_role("group", name="Tabellen")).to_be_visible()
    assert_accessible(writer)
    assert saved(writer, tiltak).endswith(
        "<table><thead><tr><th>År</th><th>Kroner</th><th>Merknad</th></tr></thead>"
        "<tbody><tr><td></td><td>10</td><td></td></tr><tr><td></td><td></td><td></td></tr></tbody></table>"
    )
    # What is being written is not tidied away under the writer's hands.
    expect(text(writer).locator("tr")).to_have_count(3)
    keys.press("Escape")
    expect(text(writer)).not_to_be_focused()
    assert_fits(writer)


def test_what_is_pasted_from_word_comes_as_ours_and_in_a_cell_as_one_line(writer: Page, tiltak):
    empty(writer)
    paste(writer, WORD_LISTS)
    expect(text(writer).locator("ul ul li")).to_have_count(2)
    assert saved(writer, tiltak) == normalise(WORD_LISTS)
    text(writer).locator("td").first.click()
    writer.keyboard.press("End")
    paste(writer, "<p>ett</p><ul><li>to</li></ul>")
    expect(text(writer).locator("td").first).to_have_text("Årett to")
    paste(writer, "<img src=x onerror=alert(1)><script>alert(1)</script><b onclick=alert(1)>fet</b>")
    expect(text(writer).locator("td").first).to_have_text("Årett tofet")
    assert "<td>Årett to<strong>fet</strong></td>" in saved(writer, tiltak)


def test_a_figure_is_added_from_the_editor_and_chosen_again(writer: Page, plan, tiltak, assert_accessible):
    empty(writer)
    figure = text(writer).locator("xpath=ancestor::rich-text").get_by_role("button", name="Figur", exact=True)
    figure.click()
    window = writer.get_by_role("dialog")
    window.get_by_label("En ny figur …").check()
    window.get_by_role("button", name="Sett inn").click()
    expect(window).to_contain_text("Velg et bilde.")
    expect(window).to_contain_text("En figur må ha en alternativ tekst.")
    writer.clock.resume()
    assert_accessible(writer)
    window.get_by_label("Bilde", exact=True).set_input_files(
        FilePayload(name="a.svg", mimeType="image/png", buffer=b"<svg/>")
    )
    window.get_by_label("Alternativ tekst").fill("Et kart")
    window.get_by_role("button", name="Sett inn").click()
    expect(window).to_contain_text("Bruk PNG, JPEG eller WebP.")
    window.get_by_label("Bilde", exact=True).set_input_files(
        FilePayload(name="a.png", mimeType="image/png", buffer=png())
    )
    window.get_by_role("button", name="Sett inn").click()
    expect(window).to_have_count(0)
    expect(text(writer).get_by_role("img", name="Et kart")).to_be_visible()
    added = plan.figures.get(alt="Et kart")
    assert saved(writer, tiltak) == f'<figure data-sha256="{added.blob_id}"></figure>'
    figure.click()
    expect(window.get_by_role("radio")).to_have_count(plan.figures.count() + 1)
