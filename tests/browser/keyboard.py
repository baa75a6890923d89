"""Doing everything from the keyboard, as who cannot use a mouse: no pointer, no filling in from outside."""

import pytest
from playwright.sync_api import ElementHandle, Error, Locator, Page

#: More stops than any page has between two places.
MOST_STOPS = 400
FOCUS = "one => !one.isConnected ? 'gone' : one === document.activeElement ? 'there' : 'elsewhere'"


def press_until(page: Page, key: str, goal: Locator) -> None:
    """Press a key until an element has focus. Fails when it never gets it."""
    # Finding an element by its name looks through the whole page, so it is found again only when it has been replaced.
    found = None
    for _ in range(MOST_STOPS):
        found = found or goal.element_handle()
        focus = _focus(found)
        if focus == "there":
            return
        if focus == "gone":
            found = None
        else:
            page.keyboard.press(key)
    pytest.fail(f"{key} never reached {goal}")


def _focus(element: ElementHandle) -> str:
    """Return "there" where an element has focus, "elsewhere", or "gone" where it is no longer in the page."""
    try:
        return str(element.evaluate(FOCUS))
    except Error:  # the page it stood in has been left
        return "gone"


class Keyboard:
    """A person at the keys. Each step goes on from where the last one left the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, goal: Locator) -> None:
        """Go to an element with Tab."""
        press_until(self.page, "Tab", goal)

    def follow(self, link: str, *, exact: bool = True) -> None:
        """Go to a link and open it."""
        self.reach(self.page.get_by_role("link", name=link, exact=exact))
        self.page.keyboard.press("Enter")

    def press(self, button: str) -> None:
        """Go to a button and press it."""
        self.reach(self.page.get_by_role("main").get_by_role("button", name=button, exact=True))
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Go to a box and write in it; Tab has marked what stood there, so it is written over."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def choose(self, group: str, choice: str) -> None:
        """Go to a group of radio buttons, and with the arrows to the one whose name begins so."""
        radios = self.page.get_by_role("group", name=group).get_by_role("radio")
        wanted = self.page.get_by_role("group", name=group).get_by_role("radio", name=choice)
        names = radios.count()
        for _ in range(MOST_STOPS):
            if radios.evaluate_all("radios => radios.includes(document.activeElement)"):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in range(names):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"No arrow reached {choice}")

    def tick(self, label: str) -> None:
        """Go to a checkbox and tick it."""
        self.reach(self.page.get_by_role("checkbox", name=label))
        self.page.keyboard.press("Space")
