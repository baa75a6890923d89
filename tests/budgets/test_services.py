"""Saving kroner: blank and zero, years, foreign rows and sources, and an amount that moves."""

import pytest
from django.core.exceptions import ValidationError

from budgets import services
from budgets.certainty import Certainty
from budgets.models import BudgetLine, EarlierFigure, FundingSource
from budgets.services import find_line, line_value
from plans.models import FieldChange, Plan
from plans.services import UNCHECKED, Closed, Conflict, field_hash
from tests.factories import cell, make_agreement, make_plan, make_post, make_tiltak, pilot, put, put_status

pytestmark = pytest.mark.django_db
EMPTY = field_hash([])


@pytest.fixture
def other_plan(db):
    return make_plan(tiltak=1)


@pytest.fixture
def row(db):
    return make_tiltak(make_plan())


def save(where, kroner, base=UNCHECKED, note="", by=None):
    return services.set_amount(cell=where, kroner=kroner, base=base, note=note, by=by)


def stored(where):
    return line_value(find_line(where))


def test_blank_and_zero_differ(row):
    where = cell(row)
    assert stored(where) == []
    save(where, 0, base=EMPTY)
    assert stored(where) == [0, "", "planlagt"]
    save(where, None, base=field_hash([0, "", "planlagt"]))
    assert stored(where) == []
    assert not BudgetLine.objects.filter(plan=row.plan).exists()


def test_emptying_what_is_empty_is_no_change(row):
    assert save(cell(row), None, base=EMPTY) is None
    assert not FieldChange.objects.filter(path=cell(row).path).exists()


def test_two_people_who_type_in_one_empty_cell_collide(row):
    save(cell(row), 100, base=EMPTY)
    with pytest.raises(Conflict) as conflict:
        save(cell(row), 200, base=EMPTY)
    assert (conflict.value.theirs, conflict.value.mine) == ([100, "", "planlagt"], [200, "", "planlagt"])
    assert stored(cell(row)) == [100, "", "planlagt"]


def test_a_note_belongs_to_the_amount(row):
    save(cell(row), 100, note="  til \n leie ")
    assert stored(cell(row)) == [100, "til leie", "planlagt"]
    with pytest.raises(Conflict):
        save(cell(row), 100, note="til innleie", base=EMPTY)


def test_each_cell_is_its_own(row):
    shared = pilot("innlandspiloten")
    cells = [
        cell(row),
        cell(row, certainty="sokt"),
        cell(row, "egenandel"),
        cell(row, shared_with=shared),
        cell(row.delmaal),
        cell(row.delmaal, year=2026),
        cell(make_post(row.plan)),
    ]
    for number, where in enumerate(cells, start=1):
        save(where, number, base=EMPTY)
    assert [stored(where)[0] for where in cells] == list(range(1, len(cells) + 1))
    assert len({where.path for where in cells}) == len(cells)
    assert FieldChange.objects.filter(path__in=[where.path for where in cells]).count() == len(cells)


def test_a_path_is_built_of_what_never_moves(row):
    assert cell(row).path == f"tiltak/{row.uid}/kroner/kdd/2025/planlagt"
    assert cell(row.delmaal, "annet", certainty="fryst").path == f"delmaal/{row.delmaal.uid}/kroner/annet/2025/fryst"
    shared = cell(make_post(row.plan), shared_with=pilot("innlandspiloten"))
    assert shared.path == f"post/{shared.row.uid}/kroner/kdd/2025/planlagt/innlandspiloten"


@pytest.mark.parametrize("kroner", [-1, -(10**12)])
def test_a_negative_amount_is_refused(row, kroner):
    save(cell(row), 100)
    with pytest.raises(ValidationError, match="Et beløp kan ikke være negativt"):
        save(cell(row), kroner)
    with pytest.raises(ValidationError, match="Et beløp kan ikke være negativt"):
        save(cell(row, "egenandel"), kroner)
    assert [line.kroner for line in row.lines.all()] == [100]


@pytest.mark.parametrize("year", [2024, 2023, 1999])
def test_years_before_the_plan_are_history_and_no_lines(row, year):
    for place in (row, row.delmaal, make_post(row.plan)):
        with pytest.raises(ValidationError, match=f"Planen for 2025 kan ikke ha beløp for {year}"):
            save(cell(place, year=year), 100)


@pytest.mark.parametrize("year", [2026, 2027])
def test_later_years_stand_on_delmaal_and_posts(row, year):
    with pytest.raises(ValidationError, match="ikke på et tiltak"):
        save(cell(row, year=year), 100)
    for place in (row.delmaal, make_post(row.plan)):
        save(cell(place, year=year), 100)
        assert stored(cell(place, year=year))[0] == 100


def test_years_after_the_agreement_are_refused(row):
    for place in (row, row.delmaal, make_post(row.plan)):
        with pytest.raises(ValidationError, match="Avtalen slutter i 2027; 2028 er utenfor"):
            save(cell(place, year=2028), 100)


def test_a_source_of_another_pilot_is_refused(row, other_plan):
    foreign = FundingSource.objects.get(pilot=other_plan.agreement.pilot, key="kdd")
    with pytest.raises(ValidationError, match="hører til en annen plan"):
        save(cell(row)._replace(source=foreign), 100)
    assert not BudgetLine.objects.filter(source=foreign).exists()


def test_a_row_is_locked_and_checked_in_its_own_plan(row, other_plan):
    """A row that claims to be another plan's is refused, so nobody writes past that plan's status."""
    foreign = other_plan.tiltak.all()[0]
    foreign.plan = row.plan
    with pytest.raises(ValidationError, match="hører til en annen plan"):
        save(
            cell(row)._replace(
                row=foreign, source=FundingSource.objects.get(pilot=other_plan.agreement.pilot, key="kdd")
            ),
            1,
        )


