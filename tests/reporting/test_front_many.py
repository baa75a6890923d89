"""The front page of somebody with very many plans: as many queries as for ten, pages to turn, and a search."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgets.models import BudgetLine, Frame, FundingSource
from plans.models import (
    Agreement,
    Deadline,
    Delmaal,
    Invitation,
    Membership,
    Person,
    Pilot,
    Plan,
    PlanDelmaal,
    PlanForm,
    Tiltak,
)
from plans.roles import Role
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def many_plans(person: Person, first: int, number: int) -> None:
    """Give a person plans to lead, each with something of every kind that can wait.

    In bulk, as it is the reading that counts.
    """
    form, today = PlanForm.objects.get(key="kdd-2025"), timezone.localdate()
    year, now = today.year - 1, timezone.now()
    names = [f"mange-{place}" for place in range(first, first + number)]
    pilots = Pilot.objects.bulk_create(Pilot(slug=name, name=name) for name in names)
    agreements = Agreement.objects.bulk_create(
        Agreement(pilot=pilot, first_year=year, last_year=year + 3) for pilot in pilots
    )
    goals = Delmaal.objects.bulk_create(
        Delmaal(agreement=one, priority=1, title="Nytt navn", short_title="Navn") for one in agreements
    )
    plans = Plan.objects.bulk_create(
        Plan(agreement=one, year=year, form=form, slug=f"{one.pilot.slug}-{year}") for one in agreements
    )
    copies = PlanDelmaal.objects.bulk_create(
        PlanDelmaal(plan=plan, delmaal=goal, uid=goal.uid, number=1, title="Navn", short_title="Navn")
        for plan, goal in zip(plans, goals, strict=True)
    )
    tiltak = Tiltak.objects.bulk_create(
        Tiltak(plan=copy.plan, delmaal=copy, position=1, title="Bygge bro") for copy in copies
    )
    sources = FundingSource.objects.bulk_create(
        FundingSource(pilot=pilot, key="kdd", kind="stat", name="KDD", chapter="553", post="66") for pilot in pilots
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(plan=one.plan, tiltak=one, source=source, year=year, kroner=100)
        for one, source in zip(tiltak, sources, strict=True)
    )
    Frame.objects.bulk_create(
        Frame(agreement=one, source=source, year=year, kroner=50, certainty="innvilget")
        for one, source in zip(agreements, sources, strict=True)
    )
    Deadline.objects.bulk_create(Deadline(title="Frist", date=today, agreement=one) for one in agreements)
    Membership.objects.bulk_create(Membership(person=person, role=Role.PROSJEKTLEDER, pilot=pilot) for pilot in pilots)
    Invitation.objects.bulk_create(
        Invitation(
            token_hash=pilot.slug,
            email="kari@eksempel.example",
            role=Role.MEDARBEIDER,
            pilot=pilot,
            created_at=now,
            expires_at=now + datetime.timedelta(days=14),
        )
        for pilot in pilots
    )


def test_ten_plans_and_three_hundred_take_the_same_queries_and_none_takes_no_more():
    person, client = make_person(), Client()
    client.force_login(person)
    counts = []
    for first, number in ((0, 0), (0, 10), (10, 290)):
        many_plans(person, first, number)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(reverse("front"))
        assert response.context["plans"].paginator.count == first + number
        assert len(response.context["entries"]) == min(50, first + number)
        counts.append(len(asked))
    assert counts[0] <= counts[1] == counts[2]
    # A deadline, a changed delmål, missing answers, too little money, an unsent invitation, and no plan for this year.
    tasks = response.context["tasks"]
    assert len(tasks.first) + len(tasks.more) + tasks.left_out == 300 * 6
    shown = response.content.decode()
    assert "Vis 92 til" in shown
    assert "1700 til haster mindre" in shown


def test_a_plan_among_many_is_found_by_its_pilot_and_year_and_all_are_reached_by_turning_pages():
    person, client = make_person(), Client()
    client.force_login(person)
    many_plans(person, 0, 60)
    pages = [client.get(reverse("front"), {"side": side}) for side in (1, 2)]
    assert [len(one.context["entries"]) for one in pages] == [50, 10]
    assert len({entry.plan.pk for one in pages for entry in one.context["entries"]}) == 60
    year = pages[0].context["entries"][0].plan.year
    found = client.get(reverse("front"), {"sok": f"MANGE-7 {year}"})
    assert [str(entry.plan.agreement.pilot) for entry in found.context["entries"]] == ["mange-7"]
    nothing = client.get(reverse("front"), {"sok": "ligger ikke her"}).content.decode()
    assert "Ingen planer har «ligger ikke her»" in nothing


def test_few_plans_need_no_search():
    person, client = make_person(), Client()
    client.force_login(person)
    many_plans(person, 0, 2)
    assert 'name="sok"' not in client.get(reverse("front")).content.decode()
