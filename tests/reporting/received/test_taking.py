"""Taking in what was read: as a new plan, or into one, after a look at what would change; and undone again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import services as writing
from plans.models import Agreement, Plan
from plans.richtext import plain_text
from plans.roles import Role
from plans.services import UNCHECKED
from reporting.load import load
from reporting.models import Received, Stored
from reporting.received import services
from reporting.received.offer import added
from tests.factories import put_status
from tests.received import STRAY, document, file_of, read

pytestmark = pytest.mark.django_db

PILOT = {"pilot": "indre-namdal"}


@pytest.fixture
def agreement(plan) -> Agreement:
    found: Agreement = plan.agreement
    return found


@pytest.fixture
def row(agreement, by) -> Received:
    return read(agreement.pilot, by)


@pytest.fixture
def goals(row) -> list[str]:
    """The delmål of the document, none of which the agreement has."""
    return [goal.uid for goal in services.reading_of(row).plan.delmaal]


def take(row: Received) -> str:
    return reverse("take_received", kwargs={**PILOT, "pk": row.pk})


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def made(leader: Client, row: Received, goals: list[str], year: int = 2027) -> Stored:
    response = leader.post(take(row), {"aar": year, "delmaal": goals})
    assert response.status_code == 302
    found = Stored.objects.get()
    assert response["Location"] == reverse("stored", kwargs={**PILOT, "pk": found.pk})
    return found


# As a new plan


def test_a_year_without_a_plan_gets_one(leader, row, goals, by):
    assert "Lag handlingsplan 2027" in text(leader, f"{take(row)}?aar=2027")
    stored = made(leader, row, goals)
    assert (stored.by, stored.name, stored.sha256, stored.is_new) == (by, row.name, row.sha256, True)
    assert stored.plan
    value = load(stored.plan)
    assert {one.title for goal in value.delmaal for one in goal.tiltak} == {"Boligbank", "Vertskap", "Lærlingtorg"}
    page = text(leader, reverse("stored", kwargs={**PILOT, "pk": stored.pk}))
    assert "Planen er laget" in page
    assert "Lagt til, med alt som hører til: 2 delmål i avtalen, 3 tiltak" in page
    assert "Tatt inn i planen for 2027." in text(leader, reverse("received", kwargs={**PILOT, "pk": row.pk}))


def test_delmaal_that_the_agreement_lacks_are_asked_about(leader, row, goals):
    assert "Delmål som ikke står i avtalen" in text(leader, f"{take(row)}?aar=2027")
    response = leader.post(take(row), {"aar": 2027, "delmaal": goals[:1]})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Avtalen har ikke delmålet «Flere lærlinger»" in page
    assert f'value="{goals[0]}" checked' in " ".join(page.split())
    assert not Stored.objects.exists()


def test_what_was_put_by_hand_comes_along_and_what_lies_does_not(leader, row, goals):
    (left,) = services.reading_of(row).leftovers
    row.put = {left.key: "plan/svar/rammer"}
    row.save()
    stored = made(leader, row, goals)
    assert stored.plan
    rammer = next(answer for answer in load(stored.plan).answers if answer.key == "rammer")
    assert STRAY in plain_text(rammer.text)


def test_what_lies_stays_out(leader, row, goals):
    (left,) = services.reading_of(row).leftovers
    row.put = {left.key: ""}
    row.save()
    stored = made(leader, row, goals)
    assert stored.plan
    assert STRAY not in load(stored.plan).model_dump_json()
    # Somebody has decided, so it is not told as something that could not come along either.
    assert STRAY not in str(stored.notes)


def test_it_is_undone_by_one_click(leader, row, goals, agreement):
    stored = made(leader, row, goals)
    address = reverse("stored", kwargs={**PILOT, "pk": stored.pk})
    assert "Angre alt" in text(leader, address)
    assert leader.post(reverse("undo_stored", kwargs={**PILOT, "pk": stored.pk}))["Location"] == address
    assert not agreement.plans.filter(year=2027).exists()
    page = text(leader, address)
    assert "Innlesingen er angret" in page
    assert "Angre alt" not in page
    assert "Ingenting er lagret i portalen." in text(leader, reverse("received", kwargs={**PILOT, "pk": row.pk}))
    # And can be taken in again.
    leader.post(take(row), {"aar": 2027, "delmaal": goals})
    assert agreement.plans.filter(year=2027).exists()


def test_what_others_have_written_since_is_named_and_stays(leader, row, goals, person):
    stored = made(leader, row, goals)
    plan = stored.plan
    assert plan
    writing.save_answer(place=plan, key="rammer", html="<p>Noe annet.</p>", base=UNCHECKED, by=person(Role.MEDARBEIDER))
    page = text(leader, reverse("stored", kwargs={**PILOT, "pk": stored.pk}))
    assert "Noen har skrevet i planen etter innlesingen" in page
    assert "Angre resten" in page
    undo = reverse("undo_stored", kwargs={**PILOT, "pk": stored.pk})
    leader.post(undo)
    assert Stored.objects.get().undone_at is None
    leader.post(undo, {"behold": "1"})
    assert Stored.objects.get().undone_at
    assert plain_text(next(one for one in load(plan).answers if one.key == "rammer").text) == "Noe annet."


# Into a plan


@pytest.fixture
def into(leader, row, goals) -> Plan:
    """The plan that the document became, with a text changed since."""
    plan = made(leader, row, goals).plan
    assert plan
    Stored.objects.all().delete()
    writing.save_answer(place=plan, key="rammer", html="<p>Helt nye føringer.</p>", base=UNCHECKED, by=None)
    return plan


def offered(leader: Client, row: Received) -> Any:
    return leader.get(f"{take(row)}?aar=2027").context["view"]


def test_what_would_change_is_shown_field_by_field(leader, row, into):
    page = text(leader, f"{take(row)}?aar=2027")
    assert "Ta inn i planen for 2027" in page
    assert "føringer</del>" in page
    view = offered(leader, row)
    assert "plan/svar/rammer" in view.paths
    assert not any("/svar/beskrivelse" in path for path in view.paths)  # these are the same


def test_what_writes_over_something_is_ticked_only_for_the_documents_own_year(leader, row, into):
    def ticked(more: str = "") -> frozenset[str]:
        found: frozenset[str] = leader.get(f"{take(row)}?aar=2027{more}").context["ticked"]
        return found

    assert ticked() == ticked("&kryss=tomme") == frozenset()  # the document is of 2025
    assert ticked("&kryss=alt") == {"plan/svar/rammer"}
    reading = services.reading_of(row)
    row.found = (
        reading.model_copy(update={"plan": reading.plan.model_copy(update={"year": 2027})}).model_dump_json().encode()
    )
    row.save()
    assert "plan/svar/rammer" in ticked()
    assert "plan/svar/rammer" not in ticked("&kryss=tomme")


def test_what_is_ticked_is_taken_in_and_undone(leader, row, into):
    view = offered(leader, row)
    sent = {"aar": 2027, "sett": view.seen, "endring": ["plan/svar/rammer", "plan/svar/finnes-ikke"]}
    assert leader.post(take(row), sent).status_code == 302
    stored = Stored.objects.get()
    assert [path for path, *_ in stored.written] == ["plan/svar/rammer"]

    def rammer() -> str:
        return plain_text(next(one for one in load(into).answers if one.key == "rammer").text)

    assert rammer() == "Planen er grunnlag for utbetaling."
    leader.post(reverse("undo_stored", kwargs={**PILOT, "pk": stored.pk}))
    assert rammer() == "Helt nye føringer."


def test_nothing_else_is_taken_in_than_what_was_shown(leader, row, into):
    view = offered(leader, row)
    writing.save_answer(place=into, key="rammer", html="<p>Enda nyere.</p>", base=UNCHECKED, by=None)
    response = leader.post(take(row), {"aar": 2027, "sett": view.seen, "endring": ["plan/svar/rammer"]})
    assert response.status_code == 409
    assert "Planen er endret siden" in response.content.decode()
    assert not Stored.objects.exists()


def test_nothing_ticked_is_told(leader, row, into):
    response = leader.post(take(row), {"aar": 2027, "sett": offered(leader, row).seen})
    assert response.status_code == 422
    assert "Ingenting er valgt." in response.content.decode()


def test_a_plan_that_says_the_same_already_has_nothing_to_take(leader, row, into):
    writing.save_answer(
        place=into, key="rammer", html="<p>Planen er grunnlag for utbetaling.</p>", base=UNCHECKED, by=None
    )
    view = offered(leader, row)
    assert view.paths == frozenset()
    assert "Planen sier allerede det som står i filen." in text(leader, f"{take(row)}?aar=2027")


# Where it cannot be


@pytest.mark.parametrize(
    ("year", "said"), [("2025", "Planen for 2025 er låst"), ("1999", "Avtalen gjelder 2024–2027"), ("x", "gjelder")]
)
def test_why_it_cannot_be_taken_in_is_said(leader, row, plan, year, said):
    put_status(plan, Plan.Status.SENDT)
    address = f"{take(row)}?aar={year}"
    assert said in text(leader, address)
    assert leader.post(take(row), {"aar": year}).status_code == 409
    assert not Stored.objects.exists()


def test_without_an_agreement_it_is_said(leader, row, agreement, monkeypatch):
    monkeypatch.setattr("reporting.received.taking_views.newest_agreement", lambda pilot: None)
    assert "har ingen avtale ennå" in text(leader, take(row))


def test_a_file_without_delmaal_is_only_checked(leader, row):
    reading = services.reading_of(row)
    row.found = reading.model_copy(
        update={"plan": reading.plan.model_copy(update={"delmaal": ()})}
    ).model_dump_json().encode()  # fmt: skip
    row.save()
    assert "Portalen fant ingen delmål i filen" in text(leader, take(row))
    assert "Ta inn i portalen" not in text(leader, reverse("received", kwargs={**PILOT, "pk": row.pk}))


def test_a_file_that_is_not_read_yet_is_waited_for(leader, row):
    Received.objects.update(state="venter")
    assert leader.get(take(row))["Location"] == reverse("received", kwargs={**PILOT, "pk": row.pk})


# The file, and the way back


def test_the_file_is_kept_as_long_as_what_was_taken_in_stands(leader, row, goals, by, agreement):
    stored = made(leader, row, goals)
    old = timezone.now() - services.KEPT - services.KEPT
    Received.objects.update(at=old)
    read(agreement.pilot, by)
    assert Received.objects.filter(pk=row.pk).exists()
    assert "så lenge det som er tatt inn av den" in text(leader, reverse("received", kwargs={**PILOT, "pk": row.pk}))
    leader.post(reverse("undo_stored", kwargs={**PILOT, "pk": stored.pk}))
    leader.post(reverse("receive", kwargs=PILOT), {"file": file_of()})
    assert not Received.objects.filter(pk=row.pk).exists()


def test_the_file_is_fetched_as_it_came_and_never_shown(leader, row):
    response = leader.get(reverse("received_file", kwargs={**PILOT, "pk": row.pk}))
    assert response.content == document()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="plan.docx"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_plan_and_the_list_lead_to_what_was_taken_in(leader, row, goals):
    stored = made(leader, row, goals)
    address = reverse("stored", kwargs={**PILOT, "pk": stored.pk})
    assert address in text(leader, reverse("plan", kwargs={**PILOT, "year": 2027}))
    assert address in text(leader, reverse("receive", kwargs=PILOT))
    leader.post(reverse("undo_stored", kwargs={**PILOT, "pk": stored.pk}))
    assert "Angret" in text(leader, reverse("receive", kwargs=PILOT))


def test_what_was_added_is_said_in_words():
    assert added([["tiltak", "a", "A"], ["tiltak", "b", "B"], ["figur", "c", "C"]]) == "2 tiltak, 1 figur"
    assert added([]) == ""
