"""Every page of a plan as people meet it: for all eyes, on a phone, much enlarged, on paper, empty, and overfull."""

import io
from typing import Any

import pdfplumber
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from budgets.certainty import Certainty
from budgets.models import FundingSource
from plans.models import Person, Plan, Tiltak
from plans.roles import Role
from plans.templatetags.kroner import belop
from tests.factories import give_role, make_plan, make_post, make_tiltak, put

pytestmark = pytest.mark.browser

LEADER = "prosjektleder@demo.example"
#: 1280 x 1024 pixels enlarged four times, as WCAG 2.2 has it in 1.4.10.
ENLARGED = {"width": 320, "height": 256}

#: A word that no line can break, and one that gives it every chance.
LONG_WORD = "Kommunesamarbeidsutviklingsprosjektkoordineringsgruppe" * 4
LONG_WORDS = "samfunnsutvikling og planlegging i distriktene " * 5


def address(plan: Plan, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year, **more})


def addresses(plan: Plan) -> dict[str, str]:
    """Every page of a plan that is no document; those of rows are left out where the plan has no such row."""
    found = {"front": "/", "plan": address(plan, "plan"), "budget": address(plan, "budget")}
    if tiltak := plan.tiltak.order_by("delmaal__number", "position").first():
        found["edit_tiltak"] = address(plan, "edit_tiltak", uid=tiltak.uid)
        found["amounts_tiltak"] = address(plan, "edit_amounts", kind="tiltak", uid=tiltak.uid)
    if delmaal := plan.delmaal.first():
        found["amounts_delmaal"] = address(plan, "edit_amounts", kind="delmaal", uid=delmaal.uid)
    if post := plan.posts.last():
        found["amounts_post"] = address(plan, "edit_amounts", kind="post", uid=post.uid)
    return found


def assert_fits_enlarged(page: Page) -> None:
    """Accept no sideways scrolling of the page at four times the size. What is wide scrolls in its own frame."""
    page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    # Which elements do it, for whoever has to find out.
    wide = page.evaluate(
        """[...document.querySelectorAll("main *")].filter(element => !element.closest(".table-scroll")
             && element.getBoundingClientRect().right > document.documentElement.clientWidth)
           .map(element => `${element.tagName} ${element.className}`)"""
    )
    assert beyond == 0, f"{page.url} is {beyond} pixels too wide at 400 %: {wide}"


@pytest.fixture
def leader() -> Person:
    """The one who looks at the pages."""
    return Person.objects.get(email=LEADER)


@pytest.mark.parametrize(
    "name", ["front", "plan", "budget", "edit_tiltak", "amounts_tiltak", "amounts_delmaal", "amounts_post"]
)
def test_every_page_is_accessible_and_fits(page: Page, plan, sign_in, name, assert_accessible, assert_fits):
    sign_in(page, LEADER)
    page.goto(addresses(plan)[name])
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    assert_accessible(page, "light")
    assert_fits(page)
    assert_accessible(page, "dark")
    assert_fits_enlarged(page)


def test_refused_forms_are_accessible_and_fit(page: Page, plan, sign_in, reported, assert_accessible, assert_fits):
    sign_in(page, LEADER)
    page.goto(addresses(plan)["amounts_delmaal"])
    page.get_by_label("KDD 13.50 post 66 i 2025, beløp").fill("mange penger")
    page.get_by_label("Fylkeskommunen i 2025, beløp").fill("-5")
    page.get_by_role("button", name="Lagre beløpene").click()
    summary = page.get_by_role("group", name="Feil i skjemaet")
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("KDD 13.50 post 66 i 2025, beløp")).to_have_accessible_description(
        "Forstår ikke beløpet «mange penger». Skriv for eksempel 1 800 000, 1,8 mill. eller 500 tusen."
    )
    assert_accessible(page)
    assert_fits(page)
    summary.get_by_role("link", name="Fylkeskommunen i 2025, beløp").click()
    expect(page.get_by_label("Fylkeskommunen i 2025, beløp")).to_be_focused()

    page.goto(addresses(plan)["edit_tiltak"])
    # Before the script has come the button sends the form as without one.
    expect(page.locator(".edit-standing")).to_be_attached()
    page.get_by_label("Til", exact=True).fill("2023")
    page.get_by_label("Tittel").fill("")
    page.get_by_role("button", name="Lagre tiltaket").click()
    expect(page.get_by_label("Tittel")).to_have_accessible_description("Ikke lagret: Et tiltak må ha en tittel.")
    expect(page.get_by_label("Tittel")).to_be_focused()
    assert_accessible(page)
    assert_fits(page)
    reported[:] = [text for text in reported if "422" not in text]


