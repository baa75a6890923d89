"""What holds for every write of a field: whose value wins, when it is closed, and the trace it leaves."""

import pytest

from plans.models import EditOpening, FieldChange, Plan
from plans.services import UNCHECKED, Closed, Conflict, field_hash
from plans.services.fields import OPEN_STATUSES
from tests.factories import make_person, put_status
from tests.plans.writes import WRITES

pytestmark = pytest.mark.django_db
each_write = pytest.mark.parametrize("write", [pytest.param(write, id=write.name) for write in WRITES])
CLOSED_STATUSES = [status for status in Plan.Status if status not in OPEN_STATUSES]


def changes(plan):
    return FieldChange.objects.filter(plan=plan).count()


def changed(plan):
    return Plan.objects.values_list("changed_by", "changed_at").get(pk=plan.pk)


@each_write
def test_a_save_that_starts_from_what_stands_there_is_stored(write, plan, by):
    write.save(plan, write.values[0], field_hash(write.stored(plan)), by)
    assert write.stored(plan) == write.values[0]


@each_write
def test_a_save_that_starts_from_something_older_is_refused(write, plan, by):
    base = field_hash(write.stored(plan))
    other = make_person()
    write.save(plan, write.values[0], base, other)
    before = changes(plan), changed(plan)
    with pytest.raises(Conflict) as conflict:
        write.save(plan, write.values[1], base, by)
    assert (conflict.value.theirs, conflict.value.mine) == write.values
    assert conflict.value.path == write.path(plan)
    assert write.stored(plan) == write.values[0]
    assert (changes(plan), changed(plan)) == before
    assert changed(plan)[0] == other.pk


@each_write
def test_two_who_write_the_same_do_not_collide(write, plan, by):
    base = field_hash(write.stored(plan))
    write.save(plan, write.values[0], base, make_person())
    before = changes(plan), changed(plan)
    write.save(plan, write.values[0], base, by)
    assert write.stored(plan) == write.values[0]
    assert (changes(plan), changed(plan)) == before


@each_write
def test_the_loser_may_decide_to_save_after_all(write, plan, by):
    base = field_hash(write.stored(plan))
    write.save(plan, write.values[0], base, make_person())
    with pytest.raises(Conflict) as conflict:
        write.save(plan, write.values[1], base, by)
    write.save(plan, write.values[1], field_hash(conflict.value.theirs), by)
    assert write.stored(plan) == write.values[1]


@each_write
def test_unchecked_asks_nobody(write, plan, by):
    write.save(plan, write.values[0], UNCHECKED, make_person())
    write.save(plan, write.values[1], UNCHECKED, by)
    assert write.stored(plan) == write.values[1]


@each_write
def test_a_save_leaves_one_trace(write, plan, by):
    before = changes(plan)
    write.save(plan, write.values[1], UNCHECKED, by)
    trace = FieldChange.objects.filter(plan=plan, path=write.path(plan))[0]
    assert changes(plan) == before + 1
    assert (trace.by, trace.pilot) == (by, plan.agreement.pilot)
    assert trace.label
    assert trace.before != trace.after
    assert changed(plan) == (by.pk, trace.at)


@each_write
def test_a_save_that_changes_nothing_leaves_none(write, plan, by):
    write.save(plan, write.values[0], UNCHECKED, make_person())
    before = changes(plan), changed(plan)
    write.save(plan, write.values[0], UNCHECKED, by)
    assert (changes(plan), changed(plan)) == before


@each_write
@pytest.mark.parametrize("status", CLOSED_STATUSES)
def test_a_plan_past_draft_is_closed(write, status, plan, by):
    put_status(plan, status)
    before = write.stored(plan), changes(plan)
    with pytest.raises(Closed) as closed:
        write.save(plan, write.values[0], UNCHECKED, by)
    assert closed.value.path == write.path(plan)
    assert (write.stored(plan), changes(plan)) == before


@each_write
def test_what_was_opened_is_open_and_nothing_beside_it(write, plan, by):
    path = write.path(plan)
    put_status(plan, Plan.Status.ENDRINGER)
    opening = EditOpening.objects.create(plan=plan, path=path[:-1])
    for beside in (path[:-1], f"{path}/under", f"{path}2", path.upper()):
        EditOpening.objects.filter(pk=opening.pk).update(path=beside)
        with pytest.raises(Closed):
            write.save(plan, write.values[0], UNCHECKED, by)
    parts = path.split("/")
    for depth in range(1, len(parts) + 1):
        EditOpening.objects.filter(pk=opening.pk).update(path="/".join(parts[:depth]))
        write.save(plan, write.values[depth % 2], UNCHECKED, by)
        assert write.stored(plan) == write.values[depth % 2]


@each_write
def test_an_opening_of_another_plan_opens_nothing_here(write, plan, by):
    other = Plan.objects.exclude(pk=plan.pk)[0]
    EditOpening.objects.create(plan=other, path=write.path(plan))
    put_status(plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        write.save(plan, write.values[0], UNCHECKED, by)


def test_a_hash_tells_values_apart_and_empty_ones_not():
    assert field_hash(None) == field_hash("")
    different = ["", [], [""], ["", ""], 0, [0], "0", ["a", "b"], ["b", "a"], ["a, b"], "a"]
    hashes = [field_hash(value) for value in different]
    assert len(set(hashes)) == len(different)
    assert all(len(value) == 16 and int(value, 16) >= 0 for value in hashes)
