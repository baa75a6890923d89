"""The pilot's own page, as each role meets it."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Agreement, Deadline, Pilot, Plan, WorkGroup
from plans.roles import Role
from tests.factories import make_person

ADDRESS = {"pilot": "indre-namdal"}


def _page(client) -> str:
    return str(client.get(reverse("pilot", kwargs=ADDRESS)).content, "utf-8")


def test_the_page_shows_agreement_delmaal_in_order_and_people(signed_in, plan):
    client = signed_in(Role.PROSJEKTLEDER)
    page = _page(client)
    agreement = plan.agreement
    assert f"Gjelder {agreement.first_year}–{agreement.last_year}." in page
    places = [page.index(delmaal.title) for delmaal in agreement.delmaal.order_by("priority")]
    assert len(places) == 7
    assert places == sorted(places)
    assert all(row.party.name in page for row in agreement.parties.select_related("party"))
    assert "Aslak Lifjelldal" in page
    assert "bare delmål 4" in page
    assert "Oda Kvernmo" not in page


def test_who_may_not_see_people_sees_none(signed_in, plan):
    page = _page(signed_in(Role.SAMARBEIDSPART))
    assert "Folk og roller" not in page
    assert "Aslak Lifjelldal" not in page


@pytest.mark.parametrize("role", [Role.SAKSBEHANDLER, Role.KOMMUNESEKRETAER])
def test_a_draft_is_not_listed_for_who_may_not_read_it(role, signed_in, plan):
    address = reverse("plan", kwargs={**ADDRESS, "year": 2025})
    client = signed_in(role)
    assert address not in _page(client)
    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.SENDT)
    assert address in _page(client)


def test_deadlines_of_all_pilots_stand_among_its_own_and_no_others(signed_in, plan):
    other = Agreement.objects.exclude(pilot=plan.agreement.pilot)[0]
    date = datetime.date(2025, 3, 1)
    for agreement, title in ((plan.agreement, "Egen frist"), (None, "Alles frist"), (other, "Andres frist")):
        Deadline.objects.create(agreement=agreement, title=title, date=date)
    page = _page(signed_in(Role.PROSJEKTLEDER))
    assert "Egen frist" in page
    assert "Alles frist" in page
    assert "Andres frist" not in page


def test_a_pilot_without_agreement_says_what_comes_next(signed_in, db):
    Pilot.objects.create(slug="ny-pilot", name="Ny pilot")
    response = signed_in(Role.ADMINISTRATOR).get(reverse("pilot", kwargs={"pilot": "ny-pilot"}))
    assert response.status_code == 200
    assert reverse("new_agreement", kwargs={"pilot": "ny-pilot"}) in response.content.decode()
    leader = make_person(Role.PROSJEKTLEDER, pilot=Pilot.objects.get(slug="ny-pilot"))
    client = Client()
    client.force_login(leader)
    page = client.get(reverse("pilot", kwargs={"pilot": "ny-pilot"})).content.decode()
    assert "Be den som forvalter portalen" in page
    assert "/avtale/" not in page


def test_the_page_takes_the_same_queries_whatever_its_length(signed_in, plan):
    client = signed_in(Role.PROSJEKTLEDER)
    with CaptureQueriesContext(connection) as short:
        _page(client)
    agreement = plan.agreement
    for number in range(30):
        WorkGroup.objects.create(agreement=agreement, name=f"Gruppe {number}", delmaal=agreement.delmaal.all()[0])
        Deadline.objects.create(agreement=agreement, title=f"Frist {number}", date=datetime.date(2025, 3, 1))
    with CaptureQueriesContext(connection) as long:
        _page(client)
    assert len(long) == len(short)


def test_the_plan_and_the_list_of_plans_link_to_the_pilot(signed_in, plan):
    client = signed_in(Role.PROSJEKTLEDER)
    link = f'href="{reverse("pilot", kwargs=ADDRESS)}"'
    assert link in client.get(reverse("front")).content.decode()
    assert link in client.get(reverse("plan", kwargs={**ADDRESS, "year": 2025})).content.decode()


def test_who_may_not_open_the_pilot_gets_no_link_to_it(signed_in, plan):
    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.SENDT)
    client = signed_in(Role.OBSERVATOER)
    link = f'href="{reverse("pilot", kwargs=ADDRESS)}"'
    assert link not in client.get(reverse("front")).content.decode()
    response = client.get(reverse("plan", kwargs={**ADDRESS, "year": 2025}))
    assert response.status_code == 200
    assert link not in response.content.decode()