def test_a_frame_shows_what_is_left_of_it(page: Page, sign_in, assert_accessible, assert_fits):
    sign_in(page, "innlandet@demo.example")
    page.goto("/innlandspiloten/2025/budsjett/")
    frame = page.get_by_role("region", name="Ramme 2025")
    expect(frame).to_have_text(
        "Ramme 2025 KDD 13.50 post 66 14 000 000 kr I planen 2 000 000 kr Igjen 12 000 000 kr Alle år",
        use_inner_text=True,
    )
    page.get_by_text("Hva rammen består av").click()
    expect(page.get_by_text("3 mill. kroner til hver av de fire kommunene")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    assert_fits_enlarged(page)


def test_where_no_frame_is_known_it_says_so(page: Page, plan, sign_in):
    sign_in(page, LEADER)
    page.goto(address(plan, "budget"))
    expect(page.get_by_role("region", name="Ramme 2025")).to_contain_text("Ingen ramme er ført for 2025")


@pytest.mark.parametrize("delmaal", [0, 2])
def test_a_plan_that_has_just_begun(page: Page, leader, sign_in, delmaal, assert_accessible, assert_fits):
    plan = make_plan(delmaal=delmaal)
    give_role(leader, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    sign_in(page, LEADER)
    for name, found in addresses(plan).items():
        page.goto(found)
        expect(page.get_by_role("heading", level=1)).not_to_be_empty()
        assert_accessible(page)
        assert_fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        if name == "plan":
            told = "Delmålet har ingen tiltak ennå." if delmaal else "Planen har ingen delmål ennå."
            expect(page.get_by_text(told)).to_have_count(max(1, delmaal))
        if name == "budget" and not delmaal:
            expect(page.get_by_text("Planen har ingen delmål, tiltak eller poster ennå")).to_be_visible()


@pytest.fixture
def overfull(leader: Person) -> Plan:
    """A plan with names as long as the database takes them, and a certainty of every kind."""
    plan = make_plan(delmaal=1)
    give_role(leader, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    FundingSource.objects.filter(pilot=plan.agreement.pilot, key="annet").update(name=LONG_WORD[:80])
    plan.delmaal.update(title=LONG_WORDS[:200], short_title=LONG_WORD[:60])
    first = make_tiltak(plan, LONG_WORD[:250])
    make_tiltak(plan, LONG_WORDS[:250])
    Tiltak.objects.filter(pk=first.pk).update(
        responsible_text=LONG_WORD[:250], partners_text=LONG_WORDS[:250], time_text=LONG_WORD[:150]
    )
    for number, certainty in enumerate(Certainty.values):
        put(first, 10**11 + number, certainty=certainty, note=LONG_WORDS[:250])
    put(make_post(plan, LONG_WORD[:150], outside_sum=True), 10**12)
    return plan


def test_names_without_end_and_amounts_of_every_kind(page: Page, overfull, sign_in, assert_accessible, assert_fits):
    sign_in(page, LEADER)
    for found in addresses(overfull).values():
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(found)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond == 0, found
        assert_accessible(page)
        assert_fits(page)
        assert_fits_enlarged(page)
    page.goto(address(overfull, "budget"))
    marks = page.locator("#belop .certainty")
    words = ("planlagt", "søkt", "innvilget", "fryst", "avslått")
    expect(marks).to_have_text([f"{belop(10**11 + number)} {word}" for number, word in enumerate(words)])


def on_paper(page: Page) -> str:
    """Return the words of a page as it is printed; none of them stands beyond the edge of the paper."""
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        assert [
            word["text"] for sheet in paper.pages for word in sheet.extract_words() if word["x1"] > sheet.width
        ] == []
        words = " ".join(sheet.extract_text() or "" for sheet in paper.pages)
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("name", ["plan", "budget"])
def test_on_paper_tables_are_whole_and_what_one_clicks_is_gone(page: Page, plan, sign_in, name):
    sign_in(page, LEADER)
    page.goto(address(plan, name))
    words = on_paper(page)
    assert "Sum 15 995 000 8 150 000 2 645 000 2 400 000 2 100 000 700 000" in words
    assert "Total bruk av bygdevekstmidler i 2025 6 150 000" in words
    if name == "budget":
        # The table of entries, whose sum of all sources stands last.
        assert "Sum 8 150 000 2 645 000 2 400 000 2 100 000 700 000 15 995 000" in words
    for gone in ("Rediger", "Last ned", "Slik blir den trykt", "Hopp til innholdet"):
        assert gone not in words
