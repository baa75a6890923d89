"""Reminders of deadlines: when, to whom, and never twice."""

import datetime
import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans import services
from plans.models import Deadline, Notice, Person, Plan
from plans.roles import Capability, Role
from review.reminding import STAGES, remind, stage_of, turn_of
from review.workflow import STATUSES, TURNS
from tests import factories
from tests.review import steps

NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
TODAY = datetime.date(2025, 3, 4)


def day(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


def test_a_deadline_is_in_one_stage_at_a_time_and_in_none_far_away():
    found = {days: stage.what for days in range(-30, 31) if (stage := stage_of(day(days), TODAY))}
    assert set(found) == set(range(-7, 15))
    assert [found[days] for days in (14, 4, 3, 0, -1, -7)] == [
        "frist-14",
        "frist-14",
        "frist-3",
        "frist-3",
        "frist-over",
        "frist-over",
    ]
    assert {stage.what for stage in STAGES} == set(found.values())


def test_the_turn_is_the_tables_and_after_a_recommendation_the_approvers():
    for status in STATUSES:
        assert turn_of(status, False) is TURNS[status][1]
    assert turn_of("sendt", True) is Capability.DECIDE
    assert turn_of("utkast", True) is Capability.ADOPT


@pytest.fixture
def small(db, monkeypatch) -> Plan:
    """A plan of a pilot of its own; files are not made. Other deadlines are put away."""
    steps.quick_files(monkeypatch)
    Deadline.objects.all().delete()
    return steps.small_plan()


def deadline(plan: Plan, days: int, *, own: bool = True) -> Deadline:
    agreement = plan.agreement if own else None
    return services.create_deadline(agreement=agreement, title="Rapport til KDD", date=day(days), by=None)


def told(person: Person) -> list[str]:
    return list(
        Notice.objects.filter(person=person, what__startswith="frist").order_by("pk").values_list("what", flat=True)
    )


def test_a_deadline_is_told_of_before_and_after_and_each_once(small):
    cast = steps.Cast(small)
    deadline(small, 20)
    for passed in (0, 6, 7, 8, 16, 17, 18, 21, 22, 40):
        at = NOON + datetime.timedelta(days=passed)
        remind(at)
        assert remind(at) == 0
    assert told(cast.leader) == ["frist-14", "frist-3", "frist-over"]
    first = Notice.objects.filter(person=cast.leader).order_by("pk")[0]
    assert first.sentence() == "En frist nærmer seg: Rapport til KDD, 24. mars 2025"
    assert first.address.endswith("#frister")
    assert told(cast.handler) == []


def test_a_deadline_that_is_moved_is_told_of_anew(small):
    cast = steps.Cast(small)
    row = deadline(small, 2)
    remind(NOON)
    Deadline.objects.filter(pk=row.pk).update(date=day(3))
    remind(NOON)
    assert told(cast.leader) == ["frist-3", "frist-3"]


def test_those_are_told_whose_turn_it_is(small):
    cast = steps.bring(small, "sendt")
    deadline(small, 2, own=False)
    remind(NOON)
    assert (told(cast.leader), told(cast.handler), told(cast.approver)) == ([], ["frist-3"], [])
    steps.take(small, "innstill", cast.handler)
    remind(NOON)
    assert told(cast.approver) == ["frist-3"]


def test_when_all_is_approved_only_the_pilots_own_deadlines_are_told_of(small):
    cast = steps.bring(small, "godkjent")
    deadline(small, 2, own=False)
    remind(NOON)
    assert told(cast.leader) == []
    deadline(small, 2)
    remind(NOON)
    assert told(cast.leader) == ["frist-3"]


def test_a_pilot_without_a_plan_has_leaders_to_remind(db):
    Deadline.objects.all().delete()
    agreement = factories.make_agreement()
    leader = factories.make_person(Role.PROSJEKTLEDER, pilot=agreement.pilot)
    services.create_deadline(agreement=None, title="Send planen", date=day(10), by=None)
    remind(NOON)
    assert told(leader) == ["frist-14"]


# The command


@pytest.fixture
def waiting(small) -> Person:
    """A leader with a deadline in two days, who has been in the portal."""
    leader = factories.make_person(Role.PROSJEKTLEDER, pilot=small.agreement.pilot)
    Person.objects.filter(pk=leader.pk).update(last_login=timezone.now())
    date = timezone.localdate() + datetime.timedelta(days=2)
    services.create_deadline(agreement=small.agreement, title="Rapport til KDD", date=date, by=None)
    return leader


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("varsle", *options, stdout=out)
    return out.getvalue()


def test_the_command_reminds_and_mails_and_running_it_again_does_nothing(waiting):
    assert "frister: 1" in run()
    assert [one.to for one in mail.outbox] == [[waiting.email]]
    assert "frister: 0" in run()
    assert len(mail.outbox) == 1


def test_the_command_can_leave_the_mail_to_another_machine(waiting):
    run("--uten-epost")
    assert (told(waiting), mail.outbox) == (["frist-3"], [])


def test_the_command_says_so_when_mail_is_down(waiting, settings):
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.plans.test_posting.Down"
    with pytest.raises(CommandError, match="svarer ikke"):
        run()
    settings.EMAIL_BACKEND = "tests.plans.test_posting.Refusing"
    with pytest.raises(CommandError, match="prøves igjen"):
        run()
    settings.EMAIL_BACKEND = works
    run()
    assert len(mail.outbox) == 1


def test_what_is_asked_of_a_plan_is_told_of_until_it_is_kept_and_of_no_other_plan(small):
    cast = steps.Cast(small)
    year = small.year
    for asked in (year, year + 1):
        services.create_deadline(
            agreement=small.agreement, title="Vedta planen", date=day(10), reaches="vedtatt", plan_year=asked, by=None
        )
    assert remind(NOON) == 1
    assert told(cast.leader) == ["frist-14"]
    steps.bring(small, "vedtatt", cast)
    assert remind(NOON + datetime.timedelta(days=8)) == 0
