"""A cell of the grid is saved as one: all its amounts, from what the writer saw; several cells all or none."""

import pytest
from django.core.exceptions import ValidationError

from budgets.models import EarlierFigure
from budgets.services import Amount, CellsRefused, Edit, Place, amounts_of, cell_base, set_cell, set_cells
from plans.models import FieldChange, Plan
from plans.services import Closed, Conflict
from tests.factories import cell, make_person, make_plan, make_post, make_tiltak, pilot, put, put_status

pytestmark = pytest.mark.django_db

EMPTY = cell_base(())


@pytest.fixture
def row(db):
    return make_tiltak(make_plan())


def place(row, source="kdd", year=2025) -> Place:
    return Place(row, cell(row, source).source if source else None, year)


def amounts(row, source="kdd", year=2025) -> list[Amount]:
    return sorted(amounts_of(place(row, source, year)))


def test_an_empty_cell_takes_amounts_and_gives_them_back(row, by):
    both = (Amount("innvilget", "", 700, "brev 1"), Amount("sokt", "Innlandspiloten", 300))
    set_cell(place=place(row), amounts=both, base=EMPTY, by=by)
    assert amounts(row) == sorted(both)
    set_cell(place=place(row), amounts=(), base=cell_base(both), by=by)
    assert amounts(row) == []
    # Undone, all of it is there again: how sure it was, the remark, and whom it is shared with.
    set_cell(place=place(row), amounts=both, base=EMPTY, by=by)
    assert amounts(row) == sorted(both)


def test_two_in_one_empty_cell_collide_also_when_they_are_not_equally_sure(row, by):
    set_cell(place=place(row), amounts=(Amount("sokt", "", 700),), base=EMPTY, by=make_person())
    with pytest.raises(Conflict) as conflict:
        set_cell(place=place(row), amounts=(Amount("planlagt", "", 800),), base=EMPTY, by=by)
    assert conflict.value.theirs == [["sokt", "", 700, ""]]
    assert amounts(row) == [Amount("sokt", "", 700)]


def test_who_writes_the_same_as_another_makes_no_conflict(row, by):
    for person in (by, make_person()):
        set_cell(place=place(row), amounts=(Amount("planlagt", "", 700),), base=EMPTY, by=person)
    assert amounts(row) == [Amount("planlagt", "", 700)]


def test_an_amount_that_stays_as_it_is_leaves_no_trace(row, by):
    put(row, 700, certainty="innvilget")
    before = FieldChange.objects.count()
    both = (Amount("innvilget", "", 700), Amount("sokt", "", 50))
    set_cell(place=place(row), amounts=both, base=cell_base(both[:1]), by=by)
    paths = FieldChange.objects.filter(plan=row.plan, after="50, , sokt").values_list("path", flat=True)
    assert list(paths) == [f"tiltak/{row.uid}/kroner/kdd/2025/sokt"]
    assert FieldChange.objects.count() == before + 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ((Amount("planlagt", "", -5),), "kan ikke være negativt"),
        ((Amount("kanskje", "", 5),), "Velg planlagt, søkt"),
        ((Amount("sokt", "", 5), Amount("sokt", "", 6)), "må være ulikt sikre"),
        ((Amount("sokt", "Ingensteds", 5),), "Fant ikke piloten «Ingensteds»"),
    ],
)
def test_what_no_cell_can_hold_is_refused_and_nothing_is_saved(row, by, wrong, sentence):
    with pytest.raises(ValidationError, match=sentence):
        set_cell(place=place(row), amounts=wrong, base=EMPTY, by=by)
    assert amounts(row) == []


def test_an_amount_is_shared_with_another_pilot_alone(row, by):
    own = row.plan.agreement.pilot.name
    with pytest.raises(ValidationError, match="annen pilot"):
        set_cell(place=place(row), amounts=(Amount("sokt", own, 5),), base=EMPTY, by=by)
    name = pilot("innlandspiloten").name
    set_cell(place=place(row), amounts=(Amount("sokt", name, 5),), base=EMPTY, by=by)
    assert amounts(row) == [Amount("sokt", name, 5)]


def test_an_earlier_year_is_typed_as_history(row, by):
    for owner in (row.delmaal, make_post(row.plan)):
        past = place(owner, source=None, year=2024)
        set_cell(place=past, amounts=(Amount("planlagt", "", 900),), base=EMPTY, by=by)
        assert amounts_of(past) == (Amount("planlagt", "", 900),)
        with pytest.raises(Conflict):
            set_cell(place=past, amounts=(), base=EMPTY, by=by)
    assert EarlierFigure.objects.filter(plan=row.plan, kroner=900).count() == 2


def test_several_cells_are_saved_all_or_none(row, by):
    put(row, 5, "annet")
    edits = [
        Edit(place(row), (Amount("planlagt", "", 700),), EMPTY),
        Edit(place(row, "annet"), (Amount("planlagt", "", 800),), EMPTY),
        Edit(place(row, "egenandel"), (Amount("planlagt", "", -1),), EMPTY),
    ]
    with pytest.raises(CellsRefused) as refused:
        set_cells(edits=edits, by=by)
    assert list(refused.value.conflicts) == [f"tiltak/{row.uid}/annet/2025"]
    assert list(refused.value.errors) == [f"tiltak/{row.uid}/egenandel/2025"]
    assert (amounts(row), amounts(row, "annet")) == ([], [Amount("planlagt", "", 5)])
    set_cells(edits=edits[:1], by=by)
    assert amounts(row) == [Amount("planlagt", "", 700)]


def test_a_closed_plan_takes_nothing(row, by):
    put_status(row.plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        set_cells(edits=[Edit(place(row), (Amount("planlagt", "", 5),), EMPTY)], by=by)
    assert amounts(row) == []
