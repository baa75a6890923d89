"""From nothing to a printed plan: somebody who has never seen the portal, on a phone, with the keyboard alone.

An administrator makes the pilot and invites its leader; the leader follows her link, writes delmål, a plan, six tiltak
and a budget, invites a colleague for one delmål, and takes the PDF home. Every page on the way is kept as a picture
where the environment variable BYGDEVEKST_SCREENSHOTS names a folder for them.
"""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from budgets.models import BudgetLine
from plans.models import Membership, Tiltak
from plans.roles import Role
from tests.browser.conftest import NARROW
from tests.browser.keyboard import Keyboard, press_until

pytestmark = pytest.mark.browser

#: Milliseconds to wait for a document. It takes a few seconds; a busy machine is no mistake of the portal's.
MADE_WITHIN = 180_000
YEAR = timezone.localdate().year
LEADER, COLLEAGUE = "kari.li@eksempel.example", "ola.berg@eksempel.example"
PASSWORD = "Snøfonna ligger lenge i år"
GOALS = (
    ("Flere skal bo i Ytre Namdal", "Bosetting", ("Boliger til leie", "Vertskap for nye innbyggere")),
    ("Flere arbeidsplasser i havbruket", "Arbeidsplasser", ("Fagskole på kaia", "Lærlinger på tvers")),
    ("Trygge veier og ferjer", "Samferdsel", ("Ferje på kvelden", "Gang- og sykkelvei")),
)
#: Kroner of each tiltak in order: state money and own effort.
AMOUNTS = ((500_000, 50_000), (250_000, 25_000), (1_000_000, 0), (300_000, 150_000), (750_000, 75_000), (200_000, 0))


class Pictures:
    """Looks at every page: none is wider than the phone or has no heading. Keeps a picture of it, given a folder."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.number = 0

    def take(self, page: Page, name: str) -> None:
        """Look at the page as it stands, and keep it."""
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond == 0, f"{name} is {beyond} pixels too wide for {NARROW['width']}"
        self.number += 1
        if self.folder:
            page.screenshot(path=self.folder / f"{self.number:02}-{name}.png", full_page=True)


@pytest.fixture(scope="module")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Everybody here has a phone."""
    return {**browser_context_args, "viewport": NARROW}


@pytest.fixture
def pictures() -> Pictures:
    """The pictures of this run."""
    named = os.environ.get("BYGDEVEKST_SCREENSHOTS")
    if not named:
        return Pictures(None)
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return Pictures(folder)


@pytest.fixture
def somebody(new_context: Callable[..., BrowserContext], reported: list[str]) -> Callable[[], Page]:
    """A function that gives somebody new a phone where nobody has signed in."""

    def phone() -> Page:
        page = new_context().new_page()
        page.on("pageerror", lambda error: reported.append(str(error)))
        return page

    return phone


