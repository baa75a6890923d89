"""Letting a finding stand: for a reason, tied to its amounts, never an error."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import FundingSource
from budgets.services import create_frame
from plans.models import FieldChange, Person, Plan
from plans.services import Closed
from reporting import services
from reporting.checks import Finding, checks
from reporting.context import load_context, load_control
from reporting.load import load
from reporting.models import Acknowledgement
from tests import constraints
from tests.constraints import Case
from tests.factories import put, put_status

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 1, 15, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))


def findings(plan: Plan) -> tuple[Finding, ...]:
    return checks(load(plan), load_context(plan, NOW.date()))


def spread_nothing(plan: Plan, kroner: int = 500_000) -> Finding:
    """Leave state money of a delmål without a tiltak, and return the finding that says so."""
    goal = plan.delmaal.get(number=7)
    before = {finding.key for finding in findings(plan)}
    put(goal, kroner)
    (found,) = [one for one in findings(plan) if one.key not in before and one.stated == kroner and "/" in one.path]
    return found


def let_stand(
    plan: Plan, finding: Finding, reason: str = "Fordeles i mars.", by: Person | None = None
) -> Acknowledgement:
    return services.acknowledge(plan=plan, key=finding.key, reason=reason, at=NOW, by=by)


def test_a_finding_stands_with_who_when_and_why(plan, by):
    found = spread_nothing(plan)
    row = let_stand(plan, found, reason="  Fordeles \n i mars. ", by=by)
    assert (row.reason, row.path, row.by, row.at) == ("Fordeles i mars.", found.path, by, NOW)
    trace = FieldChange.objects.get(plan=plan, path=f"plan/kontroll/{found.key}")
    assert (trace.label, trace.before, trace.after, trace.by) == ("Begrunnelse for funn", "", "Fordeles i mars.", by)


def test_it_is_then_no_longer_among_the_open_ones(plan):
    found = spread_nothing(plan)
    before = load_control(plan, load(plan), NOW.date())
    let_stand(plan, found)
    after = load_control(plan, load(plan), NOW.date())
    assert after.counts.total == before.counts.total - 1
    assert [one.shown.finding.key for one in after.acknowledged] == [found.key]
    assert found.key not in {one.finding.key for group in after.groups for one in group.findings}


def test_it_lapses_when_an_amount_changes_and_holds_again_when_it_is_changed_back(plan):
    found = spread_nothing(plan)
    let_stand(plan, found)
    goal = plan.delmaal.get(number=7)
    put(goal, 600_000)
    assert load_control(plan, load(plan), NOW.date()).acknowledged == ()
    put(goal, 500_000)
    assert len(load_control(plan, load(plan), NOW.date()).acknowledged) == 1


def test_a_finding_that_is_gone_cannot_stand(plan):
    found = spread_nothing(plan)
    put(plan.delmaal.get(number=7), 600_000)
    with pytest.raises(ValidationError, match="Funnet er ikke der lenger"):
        let_stand(plan, found)


def test_an_error_cannot_stand(plan, monkeypatch):
    found = spread_nothing(plan)
    monkeypatch.setattr(services, "checks", lambda *arguments: (found._replace(level="feil"),))
    with pytest.raises(ValidationError, match="Den må rettes"):
        let_stand(plan, found)
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_needed(plan, reason):
    found = spread_nothing(plan)
    with pytest.raises(ValidationError):
        let_stand(plan, found, reason=reason)


def test_nobody_overwrites_a_reason(plan):
    found = spread_nothing(plan)
    let_stand(plan, found)
    with pytest.raises(ValidationError, match="Noen har allerede begrunnet dette funnet"):
        let_stand(plan, found, reason="Noe annet.")
    assert Acknowledgement.objects.get().reason == "Fordeles i mars."


def test_it_is_taken_back_once(plan, by):
    row = let_stand(plan, spread_nothing(plan))
    services.withdraw_acknowledgement(acknowledgement=row, by=by, at=NOW)
    assert load_control(plan, load(plan), NOW.date()).acknowledged == ()
    trace = FieldChange.objects.filter(plan=plan, path=f"plan/kontroll/{row.key}").first()
    assert trace
    assert (trace.before, trace.after, trace.by) == ("Fordeles i mars.", "", by)
    row = Acknowledgement(pk=-1, plan=plan, key=row.key)
    with pytest.raises(ValidationError, match="Noen andre har allerede"):
        services.withdraw_acknowledgement(acknowledgement=row, by=by, at=NOW)


def test_a_closed_plan_keeps_its_findings_as_they_are(plan):
    found = spread_nothing(plan)
    row = let_stand(plan, found)
    put_status(plan, Plan.Status.VEDTATT)
    with pytest.raises(Closed):
        let_stand(plan, found)
    with pytest.raises(Closed):
        services.withdraw_acknowledgement(acknowledgement=row, by=None, at=NOW)


def test_what_the_checks_know_comes_in_few_queries(plan, django_assert_num_queries):
    source = FundingSource.objects.get(pilot=plan.agreement.pilot, key="kdd")
    create_frame(agreement=plan.agreement, source=source, year=2025, kroner=1, certainty="innvilget", by=None)
    with django_assert_num_queries(3):
        context = load_context(plan, NOW.date())
    assert [promise.kroner for promise in context.promises] == [1]
    assert "Husbanken" in {party.name for party in context.parties}
    assert (context.today, context.standing.status) == (NOW.date(), "utkast")


def acknowledgement(plan: Plan, key: str = "regel:0", reason: str = "Slik er det.") -> Acknowledgement:
    return Acknowledgement(plan=plan, key=key, path="plan", reason=reason, at=NOW)


def twice(plan: Plan) -> Acknowledgement:
    with transaction.atomic():
        acknowledgement(plan).save()
    return acknowledgement(plan)


CASES = [
    Case("acknowledgement_once", row=twice),
    Case("acknowledgement_has_reason", row=lambda plan: acknowledgement(plan, reason="")),
]


@constraints.each(CASES)
def test_the_database_refuses(case, plan):
    constraints.refused_by_the_database(case, plan)


@constraints.each(CASES)
def test_the_program_refuses_in_our_words(case, plan):
    with pytest.raises(ValidationError) as refused:
        case.row(plan).validate_constraints()
    broken = constraints.constraints_of("reporting")[case.constraint]
    assert refused.value.messages == [str(broken.violation_error_message)]


def test_every_constraint_is_broken_somewhere():
    assert {case.constraint for case in CASES} == set(constraints.constraints_of("reporting"))
