"""A year's plan: its own copy of the delmål, and the plan's own fields."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from plans import services
from plans.models import FieldChange, Plan, PlanDelmaal, PlanForm
from plans.services import UNCHECKED, Closed
from tests.factories import add_delmaal, make_agreement, make_plan, put_status

pytestmark = pytest.mark.django_db


def form():
    return PlanForm.objects.get(key="kdd-2025")


def copies(plan):
    return list(PlanDelmaal.objects.filter(plan=plan).values_list("uid", "number", "title", "short_title"))


def test_a_plan_begins_with_the_agreements_delmaal(by):
    agreement = make_agreement(delmaal=3)
    plan = services.create_plan(agreement=agreement, year=2026, form=form(), language="nn", by=by)
    assert copies(plan) == list(agreement.delmaal.values_list("uid", "priority", "title", "short_title"))
    assert (plan.slug, plan.status, plan.language) == (f"{agreement.pilot.slug}-2026", "utkast", "nn")
    trace = FieldChange.objects.get(plan=plan)
    assert (trace.label, trace.by, trace.pilot) == ("Ny handlingsplan", by, agreement.pilot)


def test_renaming_in_the_agreement_does_not_touch_a_plan():
    plan = make_plan(delmaal=2)
    before = copies(plan)
    for delmaal in plan.agreement.delmaal.all():
        delmaal.title, delmaal.short_title, delmaal.priority = "Noe annet", "Annet", delmaal.priority + 10
        delmaal.save()
    add_delmaal(plan.agreement, 1)
    assert copies(plan) == before


def test_next_years_plan_has_the_same_delmaal_under_their_new_names():
    plan = make_plan(delmaal=1)
    plan.agreement.delmaal.update(title="Noe annet")
    later = services.create_plan(agreement=plan.agreement, year=2026, form=form(), by=None)
    assert [row[0] for row in copies(later)] == [row[0] for row in copies(plan)]
    assert [row[2] for row in copies(later)] == ["Noe annet"]


@pytest.mark.parametrize("year", [2023, 2028])
def test_a_plan_lies_within_its_agreement(year):
    agreement = make_agreement(first_year=2024, last_year=2027)
    with pytest.raises(ValidationError, match=f"Avtalen gjelder 2024–2027. {year} er utenfor avtaleperioden."):
        services.create_plan(agreement=agreement, year=year, form=form(), by=None)
    assert not agreement.plans.exists()


@pytest.mark.parametrize("year", [2024, 2027])
def test_first_and_last_year_are_inside(year):
    agreement = make_agreement(first_year=2024, last_year=2027)
    assert services.create_plan(agreement=agreement, year=year, form=form(), by=None).year == year


def test_a_plan_is_made_whole_or_not_at_all(monkeypatch):
    agreement = make_agreement(delmaal=2)
    monkeypatch.setattr("plans.services.plans.record", _fail)
    with pytest.raises(RuntimeError):
        services.create_plan(agreement=agreement, year=2025, form=form(), by=None)
    assert not agreement.plans.exists()


def _fail(**values):
    raise RuntimeError


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("document_date", datetime.date(2024, 12, 6), "2024-12-06"),
        ("adoption_date", datetime.date(2024, 12, 13), "2024-12-13"),
        ("case_number", "24/117", "24/117"),
        ("language", "nn", "nn"),
    ],
)
def test_the_plans_own_fields_are_saved_one_by_one(field, value, text, by):
    plan = make_plan()
    services.set_plan_field(plan=plan, field=field, value=value, base=UNCHECKED, by=by)
    assert getattr(Plan.objects.get(pk=plan.pk), field) == value
    trace = FieldChange.objects.get(plan=plan, path=f"plan/{field}")
    assert (trace.after, trace.by) == (text, by)


def test_a_date_can_be_taken_away_while_the_plan_is_a_draft():
    plan = make_plan()
    for value in (datetime.date(2024, 12, 13), None):
        services.set_plan_field(plan=plan, field="adoption_date", value=value, base=UNCHECKED, by=None)
        assert Plan.objects.get(pk=plan.pk).adoption_date == value


@pytest.mark.parametrize("field", ["status", "slug", "year", "agreement", "changed_at", "noe"])
def test_no_other_field_goes_that_way(field):
    with pytest.raises(KeyError):
        services.set_plan_field(plan=make_plan(), field=field, value="vedtatt", base=UNCHECKED, by=None)


@pytest.mark.parametrize(("field", "value"), [("language", "se"), ("case_number", "9" * 41)])
def test_a_value_that_does_not_fit_is_refused(field, value):
    plan = make_plan()
    before = getattr(plan, field)
    with pytest.raises(ValidationError):
        services.set_plan_field(plan=plan, field=field, value=value, base=UNCHECKED, by=None)
    assert getattr(Plan.objects.get(pk=plan.pk), field) == before


def test_a_note_on_money_belongs_to_one_delmaal():
    plan = make_plan(delmaal=2)
    first, second = plan.delmaal.all()
    services.set_money_note(delmaal=first, note=" 680 000 er søkt om. ", base=UNCHECKED, by=None)
    assert [row.money_note for row in plan.delmaal.all()] == ["680 000 er søkt om.", ""]
    put_status(plan, Plan.Status.GODKJENT)
    with pytest.raises(Closed):
        services.set_money_note(delmaal=second, note="Mer.", base=UNCHECKED, by=None)
