"""How axe looks at a long page: at two texts of each kind, which finds the one text that is unlike the others."""

import pytest
from playwright.sync_api import Page

#: The text of one tiltak among many becomes paler than anybody can read.
PALE = """() => {
  const field = document.querySelectorAll("[data-field^=tiltak][data-field$=beskrivelse]")[9];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`[data-field="${field.dataset.field}"] p { color: rgb(120 120 120 / .5) }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

pytestmark = pytest.mark.browser


def test_one_pale_text_in_a_long_page_is_found(page: Page, sign_in, assert_accessible):
    sign_in(page, "prosjektleder@demo.example")
    page.goto("/indre-namdal/2025/")
    page.evaluate(PALE)
    for scheme in ("light", "dark"):
        with pytest.raises(AssertionError, match="color-contrast"):
            assert_accessible(page, scheme)
