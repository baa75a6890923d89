"""Pages ask the database as often for three hundred rows as for three: every page that the table of addresses knows."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgets.models import BudgetLine, FundingSource
from plans.models import (
    Answer,
    Deadline,
    FieldChange,
    Meeting,
    Membership,
    Party,
    Person,
    Plan,
    Prompt,
    Removed,
    Tiltak,
    TiltakParty,
    WorkGroup,
)
from plans.models.agreements import AgreementParty
from plans.roles import Role
from plans.services import add_figure
from review.models import Comment
from tests.factories import give_role, make_plan, make_post
from tests.permission_table import PILOT_ROWS, PLAN_ROWS, Row
from tests.pictures import png

ROWS: dict[str, Row] = {**PILOT_ROWS, **PLAN_ROWS}
#: Documents are made, not asked for; the figure is a file; a draft that is not adopted cannot be sent.
NOT_PAGES = {
    "download_pdf",
    "download_xlsx",
    "figure",
}
#: One more query than any page needs today is a decision, not an accident.
MOST_QUERIES = 60


def fill(plan: Plan, rows: int) -> Plan:
    """Give a plan and its pilot this many of everything. Written in bulk: only their number matters here."""
    source = FundingSource.objects.filter(pilot=plan.agreement.pilot).first()
    prompt = Prompt.objects.get(form=plan.form, level=Prompt.Level.TILTAK, key="beskrivelse")
    assert source
    numbers = range(1, rows + 1)
    Party.objects.bulk_create(Party(key=f"part-{plan.pk}-{n}", name=f"Part {plan.pk} {n}") for n in numbers)
    parties = list(Party.objects.filter(key__startswith=f"part-{plan.pk}-"))
    delmaal = list(plan.delmaal.all())
    made = Tiltak.objects.bulk_create(
        Tiltak(plan=plan, delmaal=delmaal[n % len(delmaal)], position=n, title=f"Tiltak {n}") for n in numbers
    )
    Answer.objects.bulk_create(Answer(plan=plan, prompt=prompt, tiltak=one, html="<p>Bygge bro.</p>") for one in made)
    TiltakParty.objects.bulk_create(
        TiltakParty(tiltak=one, party=party, part="partner") for one, party in zip(made, parties, strict=True)
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(plan=plan, tiltak=one, source=source, year=plan.year, kroner=1000) for one in made
    )
    _fill_pilot(plan, rows, parties)
    _fill_comments(plan, rows, made)
    return plan


def _fill_comments(plan: Plan, rows: int, tiltak: list[Tiltak]) -> None:
    """Give the plan this many threads with an answer each, everybody mentioned in one of them."""
    paths, now = [f"tiltak/{one.uid}" for one in tiltak[:1]] * rows, timezone.now()
    own = {"plan": plan, "where": "Tiltak", "audience": "pilot", "text": "Er dette rett?", "at": now}
    roots = Comment.objects.bulk_create(Comment(path=path, uid=tiltak[0].uid, **own) for path in paths)
    Comment.objects.bulk_create(Comment(parent=root, path=root.path, uid=root.uid, **own) for root in roots)
    leader = Person.objects.get(email="prosjektleder@demo.example")
    Comment.mentioned.through.objects.bulk_create(
        Comment.mentioned.through(comment_id=root.pk, person_id=leader.pk) for root in roots
    )
    kdd = {**own, "audience": "delt", "from_kdd": True, "weight": "maa", "path": "plan/svar/rammer"}
    Comment.objects.bulk_create(Comment(**kdd) for _ in range(rows))


def _fill_pilot(plan: Plan, rows: int, parties: list[Party]) -> None:
    """Give the agreement this many parties, groups, dates, people, changes and removals."""
    agreement, numbers, now = plan.agreement, range(1, rows + 1), timezone.now()
    day = datetime.date(2025, 3, 1)
    AgreementParty.objects.bulk_create(AgreementParty(agreement=agreement, party=party) for party in parties)
    WorkGroup.objects.bulk_create(
        WorkGroup(agreement=agreement, name=f"Gruppe {n}", leader=party, delmaal=agreement.delmaal.first())
        for n, party in zip(numbers, parties, strict=True)
    )
    Deadline.objects.bulk_create(Deadline(agreement=agreement, title=f"Frist {n}", date=day) for n in numbers)
    Meeting.objects.bulk_create(Meeting(agreement=agreement, title=f"Møte {n}", date=day) for n in numbers)
    people = Person.objects.bulk_create(
        Person(email=f"p{plan.pk}-{n}@eksempel.example", name=f"Person {n}") for n in numbers
    )
    Membership.objects.bulk_create(
        Membership(person=one, role=Role.STYRINGSGRUPPE, pilot=agreement.pilot) for one in people
    )
    for where in ({"plan": plan, "pilot": agreement.pilot}, {"plan": None, "pilot": agreement.pilot}):
        FieldChange.objects.bulk_create(
            FieldChange(path=f"plan/felt-{n}", label="Felt", before="", after=str(n), by=one, at=now, **where)
            for n, one in zip(numbers, people, strict=True)
        )
        Removed.objects.bulk_create(
            Removed(
                path=f"avtale/{agreement.pk}/frist/{n}", label=f"Frist {n}", data={"rows": []}, by=one, at=now, **where
            )
            for n, one in zip(numbers, people, strict=True)
        )


def _pages() -> list[str]:
    # A draft has no version, nothing read in and nothing sent: there is no page to ask for.
    shown = [name for name, row in ROWS.items() if "GET" in row.methods and row.found in (200, 302)]
    hers = [name for name in shown if Role.PROSJEKTLEDER in ROWS[name].may]
    return ["front", *(name for name in hers if name not in NOT_PAGES)]


def _asked(client: Client, name: str, plan: Plan) -> list[str]:
    """Return what a page asks the database."""
    kwargs = {} if name == "front" else ROWS[name].kwargs(plan)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse(name.partition(":")[0], kwargs=kwargs))
    assert response.status_code in (200, 302), name
    return [query["sql"] for query in asked]


@pytest.mark.django_db
@pytest.mark.one_database  # the walk fetches the same pages on both
def test_the_number_of_queries_does_not_grow(signed_in, by):
    """One test for all pages, since filling two plans takes longer than asking for every page of them."""
    few, many = (fill(make_plan(delmaal=3), rows) for rows in (3, 300))
    for plan in (few, many):
        make_post(plan)
        add_figure(plan=plan, data=png(), alt="Et kart", caption="", by=None)
        give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    client = signed_in(Role.PROSJEKTLEDER)
    assert "Tiltak 300" in client.get(reverse("plan", kwargs=ROWS["plan"].kwargs(many))).content.decode()
    wrong = []
    for name in _pages():
        short, long = _asked(client, name, few), _asked(client, name, many)
        if len(long) != len(short):
            more = sorted(set(long) - set(short), key=len)
            wrong.append(
                f"{name}: {len(short)} queries for three rows, {len(long)} for three hundred, such as {more[:1]}"
            )
        if len(long) > MOST_QUERIES:
            wrong.append(f"{name}: {len(long)} queries")
    assert not wrong, "\n".join(wrong)