def test_money_is_shared_with_another_pilot_only(row):
    own = row.plan.agreement.pilot
    with pytest.raises(ValidationError, match="med en annen pilot"):
        save(cell(row, shared_with=own), 100)


@pytest.mark.parametrize("certainty", Certainty.values)
def test_every_certainty_has_its_cell(row, certainty):
    save(cell(row, certainty=certainty), 100)
    assert stored(cell(row, certainty=certainty)) == [100, "", certainty]


def test_an_amount_moves_from_applied_for_to_granted(row, by):
    applied, granted = cell(row, certainty="sokt"), cell(row, certainty="innvilget")
    save(applied, 700_000, note="svar i mai")
    base = field_hash(stored(applied))
    services.move_amount(cell=applied, certainty="innvilget", kroner=650_000, note="svar i mai", base=base, by=by)
    assert stored(applied) == []
    assert stored(granted) == [650_000, "svar i mai", "innvilget"]
    assert {entry.path for entry in FieldChange.objects.filter(plan=row.plan, by=by)} == {applied.path, granted.path}


def test_an_amount_that_stays_is_only_saved(row):
    save(cell(row), 100)
    services.move_amount(cell=cell(row), certainty="planlagt", kroner=200, base=UNCHECKED, by=None)
    assert [(line.kroner, line.certainty) for line in row.lines.all()] == [(200, "planlagt")]


def test_emptying_wins_over_moving(row):
    save(cell(row), 100)
    services.move_amount(cell=cell(row), certainty="fryst", kroner=None, base=UNCHECKED, by=None)
    assert not row.lines.exists()


def test_an_amount_does_not_move_onto_another(row):
    save(cell(row, certainty="sokt"), 100)
    save(cell(row, certainty="innvilget"), 200)
    with pytest.raises(ValidationError, match="Det står allerede et beløp her"):
        services.move_amount(
            cell=cell(row, certainty="sokt"), certainty="innvilget", kroner=100, base=UNCHECKED, by=None
        )
    assert stored(cell(row, certainty="sokt"))[0] == 100
    assert stored(cell(row, certainty="innvilget"))[0] == 200


def test_an_amount_that_somebody_changed_does_not_move(row):
    applied = cell(row, certainty="sokt")
    save(applied, 100)
    base = field_hash(stored(applied))
    save(applied, 150)
    with pytest.raises(Conflict):
        services.move_amount(cell=applied, certainty="innvilget", kroner=100, base=base, by=None)
    assert stored(applied) == [150, "", "sokt"]
    assert stored(cell(row, certainty="innvilget")) == []


def test_an_amount_does_not_move_to_a_certainty_that_is_none(row):
    save(cell(row), 100)
    with pytest.raises(ValidationError, match="Velg planlagt"):
        services.move_amount(cell=cell(row), certainty="kanskje", kroner=100, base=UNCHECKED, by=None)
    assert stored(cell(row)) == [100, "", "planlagt"]


def test_an_amount_of_a_closed_plan_does_not_move(row):
    save(cell(row), 100)
    put_status(row.plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        services.move_amount(cell=cell(row), certainty="fryst", kroner=100, base=UNCHECKED, by=None)
    assert stored(cell(row)) == [100, "", "planlagt"]


def test_a_pilot_begins_with_the_sources_of_the_template():
    sources = FundingSource.objects.filter(pilot=make_agreement().pilot)
    assert [source.kind for source in sources] == FundingSource.Kind.values
    state = sources[0]
    assert (state.programme_category, state.chapter, state.post) == ("13.50", "553", "66")
    assert [source.position for source in sources] == [1, 2, 3, 4, 5, 6]


def test_a_new_source_comes_last():
    agreement = make_agreement()
    added = services.create_source(pilot=agreement.pilot, key="stiftelser", kind="annet", name="Stiftelser", by=None)
    assert list(FundingSource.objects.filter(pilot=agreement.pilot))[-1] == added


def test_a_new_post_leaves_a_trace(by):
    plan = make_plan()
    post = services.create_post(plan=plan, name="Prosjektledelse", position=8, by=by)
    trace = FieldChange.objects.get(plan=plan, label="Ny budsjettpost")
    assert (trace.after, trace.by, str(post.uid) in trace.path) == ("Prosjektledelse", by, True)
    put_status(plan, Plan.Status.GODKJENT)
    with pytest.raises(Closed):
        make_post(plan, "Enda en")


@pytest.mark.parametrize("year", [2023, 2025, 2026])
def test_history_is_of_the_agreements_earlier_years(row, year):
    with pytest.raises(ValidationError, match=f"{year} er ikke et tidligere år i avtalen"):
        services.set_earlier_figure(row=row.delmaal, year=year, kroner=1, by=None)


def test_history_is_typed_once_and_then_changed(row, by):
    for kroner in (100, 0, 250):
        services.set_earlier_figure(row=row.delmaal, year=2024, kroner=kroner, by=by)
    post = make_post(row.plan)
    services.set_earlier_figure(row=post, year=2024, kroner=7, by=by)
    found = EarlierFigure.objects.filter(plan=row.plan).values_list("delmaal", "post", "year", "kroner")
    assert sorted(found, key=str) == sorted([(row.delmaal.pk, None, 2024, 250), (None, post.pk, 2024, 7)], key=str)
    trace = FieldChange.objects.get(path=f"delmaal/{row.delmaal.uid}/tidligere/2024")
    assert (trace.before, trace.after) == ("", "250")


def test_amounts_go_with_their_row(row):
    put(row, 100)
    row.delete()
    assert not BudgetLine.objects.filter(plan=row.plan).exists()
