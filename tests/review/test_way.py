"""The page «Send»: whose turn it is, what is missing, what KDD asked for, and what each person is shown."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Person, Plan
from plans.roles import Role
from plans.services import field_hash
from plans.views import plan_address
from review.services.said import Ask, Said
from tests.factories import make_person, make_tiltak
from tests.review import steps
from tests.review.steps import bring, fresh, small_plan, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    steps.quick_files(monkeypatch)


@pytest.fixture
def plan(db: None) -> Plan:
    return small_plan()


def shown(person: Person, plan: Plan) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("way", kwargs=plan_address(plan))).content.decode()


def test_a_draft_tells_its_writer_what_is_missing_and_who_does_not_see_it(plan):
    page = shown(steps.Cast(plan).leader, plan)
    assert "KDD ser ikke planen før den er sendt." in page
    assert "åpne advarsler" in page
    assert reverse("control", kwargs=plan_address(plan)) in page
    assert "Steget kan tas når det som mangler, er på plass." in page


def test_a_reader_is_offered_nothing(plan):
    reader = make_person(Role.STYRINGSGRUPPE, pilot=plan.agreement.pilot)
    page = shown(reader, plan)
    assert "Du trenger ikke å gjøre noe her nå." in page
    assert "Vedta planen" not in page


def test_the_receipt_has_the_hash_of_what_was_sent(plan):
    cast = bring(plan, "sendt")
    page = shown(cast.leader, plan)
    assert "Kvittering for versjon 1" in page
    assert plan.versions.get().snapshot.sha256 in page
    assert "saksbehandleren i KDD" in page


def test_the_approver_has_the_recommendation_before_her_and_the_case_handler_no_button(plan):
    cast = bring(plan, "sendt")
    take(plan, "innstill", cast.handler, Said(comment="Tallene stemmer, si ja."))
    page = shown(cast.approver, plan)
    assert "Tallene stemmer, si ja." in page
    assert "godkjenneren i KDD" in page
    approve = reverse("move", kwargs={**plan_address(plan), "key": "godkjenn"})
    assert approve in page
    assert approve not in shown(cast.handler, plan)


def test_what_kdd_asked_for_is_worked_off_with_links_and_answers(plan):
    tiltak = make_tiltak(plan)
    cast = bring(plan, "sendt")
    asked = Ask(f"tiltak/{tiltak.uid}", "Tiltak 1.1: Bygge bro", "Si hvem som bygger.")
    row = take(plan, "be-om-endringer", cast.handler, Said(asked=(asked,))).asked.get()
    page = shown(cast.leader, plan)
    assert "Si hvem som bygger." in page
    assert reverse("edit_tiltak", kwargs={**plan_address(plan), "uid": tiltak.uid}) in page
    assert "1 sted er ikke svart på" in page
    client = Client()
    client.force_login(cast.leader)
    where = reverse("answer_asked", kwargs={**plan_address(plan), "pk": row.pk})
    client.post(where, {"answer": "Statens vegvesen bygger.", "base": field_hash("")})
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("Statens vegvesen bygger.", cast.leader)
    # Who had the page open since before is told, and writes over nobody.
    told = client.post(where, {"answer": "Noe annet.", "base": field_hash("")}, follow=True).content.decode()
    assert "Svaret ditt er ikke lagret" in told
    row.refresh_from_db()
    assert row.answer == "Statens vegvesen bygger."


def test_kdd_sees_the_places_and_no_way_to_write_there(plan):
    tiltak = make_tiltak(plan)
    cast = bring(plan, "sendt")
    asked = Ask(f"tiltak/{tiltak.uid}", "Tiltak 1.1: Bygge bro", "Si hvem som bygger.")
    take(plan, "be-om-endringer", cast.handler, Said(asked=(asked,)))
    page = shown(cast.handler, plan)
    assert "Si hvem som bygger." in page
    assert "rediger" not in page.lower().replace("redigere", "")


def test_the_form_of_what_to_change_has_every_place_and_asks_for_one(plan):
    make_tiltak(plan)
    cast = bring(plan, "sendt")
    client = Client()
    client.force_login(cast.handler)
    where = reverse("move", kwargs={**plan_address(plan), "key": "be-om-endringer"})
    form = client.get(where).context["form"]
    labels = [str(field.label) for field in form]
    assert "Delmål 1 med alle tiltakene" in labels
    assert "Tiltak 1.1: Bygge bro" in labels
    response = client.post(where, {"base": form["base"].value()})
    assert response.status_code == 422
    assert "Skriv hva som skal endres, ved minst ett sted i planen." in response.content.decode()
    number = next(name for name, field in form.fields.items() if field.label == "Tiltak 1.1: Bygge bro")
    client.post(where, {"base": form["base"].value(), number: "Si hvem."})
    assert fresh(plan).openings.filter(path__startswith="tiltak/").count() == 1


def test_an_old_page_is_told_what_happened_meanwhile(plan):
    cast = bring(plan, "vedtatt")
    client = Client()
    client.force_login(cast.leader)
    where = reverse("move", kwargs={**plan_address(plan), "key": "send"})
    base = client.get(where).context["form"]["base"].value()
    take(plan, "send", cast.leader)
    take(plan, "trekk", cast.leader)
    told = client.post(where, {"base": base})
    assert told.status_code == 409
    assert "var først" in told.content.decode()
    assert fresh(plan).status == "vedtatt"
