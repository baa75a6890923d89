"""What KDD asks to have changed stands in the plan's contents and beside the place, until it is answered."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import paths
from plans.models import Person, Plan
from plans.permissions import visible_plans
from plans.roles import Capability
from plans.services import UNCHECKED
from plans.slots import Reader
from review import panels, services
from review.services.facts import open_asked
from review.services.said import Ask, Said
from tests.factories import make_tiltak
from tests.review import steps
from tests.site.pages import Page

pytestmark = pytest.mark.django_db

TEXT = "Si hvor broen skal gå."


@pytest.fixture
def cast(monkeypatch) -> steps.Cast:
    """The people of a plan with two tiltak, one of which KDD has asked to have changed."""
    steps.quick_files(monkeypatch)
    plan = steps.small_plan()
    first, _ = make_tiltak(plan), make_tiltak(plan, "Bygge vei")
    cast = steps.bring(plan, "sendt")
    asked = Ask(paths.tiltak(first.uid), "Tiltak 1.1: Bygge bro", TEXT)
    steps.take(plan, "be-om-endringer", cast.handler, Said(asked=(asked,)))
    return cast


def reader(person: Person) -> Reader:
    plan = visible_plans(person).get(slug=Plan.objects.latest("pk").slug)
    return Reader(person, plan, frozenset(Capability), datetime.date(2025, 1, 10))


def answer(person: Person) -> None:
    found = open_asked(reader(person).plan)[0]
    services.answer_asked(asked=found, answer="Over elva.", base=UNCHECKED, by=person, at=timezone.now())


def beside(person: Person, number: int) -> str:
    plan = reader(person).plan
    client = Client()
    client.force_login(person)
    place = f"tiltak-{plan.tiltak.get(position=number).uid}"
    address = {"pilot": plan.agreement.pilot.slug, "year": plan.year, "place": place, "panel": "kommentarer"}
    return client.get(reverse("beside_panel", kwargs=address)).text


def test_it_stands_at_its_own_place_alone_until_it_is_answered(cast):
    assert TEXT in beside(cast.leader, 1)
    assert TEXT not in beside(cast.leader, 2)
    answer(cast.leader)
    assert TEXT not in beside(cast.leader, 1)


def test_the_contents_mark_the_place_that_waits(cast):
    tiltak = reader(cast.leader).plan.tiltak.get(position=1)
    assert panels.asked_marks(reader(cast.leader)) == {f"tiltak/{tiltak.uid}": 1}
    client = Client()
    client.force_login(cast.leader)
    page = client.get(reverse("plan", kwargs={"pilot": tiltak.plan.agreement.pilot.slug, "year": tiltak.plan.year}))
    marks = Page.of(page.content).find("//span[contains(@class, 'part-mark--asked')]/@title")
    # The contents stand twice in the page, and the delmål counts what its tiltak have.
    assert set(map(str, marks)) == {"1 sted KDD har bedt om å få endret"}
    answer(cast.leader)
    assert panels.asked_marks(reader(cast.leader)) == {}


def test_who_reads_what_was_sent_does_not_learn_of_the_answer(cast):
    answer(cast.leader)
    assert [one.text for one in panels.asked(reader(cast.handler))] == [TEXT]


def test_a_plan_that_was_sent_again_asks_for_nothing(cast):
    answer(cast.leader)
    plan = reader(cast.leader).plan
    steps.take(steps.fresh(plan), "send-igjen", cast.leader)
    assert panels.asked(reader(cast.leader)) == []
