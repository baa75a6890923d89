"""Who writes where just now, and what others have saved meanwhile."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans import paths
from plans.models import FieldChange, Presence
from plans.roles import Role
from plans.services import UNCHECKED, set_title
from plans.services.presence import GONE_AFTER, changed_since, others_present, tell_presence
from tests.factories import make_person
from tests.plans.writes import tiltak as first_tiltak

NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)
RAMMER = "plan/svar/rammer"


@pytest.fixture(autouse=True)
def _long_ago(plan):
    """The demo plan was written before, also where it was loaded a moment ago."""
    FieldChange.objects.filter(plan=plan).update(at=NOON)


@pytest.fixture
def other(db):
    return make_person()


def ask(client, **data):
    address = reverse("together", kwargs={"pilot": "indre-namdal", "year": 2025})
    response = client.post(address, data, headers={"accept": "application/json"})
    assert response.status_code == 200
    return response.json()


def test_one_is_seen_by_others_and_not_by_oneself(plan, by, other):
    tell_presence(plan=plan, by=by, path=RAMMER, at=NOON)
    assert [(one.person, one.path) for one in others_present(plan, other, NOON)] == [(by, RAMMER)]
    assert others_present(plan, by, NOON) == []


def test_one_stands_in_one_field_at_a_time_and_leaves(plan, by, other):
    tell_presence(plan=plan, by=by, path=RAMMER, at=NOON)
    tell_presence(plan=plan, by=by, path="plan/svar/organisering", at=NOON + SECOND)
    assert [one.path for one in others_present(plan, other, NOON + SECOND)] == ["plan/svar/organisering"]
    tell_presence(plan=plan, by=by, path="")
    assert not Presence.objects.exists()


def test_who_says_nothing_is_gone_within_half_a_minute(plan, by, other):
    asked_every = 8 * SECOND
    assert GONE_AFTER + asked_every <= 30 * SECOND
    tell_presence(plan=plan, by=by, path=RAMMER, at=NOON)
    assert others_present(plan, other, NOON + GONE_AFTER - SECOND)
    assert others_present(plan, other, NOON + GONE_AFTER) == []


def test_the_others_are_named_with_their_place(signed_in, plan, by, other):
    tiltak = first_tiltak(plan)
    tell_presence(plan=plan, by=other, path=paths.tiltak_field(tiltak.uid, "title"))
    data = ask(signed_in(Role.PROSJEKTLEDER), path=RAMMER)
    assert data["people"] == [
        {"name": other.name, "path": f"tiltak/{tiltak.uid}/title", "place": "tiltak 1.1"},
    ]
    seen = ask(signed_in(Role.MEDARBEIDER), path="")["people"]
    assert {(one["name"], one["place"]) for one in seen} == {
        (by.name, "«Rammer for handlingsplanen»"),
        (other.name, "tiltak 1.1"),
    }


def test_delmaal_and_the_plan_have_names_too(signed_in, plan, other):
    client = signed_in(Role.PROSJEKTLEDER)
    delmaal = plan.delmaal.get(number=3)
    for path, place in (
        (paths.answer("delmaal", delmaal.uid, "resultater"), "delmål 3"),
        ("plan/case_number", "planen"),
        (paths.tiltak_field("00000000-0000-0000-0000-000000000000", "title"), "planen"),
    ):
        tell_presence(plan=plan, by=other, path=path)
        assert [one["place"] for one in ask(client)["people"]] == [place]


def test_a_path_that_is_none_is_not_believed(signed_in, plan):
    ask(signed_in(Role.PROSJEKTLEDER), path="<b>her</b>")
    assert not Presence.objects.exists()


def test_what_was_saved_since_is_told_and_what_was_saved_before_is_not(plan, other):
    tiltak = first_tiltak(plan)
    path = paths.tiltak_field(tiltak.uid, "title")
    now = timezone.now()
    assert path not in changed_since(plan, now)
    set_title(tiltak=tiltak, title="Bygge bro", base=UNCHECKED, by=other)
    assert changed_since(plan, now)[path] >= now
    assert changed_since(plan, now + 60 * SECOND) == {}


@pytest.mark.parametrize("since", ["", "i går", "2025-13-45T00:00:00Z", "2025-03-04T12:00:00"])
def test_a_moment_that_is_none_gives_only_what_is_new(signed_in, since):
    assert ask(signed_in(Role.PROSJEKTLEDER), since=since)["changes"] == {}


@pytest.mark.parametrize("people", [1, 30])
def test_it_asks_the_database_as_often_however_many_write(signed_in, plan, people, django_assert_num_queries):
    client = signed_in(Role.PROSJEKTLEDER)
    ask(client, path=RAMMER)
    for _ in range(people):
        tell_presence(plan=plan, by=make_person(), path=RAMMER)
    with django_assert_num_queries(15):
        assert len(ask(client, path=RAMMER)["people"]) == people
