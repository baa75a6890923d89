"""The demo data and its command."""

import io

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.models import Delmaal, FieldChange, Membership, Person, Pilot, Plan
from plans.roles import Role
from reporting.context import load_control
from reporting.load import load
from reporting.snapshots import thaw
from review.demo import DEMO_PEOPLE, approve
from review.demo.approved import acknowledge_warnings
from review.management.commands.demo import Command
from tests.plans.writes import WRITES
from tests.review import steps

pytestmark = pytest.mark.django_db


def demo():
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def counts():
    return {model: model.objects.count() for model in (Pilot, Plan, Person, Membership, Delmaal, FieldChange)}


def test_the_command_is_refused_outside_development():
    before = counts()
    with pytest.raises(CommandError, match="Demodata finnes bare i utviklingsmodus"):
        demo()
    assert counts() == before


def test_the_command_never_touches_data_that_is_there(settings, plan, by):
    settings.DEMO_LOGINS = True
    WRITES[0].save(plan, "Bygge bro", "*", by)
    before = counts()
    said = demo()
    assert "Databasen har data fra før; ingenting er endret." in said
    assert counts() == before
    assert WRITES[0].stored(plan) == "Bygge bro"


def test_the_command_says_who_can_sign_in_and_how(settings):
    settings.DEMO_LOGINS = True
    said = demo()
    assert site.DEMO_PASSWORD in said
    for person in DEMO_PEOPLE:
        assert any(person.email in line and person.role.label in line for line in said.splitlines())


def test_a_database_with_other_data_names_no_demo_people(settings):
    settings.DEMO_LOGINS = True
    Person.objects.filter(is_demo=True).update(is_demo=False)
    assert site.DEMO_PASSWORD not in demo()


def test_every_role_has_a_demo_person():
    assert {person.role for person in DEMO_PEOPLE} == set(Role)
    for person in DEMO_PEOPLE:
        stored = Person.objects.get(email=person.email)
        assert stored.is_demo
        assert stored.email.endswith(".example")
        assert stored.check_password(site.DEMO_PASSWORD)
        assert [row.role for row in stored.memberships.all()] == [person.role]
        assert person.sentence.endswith(".")


def test_every_demo_row_came_through_a_service():
    """What is read in leaves a trace like what is typed in."""
    for plan in Plan.objects.all():
        traced = set(FieldChange.objects.filter(plan=plan).values_list("path", flat=True))
        for tiltak in plan.tiltak.all():
            assert f"tiltak/{tiltak.uid}/title" in traced
        for line in plan.lines.select_related("source", "tiltak", "delmaal", "post"):
            uid = next(row.uid for row in (line.tiltak, line.delmaal, line.post) if row)
            assert any(f"{uid}/kroner/{line.source.key}/{line.year}/{line.certainty}" in path for path in traced)


def test_the_real_plan_is_taken_all_the_way_by_the_people_whose_steps_they_are(plan, monkeypatch):
    steps.quick_files(monkeypatch)
    monkeypatch.setattr("review.demo.approved.acknowledge_warnings", lambda *args, **kwargs: None)
    assert approve(plan).status == Plan.Status.GODKJENT
    by = {move.key: move.by for move in plan.moves.all()}
    assert by["innstill"] != by["godkjenn"]
    assert {key for key, person in by.items() if person == Person.objects.get(email="prosjektleder@demo.example")} == {
        "vedta",
        "signer",
        "send",
    }
    later = Plan.objects.get(slug="indre-namdal-2026")
    assert later.status == Plan.Status.UTKAST
    assert load(later).earlier == thaw(plan.versions.get().snapshot)


def test_its_warnings_stand_with_a_reason(by):
    plan = steps.small_plan()
    acknowledge_warnings(plan, by=by, at=timezone.localtime())
    control = load_control(plan, load(plan), timezone.localdate())
    assert control.acknowledged
    assert control.counts.advarsel == 0


def test_where_no_pdf_can_be_made_the_plan_stays_a_draft(plan, monkeypatch, capsys):
    def fail(*args):
        raise ValidationError("Filene kan ikke lages.")

    monkeypatch.setattr("review.management.commands.demo.approve", fail)
    command = Command()
    command._approve()
    assert "Planen for 2025 er et utkast" in capsys.readouterr().out
