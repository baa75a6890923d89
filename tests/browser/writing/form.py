"""The form of a tiltak as a writer meets it, with a clock that stands still until a test moves it."""

import datetime

from django.utils import timezone
from playwright.sync_api import Locator, Page

from plans.models import Tiltak

LEADER = "prosjektleder@demo.example"
COLLEAGUE = "medarbeider@demo.example"
PLAN = "/indre-namdal/2025/"
SECOND = 1000


def at_form(page: Page, sign_in, email: str, tiltak: Tiltak) -> Page:
    page.clock.install()
    sign_in(page, email)
    page.goto(form_of(tiltak))
    # The fields save themselves from now on.
    page.locator(".edit-standing").wait_for(state="attached")
    page.clock.pause_at(timezone.now() + datetime.timedelta(minutes=5))
    return page


def form_of(tiltak: Tiltak) -> str:
    return f"{PLAN}tiltak/{tiltak.uid}/rediger/"


def title(page: Page) -> Locator:
    return page.get_by_label("Tittel", exact=True)


def text(page: Page) -> Locator:
    return page.get_by_label("Beskriv overordnet hva tiltaket går ut på")


def state(field: Locator) -> Locator:
    """The line under a field that says how it stands with it."""
    return field.locator("xpath=ancestor::*[@data-save][1]").locator(".save-state")


def stored_title(tiltak: Tiltak) -> str:
    return Tiltak.objects.get(pk=tiltak.pk).title


def stored_text(tiltak: Tiltak) -> str:
    return tiltak.answers.get(prompt__key="beskrivelse").html


def write(field: Locator, words: str) -> None:
    """Type words at the end of a field."""
    field.press("Control+End")
    field.press_sequentially(words)


def stand(field: Locator, place: int) -> None:
    """Put the cursor after so many characters of the editor's text, which begins with a paragraph of at least as many.

    By the editor itself and not by keys: for a moment after typing it puts the cursor back where it was, and keys that
    are pressed faster than by any hand may come before that.
    """
    field.focus()
    pause(field.page, 100)  # its clock stands still here
    field.evaluate("(text, place) => text.editor.commands.setTextSelection(place + 1)", place)


def cursor(field: Locator) -> int:
    """Return after how many characters of the editor's text the cursor stands."""
    script = """text => {
      const before = document.createRange();
      before.setStart(text, 0);
      before.setEnd(getSelection().anchorNode, getSelection().anchorOffset);
      return before.toString().length;
    }"""
    return int(field.evaluate(script))


def hear_nothing(page: Page) -> None:
    """Let this page get no answer when it asks what others have saved, as it also does on going to a field."""
    page.route("**/samskriving/", lambda route: route.fulfill(status=204))


def lose_connection(page: Page) -> None:
    """Let nothing of this page reach the server any more, not even what a browser sends on behalf of a closed page."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no connection')); }")


def pause(page: Page, milliseconds: int = SECOND) -> None:
    page.clock.run_for(milliseconds)
