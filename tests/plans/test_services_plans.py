"""A year's plan: its own copy of the delmål, and the plan's own fields."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from plans import services
from plans.models import FieldChange, Plan, PlanDelmaal, PlanForm
from plans.services import UNCHECKED, Closed
from reporting.load import load
from review.models import Comment
from tests.factories import add_delmaal, make_agreement, make_plan, put, put_status

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)


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


def test_a_draft_is_removed_with_all_that_is_in_it_and_comes_back(by):
    plan = make_plan(delmaal=2, tiltak=2)
    first = plan.tiltak.all()[0]
    services.save_answer(place=first, key="beskrivelse", html="<p>Slik.</p>", base=UNCHECKED, by=by)
    put(first, 5)
    before, traces = load(plan), FieldChange.objects.filter(plan=plan).count()
    removed = services.remove_plan(plan=plan, by=by)
    assert not Plan.objects.filter(pk=plan.pk).exists()
    assert (removed.plan, removed.pilot) == (None, plan.agreement.pilot)
    trace = FieldChange.objects.filter(pilot=plan.agreement.pilot).first()
    assert trace is not None
    assert (trace.label, trace.before, trace.by, trace.plan) == ("Fjernet handlingsplan", str(plan), by, None)
    with pytest.raises(ValidationError, match="allerede fjernet"):
        services.remove_plan(plan=plan, by=by)

    services.restore(removed=removed, by=by)
    assert load(Plan.objects.get(pk=plan.pk)) == before
    assert FieldChange.objects.filter(plan=plan).count() == traces


def test_a_removed_plan_does_not_come_back_over_another_of_its_year(by):
    plan = make_plan()
    removed = services.remove_plan(plan=plan, by=by)
    services.create_plan(agreement=plan.agreement, year=plan.year, form=form(), by=by)
    with pytest.raises(ValidationError, match="allerede en handlingsplan for dette året"):
        services.restore(removed=removed, by=by)


@pytest.mark.parametrize("status", [status for status in Plan.Status if status != Plan.Status.UTKAST])
def test_a_plan_past_draft_is_not_removed(status):
    plan = put_status(make_plan(), status)
    with pytest.raises(ValidationError, match=f"er {status.label} og kan ikke fjernes"):
        services.remove_plan(plan=plan, by=None)


def test_a_plan_that_a_later_one_goes_on_from_is_not_removed():
    plan = make_plan()
    services.continue_plan(earlier=plan, year=2026, form=form(), language="nb", by=None)
    with pytest.raises(ValidationError, match="2026 bygger på denne"):
        services.remove_plan(plan=plan, by=None)


def test_a_plan_that_people_have_said_something_of_is_not_removed(by):
    plan = make_plan()
    Comment.objects.create(plan=plan, path="plan", audience="pilot", text="Se på dette.", by=by, at=NOON)
    with pytest.raises(ValidationError, match="har 1 kommentar"):
        services.remove_plan(plan=plan, by=by)