def sign_in(page: Page, email: str, password: str) -> None:
    keys = Keyboard(page)
    page.goto("/")
    keys.write("E-post", email)
    keys.write("Passord", password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()


def invite(page: Page, pictures: Pictures, email: str, name: str) -> str:
    """Write the address in the form that is open, send it, and return the link that the page then shows."""
    keys = Keyboard(page)
    keys.write("E-postadresse", email)
    pictures.take(page, name)
    keys.press("Send invitasjonen")
    expect(page.get_by_role("heading", name=email)).to_be_visible()
    pictures.take(page, f"{name}-sendt")
    return page.get_by_role("link", name="/invitasjon/").get_attribute("href") or ""


def accept(page: Page, pictures: Pictures, link: str, name: str, picture: str) -> None:
    """Open the link of a mail, and begin."""
    keys = Keyboard(page)
    page.goto(link)
    assert page.url.endswith("/invitasjon/")
    pictures.take(page, picture)
    keys.write("Navnet ditt", name)
    keys.write("Lag et passord", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Velkommen!")).to_be_visible()
    pictures.take(page, f"{picture}-forside")


def make_pilot(page: Page, pictures: Pictures, settings: Any) -> str:
    """As an administrator: the pilot, its agreement, its leader; return the leader's link."""
    keys = Keyboard(page)
    page.goto("/")
    pictures.take(page, "logg-inn")
    sign_in(page, "administrator@demo.example", settings.DEMO_PASSWORD)
    pictures.take(page, "administratorens-forside")
    keys.follow("Piloter")
    pictures.take(page, "piloter")
    keys.follow("Ny pilot")
    keys.write("Navn", "Ytre Namdal")
    keys.write("Kommuner", "")
    for line in ("5058 Åfjord", "5020 Osen"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    pictures.take(page, "ny-pilot")
    keys.press("Opprett piloten")
    keys.write("Første år", str(YEAR))
    keys.write("Siste år", str(YEAR + 3))
    pictures.take(page, "ny-avtale")
    keys.press("Legg inn avtalen")
    expect(page.get_by_role("radio", name="Prosjektleder")).to_be_checked()
    return invite(page, pictures, LEADER, "inviter-prosjektleder")


def write_goals(page: Page, pictures: Pictures) -> None:
    """From the front page, where it waits: the delmål of the agreement."""
    keys = Keyboard(page)
    keys.follow("Avtalen har ingen delmål (Ytre Namdal)")
    for number, (title, short, _) in enumerate(GOALS):
        if number:
            keys.follow("Legg til delmål")
        keys.write("Tittel", title)
        keys.write("Kort tittel", short)
        if not number:
            pictures.take(page, "nytt-delmal")
        page.keyboard.press("Enter")
        expect(page.get_by_role("listitem").filter(has_text=title).first).to_be_visible()
    pictures.take(page, "piloten-med-delmal")


def write_plan(page: Page, pictures: Pictures) -> None:
    """The plan of this year, and two tiltak under each delmål."""
    keys = Keyboard(page)
    keys.follow("Ny handlingsplan")
    pictures.take(page, "ny-plan")
    keys.press("Lag planen")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Handlingsplan {YEAR} for Ytre Namdal")
    pictures.take(page, "tom-plan")
    for number, (_, _, tiltak) in enumerate(GOALS, start=1):
        for title in tiltak:
            keys.follow(f"Nytt tiltak i delmål {number}")
            keys.write("Tittel", title)
            page.keyboard.press("Enter")
            expect(page.get_by_text("Tiltaket er lagt til.")).to_be_visible()
            if title == GOALS[0][2][0]:
                keys.write("Beskriv overordnet hva tiltaket går ut på", "Kommunene kjøper hus og leier dem ut.")
                page.keyboard.press("Control+s")
                expect(page.locator(".edit-standing")).to_contain_text("Alt er lagret")
                pictures.take(page, "nytt-tiltak")
                keys.press("Lagre tiltaket")
            else:
                # Enter in a line of text saves and goes back.
                keys.reach(page.get_by_label("Tittel", exact=True))
                page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name=re.compile(f": {title}$"))).to_be_visible()
    pictures.take(page, "plan-med-tiltak")


def write_budget(page: Page, pictures: Pictures) -> None:
    """State money and own effort of every tiltak."""
    keys = Keyboard(page)
    keys.follow("Budsjettet")
    pictures.take(page, "tomt-budsjett")
    titles = [title for _, _, tiltak in GOALS for title in tiltak]
    keys.reach(page.locator("#belop td").first)
    for title, (state, own) in zip(titles, AMOUNTS, strict=True):
        press_until(page, "ArrowDown", page.locator(f'#belop tr[data-label$="{title}"] td').first)
        page.keyboard.type(str(state))
        page.keyboard.press("Tab")
        if own:
            page.keyboard.type(str(own))
            page.keyboard.press("Enter")
        if title == titles[0]:
            pictures.take(page, "belop")
        page.keyboard.press("Home")
    expect(page.locator(".grid-standing").first).to_contain_text("Alt er lagret")
    # What is saved is what stands there.
    page.reload()
    pictures.take(page, "budsjett")
    foot = page.locator("#belop tfoot").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    for total in ("3 000 000", "300 000", "3 300 000"):
        assert total in foot


def print_pdf(page: Page, pictures: Pictures, folder: Path) -> str:
    """Download the PDF and return its words."""
    keys = Keyboard(page)
    with page.expect_download(timeout=MADE_WITHIN) as expected:
        keys.follow("Last ned PDF")
    assert expected.value.suggested_filename == f"handlingsplan-{YEAR}-ytre-namdal.pdf"
    path = folder / "plan.pdf"
    expected.value.save_as(path)
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as pdf:
        words = " ".join(sheet.extract_text() or "" for sheet in pdf.pages)
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_new_pilot_from_nothing_to_print(page: Page, somebody, pictures, settings, tmp_path):
    settings.DEMO_LOGINS = True
    link = make_pilot(page, pictures, settings)
    leader = somebody()
    accept(leader, pictures, link, "Kari Li", "invitasjon")
    write_goals(leader, pictures)
    write_plan(leader, pictures)
    write_budget(leader, pictures)

    # A colleague for the second delmål.
    keys = Keyboard(leader)
    keys.reach(leader.get_by_role("navigation", name="Visninger av planen").locator("summary"))
    leader.keyboard.press("Enter")
    keys.follow("Piloten")
    keys.follow("Inviter, og endre roller")
    pictures.take(leader, "folk")
    keys.follow("Inviter")
    # Only a medarbeider can be limited, so only then are the delmål there.
    expect(leader.get_by_role("checkbox")).to_have_count(0)
    keys.reach(leader.get_by_label("E-postadresse"))
    keys.choose("Rolle", "Medarbeider:")
    keys.tick(f"2. {GOALS[1][0]}")
    leader.keyboard.press("Home")
    colleague_link = invite(leader, pictures, COLLEAGUE, "inviter-medarbeider")

    colleague = somebody()
    accept(colleague, pictures, colleague_link, "Ola Berg", "kollegaens-invitasjon")
    membership = Membership.objects.get(person__email=COLLEAGUE)
    assert (membership.role, [goal.title for goal in membership.delmaal.all()]) == (Role.MEDARBEIDER, [GOALS[1][0]])
    Keyboard(colleague).follow(f"Ytre Namdal {YEAR}")
    expect(colleague.get_by_role("link", name="Rediger tiltak 2.1", exact=True)).to_have_count(1)
    expect(colleague.get_by_role("link", name="Rediger tiltak 1.1", exact=True)).to_have_count(0)
    pictures.take(colleague, "kollegaens-plan")

    # The plan on paper.
    leader.goto("/")
    pictures.take(leader, "prosjektlederens-forside")
    keys.follow(f"Ytre Namdal {YEAR}")
    words = print_pdf(leader, pictures, tmp_path)
    for title in (title for _, _, tiltak in GOALS for title in tiltak):
        assert title in words
    for expected in ("Kommunene kjøper hus og leier dem ut.", "3 000 000", "3 300 000"):
        assert expected in words
    assert Tiltak.objects.filter(plan__slug=f"ytre-namdal-{YEAR}").count() == 6
    assert sum(line.kroner for line in BudgetLine.objects.filter(plan__slug=f"ytre-namdal-{YEAR}")) == 3_300_000
