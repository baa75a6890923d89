"""Last year's answer stands beside this year's field, and is brought into an empty one."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from plans import services
from plans.models import Answer, Plan, Tiltak
from plans.roles import Role
from plans.services import UNCHECKED, Conflict
from plans.services.carrying import answers_before, carry_answer
from tests import factories
from tests.pictures import png
from tests.site.pages import Page, text

PLAN = {"pilot": "indre-namdal", "year": 2026}


@pytest.fixture
def plan() -> Plan:
    """The plan that has one before it."""
    return Plan.objects.select_related("agreement__pilot").get(slug="indre-namdal-2026")


@pytest.fixture
def tiltak(plan, db) -> Tiltak:
    """A tiltak of both years whose answer has been emptied this year."""
    found: Tiltak = plan.tiltak.select_related("plan", "delmaal").get(title="Omdømmebygging")
    services.save_answer(place=before(found), key="beskrivelse", html="<p>Slik var det.</p>", base=UNCHECKED, by=None)
    services.save_answer(place=found, key="beskrivelse", html="", base=UNCHECKED, by=None)
    return found


def before(tiltak: Tiltak) -> Tiltak:
    return Tiltak.objects.select_related("plan", "delmaal").get(plan__slug="indre-namdal-2025", uid=tiltak.uid)


def this_year(tiltak: Tiltak) -> Answer:
    return Answer.objects.get(tiltak=tiltak, prompt__key="beskrivelse")


@pytest.mark.django_db
def test_it_is_brought_in_and_marked_until_somebody_touches_it(tiltak, by):
    carry_answer(place=tiltak, key="beskrivelse", by=by)
    assert (this_year(tiltak).html, this_year(tiltak).carried) == ("<p>Slik var det.</p>", True)
    services.save_answer(place=tiltak, key="beskrivelse", html="<p>Nå.</p>", base=UNCHECKED, by=by)
    assert not this_year(tiltak).carried


@pytest.mark.django_db
def test_what_somebody_has_written_is_never_replaced(tiltak, by):
    services.save_answer(place=tiltak, key="beskrivelse", html="<p>Mitt.</p>", base=UNCHECKED, by=by)
    with pytest.raises(Conflict):
        carry_answer(place=tiltak, key="beskrivelse", by=by)
    assert this_year(tiltak).html == "<p>Mitt.</p>"


@pytest.mark.django_db
def test_why_it_was_not_relevant_comes_along_too(tiltak, by):
    services.save_answer(place=before(tiltak), key="beskrivelse", html="", base=UNCHECKED, by=None)
    services.set_not_relevant(place=before(tiltak), key="beskrivelse", reason="Ferdig.", base=UNCHECKED, by=None)
    carry_answer(place=tiltak, key="beskrivelse", by=by)
    assert (this_year(tiltak).not_relevant_reason, this_year(tiltak).carried) == ("Ferdig.", True)


@pytest.mark.django_db
def test_a_figure_that_this_plan_lacks_is_asked_for(tiltak, by):
    earlier = before(tiltak)
    figure = services.add_figure(plan=earlier.plan, data=png(20, 20), alt="Et kart", caption="", by=None)
    html = f'<figure data-sha256="{figure.blob_id}"></figure>'
    services.save_answer(place=earlier, key="beskrivelse", html=html, base=UNCHECKED, by=None)
    with pytest.raises(ValidationError, match="viser en figur"):
        carry_answer(place=tiltak, key="beskrivelse", by=by)
    services.add_figure(plan=tiltak.plan, data=png(20, 20), alt="Et kart", caption="", by=None)
    carry_answer(place=tiltak, key="beskrivelse", by=by)


@pytest.mark.django_db
def test_where_there_was_nothing_nothing_is_brought_in(plan, by):
    new = factories.make_tiltak(plan, "Noe nytt")
    assert answers_before(new) == {}
    with pytest.raises(ValidationError, match="ikke noe svar"):
        carry_answer(place=new, key="beskrivelse", by=by)
    assert answers_before(factories.make_plan()) == {}


@pytest.mark.django_db
def test_it_stands_beside_the_field_with_a_button_where_that_is_empty(signed_in, tiltak):
    client: Client = signed_in(Role.PROSJEKTLEDER)
    address = reverse("edit_tiltak", kwargs={**PLAN, "uid": tiltak.uid})
    page = Page.of(client.get(address).content)
    beside = page.find("//details[@class='last-year-answer'][contains(., 'Slik var det.')]")
    (button,) = beside[0].xpath(".//button")
    form = page.by_id(button.get("form"))
    sent = {box.get("name"): box.get("value") for box in form.xpath(".//input")}
    response = client.post(form.get("action"), {**sent, "ledetekst": button.get("value")})
    assert response["Location"] == address
    page = Page.of(client.get(address).content)
    assert "hentet inn" in text(page.one("//*[@class='messages']"))
    # It is there now, so nothing more can be brought in.
    (beside,) = page.find("//details[@class='last-year-answer'][contains(., 'Slik var det.')]")
    assert not beside.xpath(".//button")
    again = client.post(form.get("action"), {**sent, "ledetekst": button.get("value"), "tilbake": ""}, follow=True)
    assert again.request["PATH_INFO"] == reverse("plan", kwargs=PLAN)
