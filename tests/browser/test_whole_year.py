"""A plan's whole year in the browser: from the adoption to four councils informed and the next year's plan begun.

`python -m docs.year` runs it and keeps its pictures for the documentation.
"""

import os
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from plans.models import Party, Person, Pilot, Plan, Tiltak
from plans.roles import Role
from tests.browser.conftest import NARROW, WIDE, AssertAccessible, SignIn
from tests.factories import make_person, make_tiltak, put
from tests.review import steps

pytestmark = [pytest.mark.browser, pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
OTHER = "Et helt annet tiltak"
#: Four invented municipalities, whose councils are informed.
COUNCILS = ("Fjellvik", "Dalsund", "Storskog", "Ytre Elvebakken")


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Plan:
    """A small plan without findings; its files are made in no time."""
    steps.quick_files(monkeypatch)
    monkeypatch.setattr(import_module("review.views.way"), "open_findings", lambda control: [])
    plan = steps.small_plan()
    put(make_tiltak(plan), 1_000_000)
    make_tiltak(plan, OTHER)
    pilot = plan.agreement.pilot
    Pilot.objects.filter(pk=pilot.pk).update(name="Fjell og fjord")
    for number, name in enumerate(COUNCILS, start=1):
        Party.objects.create(
            key=f"aaret-{number}", name=name, kind="kommune", kommunenummer=f"990{number}", pilot=pilot
        )
    return steps.fresh(plan)


def named(role: Role, name: str, **membership: object) -> Person:
    """Return a new person with a role and a name to be read on pictures."""
    person = make_person(role, **membership)
    Person.objects.filter(pk=person.pk).update(name=name)
    person.name = name
    return person


def keep(page: Page, name: str, at: str = "") -> None:
    """Keep a picture of what is seen, where somebody has asked for pictures; `at` is the heading it begins with."""
    if folder := os.environ.get("YEAR_PICTURES"):
        page.emulate_media(color_scheme="light")
        top = page.get_by_role("heading", name=at).first if at else page.get_by_role("banner")
        top.evaluate("part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 24)")
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


@pytest.fixture
def as_person(page: Page, sign_in: SignIn) -> Callable[[Person], None]:
    """A function that lets somebody else sit down at the browser."""

    def sit_down(person: Person) -> None:
        page.context.clear_cookies()
        sign_in(page, person.email)

    return sit_down


def press(page: Page, name: str) -> None:
    """Follow a button on «Send» to its form, and press it there too."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def done(page: Page, name: str, said: str) -> None:
    """Send the form of a step, and see that it is said to be done."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("status").get_by_text(said)).to_be_visible()


def test_a_plans_whole_year(
    page: Page,
    plan: Plan,
    as_person: Callable[[Person], None],
    assert_accessible: AssertAccessible,
    assert_fits: Callable[[Page], None],
) -> None:
    pilot = plan.agreement.pilot
    leader = named(Role.PROSJEKTLEDER, "Kari Prosjektleder", pilot=pilot)
    handler, approver = named(Role.SAKSBEHANDLER, "Siri Saksbehandler"), named(Role.GODKJENNER, "Geir Godkjenner")
    send = f"/{pilot.slug}/{plan.year}/send/"

    # The pilot adopts and sends.
    as_person(leader)
    page.goto(send)
    press(page, "Vedta planen")
    page.get_by_label("Styringsgruppens møtedato").fill("2024-12-13")
    page.get_by_label("Saksnummer").fill("12/24")
    done(page, "Vedta planen", "Planen er vedtatt og låst.")
    press(page, "Send til KDD")
    done(page, "Send til KDD", "Planen er sendt til KDD.")
    expect(page.get_by_text("Kvittering for versjon 1")).to_be_visible()
    keep(page, "1-sendt")

    # KDD asks for a change at one tiltak.
    as_person(handler)
    page.goto("/kdd/")
    assert_accessible(page)
    page.get_by_role("link", name=f"{pilot} {plan.year}").click()
    expect(page.get_by_text("Da er alt nytt")).to_be_visible()
    page.get_by_role("link", name="Be om endringer").click()
    page.get_by_text(re.compile("^Delmål 1: ")).click()
    page.get_by_label("Tiltak 1.1: Bygge bro").fill("Si hvor broen skal gå.")
    keep(page, "2-ber-om-endringer", "Hva skal endres")
    done(page, "Be om endringer", "Piloten er bedt om endringer.")
    # KDD goes on reading what was sent.
    page.goto(f"/{pilot.slug}/{plan.year}/")
    expect(page.get_by_text("Du leser versjon 1, slik den ble sendt.")).to_be_visible()

    # The pilot mends it there, and nowhere else.
    as_person(leader)
    page.goto(send)
    assert_accessible(page)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert_fits(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    closed = Tiltak.objects.get(plan=plan, title=OTHER)
    assert page.request.get(f"/{pilot.slug}/{plan.year}/tiltak/{closed.uid}/rediger/").status == 403
    page.get_by_role("link", name="Rediger tekstene").click()
    page.get_by_label("Tittel").fill("Bygge bro over elva")
    # It saves itself while one writes.
    expect(page.get_by_text(re.compile("^Lagret ")).first).to_be_visible()
    page.goto(send)
    page.get_by_label("Hva er gjort?").fill("Elva er nevnt.")
    page.get_by_role("button", name="Lagre svaret").click()
    expect(page.get_by_role("status").get_by_text("er lagret")).to_be_visible()
    keep(page, "3-svarer", "Dette ba KDD om")
    press(page, "Send på nytt")
    done(page, "Send på nytt", "Planen er sendt til KDD på nytt.")

    # It is recommended by one, and approved by another.
    as_person(handler)
    page.goto(send)
    press(page, "Gi innstilling")
    page.get_by_label("Innstilling").fill("Planen er god.")
    done(page, "Gi innstilling", "Innstillingen er gitt.")
    expect(page.get_by_role("link", name="Godkjenn", exact=True)).to_have_count(0)
    as_person(approver)
    page.goto(f"/{pilot.slug}/{plan.year}/gjennomgang/?siden=1")
    expect(page.get_by_role("insertion").get_by_text("over elva")).to_be_visible()
    keep(page, "4-gjennomgang")
    assert_accessible(page)
    page.get_by_role("link", name="Godkjenn", exact=True).click()
    done(page, "Godkjenn", "Planen er godkjent.")

    # It is paid.
    as_person(handler)
    page.goto(send)
    press(page, "Registrer utbetaling")
    page.get_by_label("Beløp i kroner").fill("1 000 000")
    page.get_by_label("Dato for utbetalingen").fill("2025-03-01")
    done(page, "Registrer utbetaling", "Utbetalingen er registrert.")
    expect(page.get_by_role("region", name="Tabell over utbetalinger")).to_contain_text("1 000 000 kr")

    # Four councils are informed.
    as_person(leader)
    for name in COUNCILS:
        page.goto(f"{send}orienter/")
        page.get_by_label("Kommune").select_option(label=name)
        page.get_by_label("Møtedato").fill("2025-03-20")
        page.get_by_label("Saksnummer").fill("14/25")
        done(page, "Registrer orientering", "Orienteringen er registrert.")
    informed = page.get_by_role("region", name="Tabell over orienteringer")
    expect(informed.get_by_role("row")).to_have_count(1 + len(COUNCILS))
    keep(page, "5-utbetalt-og-orientert", "Utbetalinger")

    # Both versions stand for ever, and the next year begins from them.
    page.goto(f"/{pilot.slug}/{plan.year}/versjoner/")
    expect(page.get_by_role("heading", name=re.compile("^Versjon "))).to_have_count(2)
    page.goto(f"/{pilot.slug}/")
    page.get_by_role("link", name="Ny handlingsplan").click()
    page.get_by_label("År", exact=True).select_option(str(plan.year + 1))
    page.get_by_role("button", name="Lag planen").click()
    expect(page.get_by_role("heading", level=1, name=f"Handlingsplan {plan.year + 1}")).to_be_visible()
    expect(page.get_by_role("heading", name="Bygge bro over elva")).to_be_visible()
    keep(page, "6-neste-aar")
    assert steps.fresh(plan).status == "godkjent", "until the next year's plan is approved"
