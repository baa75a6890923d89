"""People, invitations, new pilots and the front page in every state: for all eyes, small, enlarged, without scripts."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from plans import services
from plans.models import Deadline, Invitation, Membership, Person, Plan
from plans.roles import Role
from tests.browser.test_pages import LONG_WORD, LONG_WORDS, assert_fits_enlarged
from tests.factories import make_agreement, make_person, make_plan
from tests.permission_table import SITE_ROWS

pytestmark = pytest.mark.browser
EMAIL = "kari@eksempel.example"
PASSWORD = "Snøfonna ligger lenge"
LONG_EMAIL = f"{LONG_WORD[:60].lower()}@{LONG_WORD[:50].lower()}.eksempel.example"


@pytest.fixture
def as_person(page: Page, base_url: str, settings: Any) -> Callable[[Person], Page]:
    """A function (person) that gives a browser in which she is signed in already."""
    settings.DEMO_LOGINS = True

    def enter(person: Person) -> Page:
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
        return page

    return enter


@pytest.fixture
def assert_good(assert_accessible, assert_fits) -> Callable[[Page], None]:
    """A function (page) that looks at it wide and narrow, in light and dark, and enlarged."""

    def check(page: Page) -> None:
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.get_by_role("heading", level=1).count() == 1
        assert_accessible(page, "light")
        assert_fits(page)
        assert_accessible(page, "dark")
        assert_fits_enlarged(page)

    return check


def invited(plan: Plan, email: str = EMAIL, **fields: Any) -> str:
    """Invite somebody and return the address of her link."""
    links: list[str] = []

    def address(token: str) -> str:
        links.append(reverse("open_invitation", kwargs={"token": token}))
        return links[-1]

    values = {"role": Role.MEDARBEIDER, "pilot": plan.agreement.pilot, "by": None, **fields}
    services.create_invitation(email=email, address=address, **values)
    return links[0]


#: Those that are there in the demo data, and no files.
PAGES = [
    name
    for name, row in SITE_ROWS.items()
    if "GET" in row.methods and row.found == 200 and not name.endswith(("_csv", "_xlsx"))
]


@pytest.mark.parametrize("name", PAGES)
def test_pages_across_pilots(name, as_person, person, plan, assert_good):
    may = SITE_ROWS[name].may
    page = as_person(person(Role.ADMINISTRATOR if Role.ADMINISTRATOR in may else Role.SAKSBEHANDLER))
    page.goto(reverse(name, kwargs=SITE_ROWS[name].kwargs(plan)))
    assert_good(page)


@pytest.mark.parametrize("name", ["new_pilot", "new_agreement", "invite"])
def test_refused_forms(name, as_person, person, reported, assert_good):
    page = as_person(person(Role.ADMINISTRATOR))
    page.goto(reverse(name, kwargs={} if name == "new_pilot" else {"pilot": "nord-troms"}))
    page.get_by_role("main").locator("form.edit-form").get_by_role("button").first.click()
    summary = page.get_by_role("group", name="Feil i skjemaet")
    expect(summary).to_be_focused()
    for link in summary.get_by_role("link").all():
        assert page.locator(link.get_attribute("href") or "").count() == 1
    assert_good(page)
    reported[:] = [text for text in reported if "422" not in text]


def test_people_with_long_names_and_every_kind_of_row(as_person, by, plan, assert_good):
    pilot = plan.agreement.pilot
    Person.objects.filter(email="medarbeider@demo.example").update(name=LONG_WORD[:120])
    plan.agreement.delmaal.update(short_title=LONG_WORD[:100], title=LONG_WORDS[:200])
    services.end_membership(membership=Membership.objects.get(role=Role.STYRINGSGRUPPE), by=by)
    invited(plan, LONG_EMAIL, delmaal=list(plan.agreement.delmaal.all()))
    invited(plan)
    past = timezone.now() - datetime.timedelta(days=20)
    Invitation.objects.filter(email=EMAIL).update(
        created_at=past, expires_at=past + datetime.timedelta(days=14), sent_at=past
    )
    Invitation.objects.filter(email=LONG_EMAIL).update(sent_at=None)
    page = as_person(by)
    page.goto(reverse("people", kwargs={"pilot": pilot.slug}))
    for words in ("Gått ut", "Ikke sendt", "Gi tilbake"):
        expect(page.get_by_text(words).first).to_be_visible()
    assert_good(page)
    membership = Membership.objects.get(role=Role.MEDARBEIDER)
    page.goto(reverse("limit_membership", kwargs={"pilot": pilot.slug, "pk": membership.pk}))
    assert_good(page)


def test_the_invitation_as_each_visitor_meets_it(page, as_person, by, plan, reported, assert_good):
    link = invited(plan, LONG_EMAIL, by=by, delmaal=list(plan.agreement.delmaal.all()))
    page.goto(link)
    expect(page.get_by_role("button", name="Ta imot og logg inn")).to_be_visible()
    assert_good(page)
    page.get_by_label("Lag et passord").fill("kort")
    page.get_by_role("button", name="Ta imot og logg inn").click()
    expect(page.get_by_label("Navnet ditt")).to_have_accessible_description("Skriv navnet ditt.")
    page.get_by_label("Navnet ditt").fill("Kari")
    page.get_by_label("Lag et passord").fill("kort")
    page.get_by_role("button", name="Ta imot og logg inn").click()
    expect(page.get_by_role("group", name="Feil i skjemaet")).to_be_focused()
    expect(page.get_by_label("Lag et passord")).to_have_accessible_description(
        "Minst 12 tegn. En setning er lett å huske og vanskelig å gjette. "
        "Passordet er for kort. Det må ha minst 12 tegn."
    )
    assert_good(page)
    person = services.create_person(email=LONG_EMAIL, name=LONG_WORD[:120], password=PASSWORD, by=None)
    page.goto("/invitasjon/")
    expect(page.get_by_role("main").get_by_role("link", name="Logg inn", exact=True)).to_be_visible()
    assert_good(page)
    as_person(by).goto(link)
    expect(page.get_by_text("men invitasjonen er til")).to_be_visible()
    assert_good(page)
    as_person(person).goto(link)
    expect(page.get_by_role("button", name="Ta imot", exact=True)).to_be_visible()
    assert_good(page)
    Invitation.objects.update(revoked_at=timezone.now())
    page.goto(link)
    expect(page.get_by_role("heading", name="Invitasjonen virker ikke")).to_be_visible()
    assert_good(page)
    reported[:] = [text for text in reported if "422" not in text and "410" not in text]


def test_inviting_and_accepting_without_scripts(browser: Browser, browser_context_args, sign_in, plan):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, "prosjektleder@demo.example")
        page.goto(reverse("invite", kwargs={"pilot": "indre-namdal"}))
        page.get_by_label("E-postadresse").fill(EMAIL)
        page.get_by_role("radio", name="Kommunesekretær").check()
        page.get_by_label("På vegne av", exact=True).select_option(label="Grong")
        page.get_by_role("button", name="Send invitasjonen").click()
        link = page.get_by_role("link", name="/invitasjon/").get_attribute("href")
        page.get_by_role("button", name="Logg ut").click()
        page.goto(str(link))
        page.get_by_label("Navnet ditt").fill("Kari Li")
        page.get_by_label("Lag et passord").fill(PASSWORD)
        page.get_by_role("button", name="Ta imot og logg inn").click()
        expect(page.get_by_text("Velkommen! Du er nå kommunesekretær i Indre Namdal.")).to_be_visible()
    assert Membership.objects.filter(person__email=EMAIL, party__key="grong").exists()


def test_only_the_fields_of_the_role_are_shown(as_person, by):
    page = as_person(by)
    page.goto(reverse("invite", kwargs={"pilot": "indre-namdal"}))
    party = page.get_by_label("På vegne av", exact=True)
    goals = page.get_by_role("group", name="Bare i disse delmålene")
    for role, shown in (("Prosjektleder", ()), ("Medarbeider", (goals,)), ("Samarbeidspart", (party,))):
        page.get_by_role("radio", name=role).check()
        for part in (party, goals):
            expect(part).to_be_visible(visible=part in shown)


@pytest.fixture
def busy() -> Person:
    """Somebody for whom more waits than is shown at once, in pilots with long names."""
    person = make_person(Role.PROSJEKTLEDER, pilot=make_agreement(delmaal=0).pilot)
    today = timezone.localdate()
    for number in range(4):
        plan = make_plan(delmaal=1)
        type(plan.agreement.pilot).objects.filter(pk=plan.agreement.pilot_id).update(name=f"{number}{LONG_WORD[:110]}")
        services.add_membership(person=person, role=Role.PROSJEKTLEDER, pilot=plan.agreement.pilot, by=None)
        for days in (-3, 0, 12):
            date = today + datetime.timedelta(days=days)
            Deadline.objects.create(title=LONG_WORDS[:160], date=date, agreement=plan.agreement)
    return person


def test_a_front_page_with_too_much_and_too_little(as_person, busy, assert_good):
    page = as_person(busy)
    page.goto("/")
    expect(page.get_by_text("For 3 dager siden").first).to_be_visible()
    assert_good(page)
    page.get_by_text("Vis ", exact=False).first.click()
    assert_good(page)
    page = as_person(make_person())
    page.goto("/")
    expect(page.get_by_text("Ingenting venter på deg nå.")).to_be_visible()
    assert_good(page)
