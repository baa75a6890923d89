"""The budget grid as one meets it: its cells, what is said below it, and what the database has."""

from playwright.sync_api import Locator, Page

from plans.models import Tiltak

LEADER = "prosjektleder@demo.example"
COLLEAGUE = "medarbeider@demo.example"
BUDGET = "/indre-namdal/2025/budsjett/"
SECOND = 1000
SPACE = "\N{NO-BREAK SPACE}"
#: The columns of the demo plan.
KDD, OWN, COUNTY, STATE, PUBLIC, OTHER, SUM = range(7)


def row(page: Page, label: str) -> Locator:
    return page.locator(f'#belop tr[data-label^="{label}"]')


def cell(page: Page, label: str, column: int) -> Locator:
    return row(page, label).locator("td").nth(column)


def standing(page: Page) -> Locator:
    """The line that says how it stands with the grid."""
    return page.locator(".grid-frame .grid-standing").first


def pause(page: Page, milliseconds: int = 2 * SECOND) -> None:
    page.clock.run_for(milliseconds)


def stored(tiltak: Tiltak) -> list[tuple[str, str, int]]:
    """Source, certainty and kroner of every amount of a tiltak."""
    lines = tiltak.lines.order_by("source__position", "certainty")
    return list(lines.values_list("source__key", "certainty", "kroner"))
