"""Reading a rendered page the way a browser with a screen reader does."""

from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

CONTROLS = "//input[not(@type='hidden')] | //select | //textarea"


@dataclass(frozen=True)
class Page:
    """A parsed page."""

    root: HtmlElement

    @classmethod
    def of(cls, content: bytes | str) -> "Page":
        """Parse a whole page or a fragment of one."""
        return cls(lxml.html.document_fromstring(content))

    def find(self, xpath: str) -> list[HtmlElement]:
        """Return the elements an XPath expression selects."""
        return list(self.root.xpath(xpath))

    def one(self, xpath: str) -> HtmlElement:
        """Return the only element an XPath expression selects."""
        found = self.find(xpath)
        assert len(found) == 1, f"{len(found)} elements match {xpath}"
        return found[0]

    def by_id(self, name: str) -> HtmlElement:
        """Return the only element with this id."""
        return self.one(f"//*[@id='{name}']")

    @property
    def controls(self) -> list[HtmlElement]:
        """Everything a person can fill in."""
        return self.find(CONTROLS)

    def name(self, control: HtmlElement) -> str:
        """Return what a control is called: the legends around it, then its own label."""
        legends = control.xpath("ancestor::fieldset/legend")
        return ": ".join(text(part) for part in [*legends, self.one(f"//label[@for='{control.get('id')}']")])

    def description(self, element: HtmlElement) -> str:
        """Return what is read aloud after an element's name; every id it names must be there."""
        return " ".join(text(self.by_id(name)) for name in (element.get("aria-describedby") or "").split())


def text(element: HtmlElement) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(str(element.text_content()).split())
