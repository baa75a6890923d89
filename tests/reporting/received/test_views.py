"""«Les inn en plan»: upload, wait, see what was understood, answer, put, check; and whose it is."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Membership, Person, Pilot
from plans.roles import Role
from reporting.models import Received
from reporting.received import services
from reporting.rendering import queue
from tests.received import STRAY, file_of, read, uploaded
from tests.site.pages import Page

pytestmark = pytest.mark.django_db

PILOT = {"pilot": "indre-namdal"}


@pytest.fixture
def pilot(db) -> Pilot:
    return Pilot.objects.get(slug="indre-namdal")


@pytest.fixture
def row(pilot, by) -> Received:
    return read(pilot, by)


def address(name: str, row: Received) -> str:
    return reverse(name, kwargs={**PILOT, "pk": row.pk})


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def posted(client: Client, name: str, row: Received, **data: Any) -> Any:
    return client.post(address(name, row), {key.replace("__", ":", 1): value for key, value in data.items()})


# Upload and waiting


def test_a_file_that_is_uploaded_is_waited_for(leader, by):
    response = leader.post(reverse("receive", kwargs=PILOT), {"file": file_of()})
    row = Received.objects.get()
    assert response["Location"] == address("received", row)
    assert (row.name, row.by, row.state) == ("plan.docx", by, "venter")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen er tom."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammelt format"),
        (b"<html>", "nettside"),
        (b"\x89PNG", "et bilde"),
    ],
)
def test_what_is_no_plan_is_refused_at_the_field(leader, data, said):
    response = leader.post(reverse("receive", kwargs=PILOT), {"file": file_of(data)})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Received.objects.exists()


def test_without_a_file_it_says_what_is_missing(leader):
    response = leader.post(reverse("receive", kwargs=PILOT), {})
    assert response.status_code == 422
    assert "Velg filen som skal leses." in response.content.decode()


def test_it_is_waited_for_on_a_page_that_asks_again_without_scripts(leader, pilot, by):
    queue.begin("arbeider", timezone.now())
    row = uploaded(pilot, by)
    page = text(leader, address("received", row))
    assert "Filen leses nå." in page
    assert '<meta http-equiv="refresh" content="2">' in page
    found = leader.get(address("received", row), headers={"accept": "application/json"}).json()
    assert found == {"state": "venter", "before": 0, "alive": True}


def test_a_reading_that_was_lost_is_given_to_a_worker_again(leader, pilot, by):
    queue.begin("arbeider", timezone.now())
    row = uploaded(pilot, by)
    Received.objects.update(task="")
    text(leader, address("received", row))
    row.refresh_from_db()
    assert queue.has(row.task, ahead=False)


def test_without_a_worker_it_is_said_and_can_be_read_at_once(leader, pilot, by, monkeypatch):
    row = uploaded(pilot, by)
    page = text(leader, address("received", row))
    assert "som ikke svarer akkurat nå" in page
    assert "http-equiv" not in page
    read_now: list[str] = []
    monkeypatch.setattr(services, "read", lambda pk, run: read_now.append(run))
    assert posted(leader, "read_received", row).status_code == 302
    row.refresh_from_db()
    assert read_now == [row.run]


def test_it_is_stopped_and_begun_again(leader, pilot, by):
    queue.begin("arbeider", timezone.now())
    row = uploaded(pilot, by)
    posted(leader, "cancel_received", row)
    assert "Lesingen er stanset." in text(leader, address("received", row))
    posted(leader, "read_received", row)
    assert "Filen leses nå." in text(leader, address("received", row))


def test_why_it_cannot_be_read_is_said(leader, pilot, by):
    row = uploaded(pilot, by)
    Received.objects.update(state="avvist", message="PDF-en er skannet.")
    page = text(leader, address("received", row))
    assert "PDF-en er skannet." in page
    assert "Velg en annen fil" in page


@pytest.mark.parametrize("name", ["received_source", "received_control"])
def test_until_it_is_read_all_its_pages_are_the_one_that_waits(leader, pilot, by, name):
    row = uploaded(pilot, by)
    assert leader.get(address(name, row))["Location"] == address("received", row)


# What was understood


def test_it_says_what_was_understood_asked_and_left(leader, row):
    page = text(leader, address("received", row))
    reading = services.reading_of(row)
    assert f"{reading.share.placed} av {reading.share.words}" in page
    assert f"{len(reading.questions)} av {len(reading.questions)} ubesvart" in page
    assert "1 av 1 igjen" in page
    assert STRAY in page


def test_what_is_assumed_or_answered_is_chosen(leader, row):
    questions = services.reading_of(row).questions

    def chosen() -> dict[str, str]:
        page = Page.of(leader.get(address("received", row)).content)
        return {box.get("name"): box.get("value") for box in page.find("//input[@type='radio'][@checked]")}

    assert chosen() == {f"svar:{one.key}": one.assumed for one in questions if one.assumed}
    row.answers = {one.key: one.choices[-1].key for one in questions}
    row.save()
    assert chosen() == {f"svar:{one.key}": one.choices[-1].key for one in questions}


def test_an_answer_has_the_file_read_again(leader, row):
    queue.begin("arbeider", timezone.now())
    question = services.reading_of(row).questions[-1]
    response = leader.post(address("answer_received", row), {f"svar:{question.key}": question.choices[0].key})
    assert response["Location"] == address("received", row)
    assert "Filen leses nå." in text(leader, address("received", row))


def test_what_is_left_over_is_put_under_a_field_and_remembered(leader, row):
    (left,) = services.reading_of(row).leftovers
    leader.post(address("put_received", row), {f"rest:{left.key}": "plan/svar/rammer"})
    row.refresh_from_db()
    assert row.put == {left.key: "plan/svar/rammer"}
    page = Page.of(leader.get(address("received", row)).content)
    assert [option.get("value") for option in page.find("//option[@selected]")] == ["plan/svar/rammer"]
    assert "0 av 1 igjen" in text(leader, address("received", row))
    assert "Lagt hit av dere." in text(leader, address("received_source", row))


def test_the_rest_can_lie(leader, row):
    (left,) = services.reading_of(row).leftovers
    leader.post(address("put_received", row), {f"rest:{left.key}": "", "la-ligge": "1"})
    row.refresh_from_db()
    assert row.put == {left.key: ""}
    page = Page.of(leader.get(address("received", row)).content)
    assert [option.get("value") for option in page.find("//option[@selected]")] == ["-"]


def test_many_left_overs_are_shown_a_page_at_a_time(leader, row):
    reading = services.reading_of(row)
    (left,) = reading.leftovers
    many = tuple(left._replace(key=f"rest-{number}", text=f"Rest {number}.") for number in range(60))
    row.found = reading.model_copy(update={"leftovers": many}).model_dump_json().encode()
    row.put = {"rest-59": ""}
    row.save()
    first = text(leader, address("received", row))
    assert "Side 1 av 3" in first
    assert "Rest 24." in first
    assert "Rest 25." not in first
    leader.post(address("put_received", row), {"rest:rest-25": "-", "rest:rest-26": ""})
    row.refresh_from_db()
    assert row.put == {"rest-59": "", "rest-25": ""}


def test_the_document_stands_beside_what_it_became(leader, row):
    page = text(leader, address("received_source", row))
    assert "Delmål 1: Øke bosettingen" in page
    assert "Tiltak 1.1 Boligbank" in page
    assert "3 steder er usikre." in page  # an amount, a party, and what is left over
    narrowed = text(leader, f"{address('received_source', row)}?vis=usikre")
    assert STRAY in narrowed
    assert "Vi finner hus som står tomme." in page
    assert "Vi finner hus som står tomme." not in narrowed


def test_kontroll_names_the_wrong_sum_and_its_row(leader, row):
    page = text(leader, address("received_control", row))
    assert "Totalen i raden er 400 000 kr, men beløpene i raden gir 500 000 kr." in page
    reading = services.reading_of(row)
    table = reading.stated.table("seksjon-7")
    assert table
    number = next(n for n, seen in enumerate(reading.seen, start=1) if seen.place == f"{table.place}, rad 3")
    assert f'href="{address("received_source", row)}#bit-{number}">{table.place}, rad 3' in page


def test_pages_ask_the_database_the_same_few_times_for_a_large_file(leader, row, django_assert_max_num_queries):
    for name in ("received", "received_source", "received_control"):
        with django_assert_max_num_queries(12):
            leader.get(address(name, row))


def test_hostile_text_is_text(leader, pilot, by):
    row = read(pilot, by)
    reading = services.reading_of(row)
    evil = "<script>alert(1)</script>"
    left = reading.leftovers[0]._replace(text=evil)
    seen = (reading.seen[0]._replace(cells=(evil,)), *reading.seen[1:])
    question = reading.questions[0]._replace(text=evil, place=evil)
    changed = reading.model_copy(
        update={"leftovers": (left,), "seen": seen, "notices": (evil,), "questions": (question,)}
    )
    row.found = changed.model_dump_json().encode()
    row.name = f"{evil}.docx"
    row.save()
    for name in ("received", "received_source", "received_control"):
        assert evil not in text(leader, address(name, row))


# Whose it is


def test_a_colleague_of_the_same_right_sees_it_and_others_do_not(leader, row, pilot):
    colleague = Person.objects.create_user("kollega@demo.example", name="Kollega")
    Membership.objects.create(person=colleague, role=Role.PROSJEKTLEDER, pilot=pilot)
    theirs = Client()
    theirs.force_login(colleague)
    assert row.name in text(theirs, reverse("receive", kwargs=PILOT))
    assert theirs.get(address("received", row)).status_code == 200
    other = Client()
    other.force_login(Person.objects.get(email="innlandet@demo.example"))
    assert row.name not in text(other, reverse("receive", kwargs={"pilot": "innlandspiloten"}))
    for name in ("received", "received_source", "received_control"):
        assert other.get(reverse(name, kwargs={"pilot": "innlandspiloten", "pk": row.pk})).status_code == 404
        assert other.get(address(name, row)).status_code == 404


def test_at_kdd_each_sees_her_own_alone(signed_in, person, row):
    hers = read(None, person(Role.SAKSBEHANDLER))
    handler, approver = signed_in(Role.SAKSBEHANDLER), signed_in(Role.GODKJENNER)
    assert "Bare du ser filene." in text(handler, reverse("receive"))
    assert handler.get(reverse("received", kwargs={"pk": hers.pk})).status_code == 200
    assert approver.get(reverse("received", kwargs={"pk": hers.pk})).status_code == 404
    # A pilot's file is not KDD's, whatever its number.
    assert handler.get(reverse("received", kwargs={"pk": row.pk})).status_code == 404
    assert handler.get(address("received", row)).status_code == 403


def test_at_kdd_nothing_is_put_anywhere(signed_in, person):
    hers = read(None, person(Role.SAKSBEHANDLER))
    page = text(signed_in(Role.SAKSBEHANDLER), reverse("received", kwargs={"pk": hers.pk}))
    assert STRAY in page
    assert "<select" not in page


def test_a_file_of_kdd_is_not_a_pilots(leader, person):
    hers = read(None, person(Role.SAKSBEHANDLER))
    assert leader.get(address("received", hers)).status_code == 404


def test_after_some_days_it_is_gone(leader, row):
    Received.objects.update(at=timezone.now() - services.KEPT - datetime.timedelta(minutes=1))
    assert leader.get(address("received", row)).status_code == 404


def test_it_is_removed_by_one_click(leader, row):
    assert posted(leader, "drop_received", row)["Location"] == reverse("receive", kwargs=PILOT)
    assert not Received.objects.exists()


def test_another_pilots_plan_is_told(leader, row, pilot):
    reading = services.reading_of(row)
    plan = reading.plan.model_copy(update={"pilot": "Innlandspiloten"})
    row.found = reading.model_copy(update={"plan": plan}).model_dump_json().encode()
    row.save()
    assert "ser ut til å gjelde Innlandspiloten, ikke Indre Namdal" in text(leader, address("received", row))
