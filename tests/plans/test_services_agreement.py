"""Saving an agreement, its small rows, its pilot and the registers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import services as money
from budgets.models import FundingSource
from plans import services
from plans.models import Agreement, Deadline, FieldChange, HourlyRate, Meeting, Pilot, Theme
from plans.services import UNCHECKED, Conflict, field_hash
from plans.services.agreements import agreement_parties_value
from plans.services.years import registered
from tests import row_writes
from tests.factories import make_agreement, make_plan, make_post, put
from tests.plans.agreement_writes import MAY, WRITES, party

pytestmark = pytest.mark.django_db


@row_writes.each(WRITES)
@pytest.mark.parametrize("rule", row_writes.ALL)
def test_every_write(write, rule, plan, by):
    rule(write, plan, by)


def set_period(agreement, first, last):
    return services.set_agreement_period(agreement=agreement, first_year=first, last_year=last, base=UNCHECKED, by=None)


def refused(agreement, first, last):
    with pytest.raises(ValidationError) as error:
        set_period(agreement, first, last)
    stored = Agreement.objects.get(pk=agreement.pk)
    assert (stored.first_year, stored.last_year) == (agreement.first_year, agreement.last_year)
    return " ".join(error.value.messages)


def test_a_plan_stays_inside_its_agreement():
    plan = make_plan(year=2025)
    assert "handlingsplanen for 2025" in refused(plan.agreement, 2026, 2029)
    assert set_period(plan.agreement, 2025, 2025).years == range(2025, 2026)


def test_a_frame_stays_inside_its_agreement_when_it_was():
    agreement = make_agreement()
    source = FundingSource.objects.get(pilot=agreement.pilot, key="kdd")
    for year in (2020, 2027):
        money.create_frame(
            agreement=agreement, source=source, year=year, kroner=1, certainty="planlagt", moved_to=None, by=None
        )
    assert "rammen for 2027" in refused(agreement, 2024, 2026)
    assert "2020" not in refused(agreement, 2024, 2026)
    assert set_period(agreement, 2025, 2030).first_year == 2025


def test_a_forecast_stays_inside_its_agreement():
    plan = make_plan(year=2025)
    put(make_post(plan), 100, year=2026)
    put(plan.delmaal.all()[0], 100, year=2027)
    sentence = refused(plan.agreement, 2024, 2025)
    assert "beløpene for 2026 i handlingsplanen for 2025" in sentence
    assert "beløpene for 2027 i handlingsplanen for 2025" in sentence
    assert set_period(plan.agreement, 2024, 2027).last_year == 2027


def test_an_earlier_figure_stays_inside_its_agreement():
    plan = make_plan(year=2025)
    money.set_earlier_figure(row=make_post(plan), year=2024, kroner=5, by=None)
    assert "tidligere beløp for 2024" in refused(plan.agreement, 2025, 2027)


def test_everything_that_has_years_is_asked():
    assert registered() == {"plans", "budgets"}


def test_years_are_in_order_and_taken_once(plan):
    assert refused(plan.agreement, 2026, 2025) == "Avtalens siste år kan ikke være før det første."
    second = services.create_agreement(
        pilot=plan.agreement.pilot, first_year=2028, last_year=2030, signed=None, by=None
    )
    assert refused(second, 2024, 2030) == "Piloten har allerede en avtale fra dette året."


def test_parties_keep_their_rows(plan, by):
    before = {member.party.key: member.pk for member in plan.agreement.parties.all()}
    entries = [services.PartyEntry(party(key), "avtalepart", True) for key in ("grong", "lierne")]
    services.set_agreement_parties(agreement=plan.agreement, parties=entries, base=UNCHECKED, by=by)
    assert {row.party.key: row.pk for row in plan.agreement.parties.all()} == {
        key: before[key] for key in ("grong", "lierne")
    }
    assert [row.position for row in plan.agreement.parties.all()] == [1, 2]
    trace = FieldChange.objects.filter(path=f"avtale/{plan.agreement_id}/parter")[0]
    assert trace.after == "Grong (avtalepart, signerer), Lierne (avtalepart, signerer)"


def test_a_party_stands_once_and_has_a_role(plan, by):
    before = agreement_parties_value(plan.agreement)
    twice = [services.PartyEntry(party(), "avtalepart", signs) for signs in (True, False)]
    for entries, sentence in ((twice, "valgt to ganger"), ([services.PartyEntry(party(), "gjest", True)], "gjest")):
        with pytest.raises(ValidationError, match=sentence):
            services.set_agreement_parties(agreement=plan.agreement, parties=entries, base=UNCHECKED, by=by)
    assert agreement_parties_value(plan.agreement) == before


def test_an_hourly_rate_can_be_taken_away(plan, by):
    services.set_hourly_rate(agreement=plan.agreement, year=2026, kroner=600, by=by)
    with pytest.raises(Conflict):
        services.set_hourly_rate(agreement=plan.agreement, year=2026, kroner=None, base=field_hash(500), by=by)
    base = field_hash(600)
    assert services.set_hourly_rate(agreement=plan.agreement, year=2026, kroner=None, base=base, by=by) is None
    assert not HourlyRate.objects.filter(agreement=plan.agreement, year=2026).exists()
    assert (
        services.set_hourly_rate(agreement=plan.agreement, year=2026, kroner=None, base=field_hash(None), by=by) is None
    )


def test_only_the_columns_that_changed_are_written_and_traced(plan, by):
    meeting = Meeting.objects.filter(agreement=plan.agreement, date__isnull=False)[0]
    before = FieldChange.objects.count()
    with CaptureQueriesContext(connection) as queries:
        services.update_meeting(meeting=meeting, title=f"  {meeting.title} ", date=MAY, base=UNCHECKED, by=by)
    (update,) = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "plans_meeting"')]
    assert ('"date" =' in update, '"title" =' in update) == (True, False)
    trace = FieldChange.objects.all()[0]
    assert FieldChange.objects.count() == before + 1
    assert trace.label == f"Møte «{meeting.title}»: dato"
    assert (trace.before, trace.after) == (str(meeting.date), "2025-05-17")
    assert trace.path == f"avtale/{plan.agreement_id}/moete/{meeting.pk}/date"


def test_a_work_group_belongs_to_a_delmaal_of_its_own_agreement(plan, by):
    foreign = make_agreement().delmaal.all()[0]
    group = plan.agreement.work_groups.all()[0]
    for save in (
        lambda: services.create_work_group(agreement=plan.agreement, name="A", leader=None, delmaal=foreign, by=by),
        lambda: services.update_work_group(group=group, name="A", leader=None, delmaal=foreign, base=UNCHECKED, by=by),
    ):
        with pytest.raises(ValidationError, match="en annen avtale"):
            save()


def test_two_work_groups_have_two_names(plan, by):
    first, second = plan.agreement.work_groups.all()[:2]
    with pytest.raises(ValidationError, match="allerede en arbeidsgruppe"):
        services.update_work_group(group=second, name=first.name, leader=None, delmaal=None, base=UNCHECKED, by=by)


def test_what_another_has_removed_cannot_be_saved(plan, by):
    deadline = Deadline.objects.filter(agreement=plan.agreement)[0]
    services.remove_deadline(deadline=deadline, by=by)
    with pytest.raises(ValidationError, match="er fjernet"):
        services.update_deadline(deadline=deadline, title="X", date=MAY, base=UNCHECKED, by=by)


def test_a_municipality_belongs_to_one_pilot(plan, by):
    other = make_agreement().pilot
    with pytest.raises(ValidationError, match="Lierne hører til piloten Indre Namdal"):
        services.set_municipalities(pilot=other, municipalities=[party()], base=UNCHECKED, by=by)
    county = party("trondelag-fylkeskommune")
    with pytest.raises(ValidationError, match="er ikke en kommune"):
        services.set_municipalities(pilot=other, municipalities=[county], base=UNCHECKED, by=by)
    services.set_municipalities(pilot=plan.agreement.pilot, municipalities=[], base=UNCHECKED, by=by)
    services.set_municipalities(pilot=other, municipalities=[party()], base=UNCHECKED, by=by)
    assert party().pilot == other


def test_a_pilot_keeps_its_address(plan, by):
    services.rename_pilot(pilot=plan.agreement.pilot, name="Noe helt annet", base=UNCHECKED, by=by)
    assert Pilot.objects.get(pk=plan.agreement.pilot_id).slug == "indre-namdal"
    other = services.create_pilot(name="  Snåasen   tjïelte ", by=by)
    assert (other.slug, other.name) == ("snaasen-tjielte", "Snåasen tjïelte")
    with pytest.raises(ValidationError, match="En annen pilot heter allerede det"):
        services.rename_pilot(pilot=other, name="Noe helt annet", base=UNCHECKED, by=by)


def test_a_new_party_gets_a_key_of_its_name(by):
    assert services.create_party(name="Kåfjord – Gáivuotna – Kaivuono", kind="annet", by=by).key == (
        "kafjord-gaivuotna-kaivuono"
    )
    first, second = (services.create_party(name=name, kind="selskap", by=by) for name in ("Ål Øl AS", "Al Ol AS"))
    assert (first.key, second.key) == ("al-ol-as", "al-ol-as-2")


def test_a_party_is_registered_once(by):
    with pytest.raises(ValidationError, match="«Lierne» står allerede i registeret"):
        services.create_party(name=" LIERNE ", kind="annet", by=by)


def test_a_party_keeps_to_what_it_is(by):
    with pytest.raises(ValidationError, match="kommunenummer med fire siffer"):
        services.update_party(party=party(), kind="annet", base=UNCHECKED, by=by)
    with pytest.raises(ValidationError, match="En annen part heter allerede det"):
        services.update_party(party=party(), name="Grong", base=UNCHECKED, by=by)
    with pytest.raises(KeyError):
        services.update_party(party=party(), pilot=None, base=UNCHECKED, by=by)
    saved = services.update_party(party=party(), organisasjonsnummer=" ", base=UNCHECKED, by=by)
    assert saved.organisasjonsnummer is None


def test_themes_are_put_in_order(by):
    keys = list(Theme.objects.values_list("key", flat=True))
    services.set_theme_order(keys=keys[::-1], base=field_hash(keys), by=by)
    assert list(Theme.objects.values_list("key", flat=True)) == keys[::-1]
    with pytest.raises(Conflict):
        services.set_theme_order(keys=keys[1:] + keys[:1], base=field_hash(keys), by=by)


def test_a_person_has_an_address_of_her_own(by):
    other = services.create_person(email="en@eksempel.example", name="En", by=None)
    with pytest.raises(ValidationError, match="En annen person har denne e-postadressen"):
        services.update_person(person=other, name="En", email=by.email.upper(), is_active=True, base=UNCHECKED, by=by)
