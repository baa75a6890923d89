"""While KDD waits for changes at one place, no address of a plan writes anywhere else."""

import pytest
from django.urls import resolve

from plans.models import EditOpening, Person, Plan
from tests.factories import put_status
from tests.good_posts import POSTS, good_post, posted_rows
from tests.permission_table import PLAN_ROWS
from tests.review import steps
from tests.test_permission_posts import browser, send, watched

pytestmark = pytest.mark.django_db

#: Every address under a plan that takes POST.
WRITES = [name for name in posted_rows() if name in PLAN_ROWS and name in POSTS]


@pytest.fixture(autouse=True)
def _demo(settings, monkeypatch):
    settings.DEMO_LOGINS = True
    steps.quick_files(monkeypatch)


#: Addresses outside `review` that write something and nothing of the plan.
BESIDE_THE_PLAN = {
    "remove_plan": "removes the draft of another year",
    "together": "says who writes where",
    "read_workbook": "keeps a file of her own to look through",
    "drop_workbook": "throws that file away",
}


@pytest.mark.parametrize("name", WRITES)
def test_nothing_else_is_written(name: str, plan: Plan):
    leader = browser(Person.objects.get(email="prosjektleder@demo.example"))
    address, data = good_post(name, leader, plan)
    if resolve(address).func.__module__.startswith("review."):
        pytest.skip("steps, answers and comments are no part of the plan")
    if name in BESIDE_THE_PLAN:
        pytest.skip(BESIDE_THE_PLAN[name])
    put_status(plan, Plan.Status.ENDRINGER)
    # The last tiltak of all: none of the addresses is about it.
    opened = plan.tiltak.order_by("-delmaal__number", "-position")[0]
    assert str(opened.uid) not in address
    EditOpening.objects.create(plan=plan, path=f"tiltak/{opened.uid}")
    with watched() as written:
        # What only cleans a text for the editor answers as always.
        assert send(leader, address, data).status_code in (200, 302, 403, 409)
    assert not written


def test_the_opened_place_is_written(plan: Plan):
    leader = browser(Person.objects.get(email="prosjektleder@demo.example"))
    address, data = good_post("edit_tiltak", leader, plan)
    put_status(plan, Plan.Status.ENDRINGER)
    EditOpening.objects.create(plan=plan, path=f"tiltak/{address.split('/')[4]}")
    with watched() as written:
        assert send(leader, address, data).status_code == 302
    assert "plans_tiltak" in written
