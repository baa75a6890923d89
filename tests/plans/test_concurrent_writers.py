"""Two people who save the same field at the same moment, each on a connection of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from plans.models import FieldChange, Plan
from plans.services import Closed, Conflict, field_hash
from tests.factories import make_person, put_status
from tests.plans.writes import CELL, WRITES

pytestmark = pytest.mark.django_db(transaction=True)
each_write = pytest.mark.parametrize("write", [pytest.param(write, id=write.name) for write in (*WRITES, CELL)])
#: Long enough for any machine; only a test that hangs waits for it.
PATIENCE = 60


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Run the calls in threads that begin together; return how each ended, sorted."""
    start = threading.Barrier(len(calls), timeout=PATIENCE)

    def run(call: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            start.wait()
            call()
        except (Conflict, Closed) as refusal:
            return type(refusal).__name__
        else:
            return "saved"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


@each_write
def test_one_is_saved_and_the_other_is_told(write, plan, by):
    people = (by, make_person())
    base = field_hash(write.stored(plan))
    saves = [
        lambda value=value, person=person: write.save(plan, value, base, person)
        for value, person in zip(write.values, people, strict=True)
    ]
    assert at_once(*saves) == ["Conflict", "saved"]
    assert write.stored(plan) in write.values
    assert FieldChange.objects.filter(path=write.path(plan), by__in=people).count() == 1


@each_write
def test_a_save_waits_for_the_one_that_is_under_way(write, plan, by):
    """The second begins while the first has written and not yet committed; it must not see the old value."""
    base = field_hash(write.stored(plan))
    written, begun = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            write.save(plan, write.values[0], base, by)
            written.set()
            assert begun.wait(PATIENCE)

    def second() -> None:
        assert written.wait(PATIENCE)
        begun.set()
        write.save(plan, write.values[1], base, by)

    assert at_once(first, second) == ["Conflict", "saved"]
    assert write.stored(plan) == write.values[0]


def test_a_save_that_waits_for_the_plan_to_close_is_refused(plan, by):
    write = WRITES[0]
    before, base = write.stored(plan), field_hash(write.stored(plan))
    locked, begun = threading.Event(), threading.Event()

    def close() -> None:
        with transaction.atomic():
            put_status(Plan.objects.select_for_update().get(pk=plan.pk), Plan.Status.VEDTATT)
            locked.set()
            assert begun.wait(PATIENCE)

    def save() -> None:
        assert locked.wait(PATIENCE)
        begun.set()
        write.save(plan, write.values[0], base, by)

    assert at_once(close, save) == ["Closed", "saved"]
    assert write.stored(plan) == before
