"""The pages of changes: of a plan, of a pilot, of the registers; filtered, paged, as a file."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from plans import services
from plans.models import FieldChange, Theme
from plans.roles import Role
from plans.services import UNCHECKED
from tests.factories import make_person, make_tiltak, pilot
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db

PLAN = reverse("trace", kwargs={"pilot": "indre-namdal", "year": 2025})
PILOT = reverse("pilot_trace", kwargs={"pilot": "indre-namdal"})


@pytest.fixture
def client(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def rows(client, address, **query):
    page = Page.of(client.get(address, query).content)
    return [[text(cell) for cell in row.xpath("./*")] for row in page.find("//table//tbody/tr")]


def test_a_change_shows_who_what_before_and_after_with_the_words_marked(client, plan, by):
    tiltak = make_tiltak(plan, "Bygge en bro")
    services.set_title(tiltak=tiltak, title="Bygge to broer", base=UNCHECKED, by=by)
    page = Page.of(client.get(PLAN).content)
    first = page.find("//table//tbody/tr")[0]
    assert text(first).endswith("Bygge en bro Bygge to broer")
    assert str(by) in text(first)
    assert [text(mark) for mark in first.xpath(".//del | .//ins")] == ["en bro", "to broer"]


def test_what_somebody_wrote_is_never_markup(client, plan, by):
    services.set_title(tiltak=make_tiltak(plan), title="<script>alert(1)</script>", base=UNCHECKED, by=by)
    assert b"<script>alert" not in client.get(PLAN).content


def test_the_changes_of_the_agreement_are_on_a_page_of_their_own(client, plan, by):
    services.set_signed(agreement=plan.agreement, signed=datetime.date(2024, 5, 17), base=UNCHECKED, by=by)
    assert rows(client, PILOT)[0][2:] == ["Avtalen signert", rows(client, PILOT)[0][3], "17. mai 2024"]
    assert not any("Avtalen signert" in row for row in rows(client, PLAN, felt="signert"))
    assert PILOT in client.get(PLAN).content.decode()


def test_another_pilots_changes_are_not_shown(client, by):
    other = pilot("innlandspiloten")
    services.rename_pilot(pilot=other, name="Den andre piloten", base=UNCHECKED, by=by)
    assert "Den andre piloten" not in client.get(PILOT).content.decode()
    assert client.get(reverse("pilot_trace", kwargs={"pilot": other.slug})).status_code == 404


def test_the_registers_show_what_belongs_to_no_pilot(signed_in, person):
    theme = Theme.objects.all()[0]
    services.rename_theme(theme=theme, name="Nytt navn", base=UNCHECKED, by=person(Role.ADMINISTRATOR))
    shown = rows(signed_in(Role.ADMINISTRATOR), reverse("register_trace"))
    assert shown[0][-1] == "Nytt navn"


def test_the_filter_narrows_by_person_field_and_day(client, plan, by):
    other = make_person()
    tiltak = make_tiltak(plan)
    services.set_title(tiltak=tiltak, title="Bygge vei", base=UNCHECKED, by=other)
    services.set_title(tiltak=tiltak, title="Bygge hus", base=UNCHECKED, by=by)
    today = timezone.localdate().isoformat()
    assert [row[-1] for row in rows(client, PLAN, hvem=other.pk)] == ["Bygge vei"]
    assert [row[-1] for row in rows(client, PLAN, hvem=by.pk, felt="Tittel", fra=today, til=today)] == ["Bygge hus"]
    assert rows(client, PLAN, til="2020-01-01") == []


def test_a_filter_that_makes_no_sense_says_so_and_shows_all(client, plan):
    response = client.get(PLAN, {"fra": "i går", "hvem": "999999"})
    assert response.status_code == 200
    assert response.context["page"].paginator.count == FieldChange.objects.filter(plan=plan).count()


def test_only_people_who_changed_something_here_can_be_chosen(client, plan, by):
    services.set_title(tiltak=make_tiltak(plan), title="Bygge vei", base=UNCHECKED, by=by)
    make_person()
    options = Page.of(client.get(PLAN).content).find("//select[@name='hvem']/option")
    assert [text(option) for option in options] == ["Alle", str(by)]


@pytest.mark.parametrize("name", ["trace_csv", "pilot_trace_csv"])
def test_the_file_has_every_change_and_no_formula(name, client, plan, by):
    title = '=HYPERLINK("https://ond.example")'
    services.set_title(tiltak=make_tiltak(plan), title=title, base=UNCHECKED, by=by)
    services.create_deadline(agreement=plan.agreement, title="+1+1", date=datetime.date(2026, 1, 1), by=by)
    kwargs = {"pilot": "indre-namdal", **({"year": 2025} if name == "trace_csv" else {})}
    content = client.get(reverse(name, kwargs=kwargs)).content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(content), delimiter=";"))
    of_plan = FieldChange.objects.filter(plan=plan if name == "trace_csv" else None, pilot=plan.agreement.pilot)
    assert len(found) == 1 + of_plan.count()
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in found for cell in row)
    assert f"'{title}" in found[1] or "'+1+1" in found[1]


def test_pages_of_fifty_keep_the_filter(client, plan):
    response = client.get(PLAN, {"felt": "e"})
    assert response.context["page"].has_next()
    older = Page.of(response.content).one("//nav[@aria-label='Sider']//a").get("href")
    assert older == "?felt=e&side=2"
    assert client.get(PLAN + older).context["page"].number == 2
