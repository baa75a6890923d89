"""A party is asked for its word, and again when what it confirmed has been changed."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans import services as plan_services
from plans.models import Party, Person, Plan, Tiltak
from plans.notices import visible_notices
from plans.roles import Role
from plans.services import UNCHECKED
from reporting.load import load
from review import services, waiting
from review.asking import RESTS, ask, tell_lapses
from review.services.confirmations import find_tiltak, tiltak_hash
from tests import factories
from tests.reporting.test_front import viewer, waits

pytestmark = pytest.mark.django_db
NOW = timezone.now()
#: Long after everything that a test has written.
LATER = NOW + datetime.timedelta(days=1)


@pytest.fixture
def party(person) -> Person:
    """Who speaks for the county in Indre Namdal."""
    found: Person = person(Role.SAMARBEIDSPART)
    return found


@pytest.fixture
def tiltak(plan) -> Tiltak:
    """A tiltak that names the county, and that the county has confirmed."""
    county = Party.objects.get(key="trondelag-fylkeskommune")
    found: Tiltak = plan.tiltak.filter(parties__party=county).order_by("pk")[0]
    confirm(plan, found, county)
    return found


def confirm(plan: Plan, tiltak: Tiltak, party: Party) -> None:
    value = find_tiltak(load(plan), tiltak.uid)
    assert value
    by = Person.objects.get(email="samarbeidspart@demo.example")
    services.confirm_part(plan=plan, uid=tiltak.uid, parties=[party], seen=tiltak_hash(value), by=by, at=timezone.now())


def rename(tiltak: Tiltak, title: str) -> None:
    plan_services.set_title(tiltak=tiltak, title=title, base=UNCHECKED, by=None)


def again(person: Person) -> list[str]:
    return [what for what in waits(person) if "endret siden dere bekreftet" in what]


def told(person: Person, what: str) -> int:
    return visible_notices(person).filter(what=what).count()


def test_what_has_changed_waits_again_until_it_is_confirmed_or_changed_back(plan, tiltak, party):
    assert again(party) == []
    old = tiltak.title
    rename(tiltak, "Noe annet")
    assert again(party) == ["1 tiltak er endret siden dere bekreftet"]
    rename(tiltak, old)
    assert again(party) == []
    rename(tiltak, "Noe tredje")
    confirm(plan, tiltak, Party.objects.get(key="trondelag-fylkeskommune"))
    assert again(party) == []


def test_a_change_elsewhere_lapses_nothing(plan, tiltak, party):
    other = plan.tiltak.exclude(pk=tiltak.pk)[0]
    rename(other, "Noe annet")
    assert again(party) == []
    assert tell_lapses(LATER) == 0


def test_a_plan_that_is_closed_waits_for_no_word(plan, tiltak, party):
    rename(tiltak, "Noe annet")
    factories.put_status(plan, Plan.Status.VEDTATT)
    assert again(party) == []
    assert tell_lapses(LATER) == 0


def test_a_plan_is_read_only_where_something_has_been_touched(plan, tiltak, party):
    def asked() -> int:
        someone = viewer(party)
        with CaptureQueriesContext(connection) as queries:
            list(waiting.to_confirm(someone))
        return len(queries)

    assert asked() == 4
    rename(tiltak, "Noe annet")
    assert asked() > 4


def test_so_many_plans_are_read_and_of_the_others_the_trace_is_believed(plan, tiltak, party, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_READ", 0)
    old = tiltak.title
    rename(tiltak, "Noe annet")
    rename(tiltak, old)
    with CaptureQueriesContext(connection) as queries:
        found = [one.what for one in waiting.to_confirm(viewer(party))]
    assert "1 tiltak er endret siden dere bekreftet" in found
    assert len(queries) < 15


# What is told


def test_a_lapse_is_told_once_and_when_the_writing_rests(plan, tiltak, party):
    rename(tiltak, "Noe annet")
    changed = timezone.now()
    assert tell_lapses(changed + RESTS / 2) == 0
    after = changed + RESTS
    assert [tell_lapses(after), tell_lapses(after)] == [1, 0]
    rename(tiltak, "Noe tredje")
    assert tell_lapses(LATER) == 0
    (notice,) = visible_notices(party).filter(what="bortfalt")
    assert notice.sentence() == "Tiltak som dere har bekreftet, er endret siden"
    assert notice.address == "/indre-namdal/2025/kommentarer/"


def test_what_was_changed_back_is_not_told(plan, tiltak, party):
    old = tiltak.title
    rename(tiltak, "Noe annet")
    rename(tiltak, old)
    assert tell_lapses(LATER) == 0
    assert told(party, "bortfalt") == 0


def test_a_party_is_asked_for_its_word_once_for_each_draft(plan, party, by):
    stranger = factories.make_person(
        Role.SAMARBEIDSPART,
        pilot=plan.agreement.pilot,
        party=plan_services.create_party(name="Fjellheimen samvirke", kind=Party.Kind.ANNET, by=None),
    )
    ask(NOW)
    drafts = Plan.objects.filter(agreement__pilot=plan.agreement.pilot, status=Plan.Status.UTKAST).count()
    assert told(party, "bekreft") == drafts > 0
    assert told(stranger, "bekreft") == told(by, "bekreft") == 0
    ask(LATER)
    assert told(party, "bekreft") == drafts
