"""The address the grid saves to: what it answers, to whom, and that it never asks more often for a larger plan."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.models import BudgetLine, FundingSource
from plans.models import Plan, Tiltak
from plans.roles import Role
from tests.factories import give_role, make_person, make_plan, make_post, make_tiltak, put_status
from tests.grid import cell_sent, cells_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(by):
    plan = make_plan()
    give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    return plan


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def address(plan: Plan) -> str:
    return reverse("cells", kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year})


def send(client, plan, *cells, **more):
    return client.post(address(plan), {**cells_sent(*cells), **more}, headers={"accept": "application/json"})


def stored(row):
    return list(row.lines.order_by("source__position").values_list("source__key", "kroner"))


def test_a_cell_is_saved_and_tells_its_new_base(leader, draft):
    row = make_tiltak(draft)
    answer = send(leader, draft, cell_sent(row, "1,2 mill."))
    assert answer.status_code == 200
    key = f"tiltak/{row.uid}/kdd/2025"
    cell = answer.json()["cells"][key]
    assert cell["amounts"] == [["planlagt", "", 1_200_000, ""]]
    assert send(leader, draft, cell_sent(row, "", base=cell["base"])).status_code == 200
    assert stored(row) == []


def test_delmaal_posts_and_history_are_saved_as_one(leader, draft):
    goal, post = draft.delmaal.all()[0], make_post(draft)
    answer = send(leader, draft, cell_sent(goal, "5"), cell_sent(post, "6"), cell_sent(post, "7", "-", year=2024))
    assert answer.status_code == 200
    assert (stored(goal), stored(post)) == ([("kdd", 5)], [("kdd", 6)])
    assert post.earlier_figures.get().kroner == 7


def test_what_somebody_else_wrote_meanwhile_is_shown_with_who_and_when(leader, draft):
    row = make_tiltak(draft)
    other = make_person(Role.PROSJEKTLEDER, pilot=draft.agreement.pilot)
    leader.force_login(other)
    assert send(leader, draft, cell_sent(row, "700")).status_code == 200
    # Nobody may say that she saw nothing and does not care.
    assert send(leader, draft, cell_sent(row, "800", base="*")).status_code == 422
    answer = send(leader, draft, cell_sent(row, "800"), cell_sent(row, "900", "annet"))
    assert answer.status_code == 409
    ((key, theirs),) = answer.json()["cells"].items()
    assert key == f"tiltak/{row.uid}/kdd/2025"
    assert (theirs["amounts"], theirs["by"]) == ([["planlagt", "", 700, ""]], str(other))
    assert stored(row) == [("kdd", 700)]


@pytest.mark.parametrize(
    ("kroner", "sentence"),
    [("-5", "kan ikke være negativt"), ("ca. 200", "Forstår ikke beløpet «ca. 200»"), ("1.234,50", "ikke hele kroner")],
)
def test_what_is_no_amount_is_refused_at_its_cell(leader, draft, kroner, sentence):
    row = make_tiltak(draft)
    answer = send(leader, draft, cell_sent(row, "5"), cell_sent(row, kroner, "annet"))
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [f"tiltak/{row.uid}/annet/2025"]
    assert sentence in answer.json()["sentence"]
    assert stored(row) == []


HOSTILE = [
    "",
    "x",
    "null",
    "[]",
    "{}",
    "[1]",
    "[" * 100_000,
    json.dumps([{"kind": "tiltak", "uid": "x", "source": "kdd", "year": 2025, "base": "", "amounts": []}]),
]


@pytest.mark.parametrize("sent", HOSTILE)
def test_what_no_grid_sends_is_refused(leader, draft, sent):
    answer = leader.post(address(draft), {"cells": sent}, headers={"accept": "application/json"})
    assert (answer.status_code, "kan ikke leses" in answer.json()["sentence"]) == (422, True)


def test_one_cell_is_sent_once(leader, draft):
    row = make_tiltak(draft)
    assert send(leader, draft, cell_sent(row, "5"), cell_sent(row, "6")).status_code == 422
    assert stored(row) == []


def test_a_row_that_is_gone_or_another_plans_is_refused(leader, draft):
    foreign = make_tiltak(make_plan())
    answer = send(leader, draft, cell_sent(foreign, "5"))
    assert (answer.status_code, "slettet" in answer.json()["sentence"]) == (422, True)
    assert stored(foreign) == []
    assert send(leader, draft, cell_sent(make_tiltak(draft), "5", "ingen")).status_code == 422


def test_who_is_signed_out_or_somebody_else_by_now_saves_nothing(leader, client, draft, by):
    row = make_tiltak(draft)
    assert send(client, draft, cell_sent(row, "5")).status_code == 401
    assert send(leader, draft, cell_sent(row, "5"), person=str(make_person().pk)).status_code == 401
    assert stored(row) == []


def test_a_plan_that_is_sent_takes_nothing(leader, draft):
    row = make_tiltak(draft)
    put_status(draft, Plan.Status.SENDT)
    assert send(leader, draft, cell_sent(row, "5")).status_code == 403
    assert stored(row) == []


def test_a_save_asks_as_often_in_a_plan_of_three_hundred_rows_as_of_three(leader, draft):
    goal, source = draft.delmaal.all()[0], FundingSource.objects.get(pilot=draft.agreement.pilot, key="annet")
    asked = []
    for rows in (3, 297):
        made = Tiltak.objects.bulk_create(
            Tiltak(plan=draft, delmaal=goal, position=number + rows, title="Tiltak") for number in range(rows)
        )
        BudgetLine.objects.bulk_create(
            BudgetLine(plan=draft, tiltak=one, source=source, year=2025, kroner=1) for one in made
        )
        with CaptureQueriesContext(connection) as queries:
            assert send(leader, draft, cell_sent(made[0], "5")).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 45
