"""Several queries that see one moment, and hinder nobody who writes."""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from plans.models import Pilot, Plan
from plans.services import UNCHECKED, set_plan_field
from reporting.load import _Loader, load
from reporting.reading import consistent_read
from tests.connections import elsewhere, lock_now

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite")


def names():
    return list(Pilot.objects.order_by("pk").values_list("name", flat=True))


def rename():
    Pilot.objects.filter(slug="indre-namdal").update(name="Ytre Namdal")


def test_what_is_written_meanwhile_is_not_seen():
    before = names()
    with consistent_read():
        assert names() == before
        elsewhere(rename)
        assert names() == before
    assert names() != before


def test_a_plan_is_loaded_as_of_one_moment(plan, monkeypatch):
    """Between the first query and the last somebody renames every delmål; it does not show."""
    before = load(plan)

    def change():
        plan.delmaal.update(title="Endret midt i")
        plan.agreement.delmaal.update(title="Endret midt i")

    class Interrupted(_Loader):
        def __init__(self, plan, history):
            elsewhere(change)
            super().__init__(plan, history)

    monkeypatch.setattr("reporting.load._Loader", Interrupted)
    assert load(plan) == before
    monkeypatch.undo()
    assert {goal.title for goal in load(plan).delmaal} == {"Endret midt i"}


def test_a_reader_hinders_no_writer(plan, by):
    with consistent_read():
        assert plan.tiltak.exists()
        elsewhere(lambda: lock_now(plan))
        elsewhere(lambda: set_plan_field(plan=plan, field="case_number", value="25/1", base=UNCHECKED, by=by))
    assert Plan.objects.get(pk=plan.pk).case_number == "25/1"


def test_a_writer_hinders_no_reader(plan):
    def read():
        with consistent_read():
            return names()

    before = names()
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)
        rename()
        with pytest.raises(OperationalError):
            elsewhere(lambda: lock_now(plan))
        assert elsewhere(read) == before
    assert read() != before


@pytest.mark.parametrize("within", [nullcontext, transaction.atomic])
def test_nothing_can_be_written_in_it(within):
    before = names()
    with pytest.raises(DatabaseError), consistent_read(), within():
        rename()
    assert names() == before
    rename()
    assert names() != before


def test_it_ends_also_after_a_mistake(plan):
    with pytest.raises(ZeroDivisionError), consistent_read():
        assert names()[1 // 0]
    rename()
    elsewhere(lambda: lock_now(plan))
    assert "Ytre Namdal" in elsewhere(names)


def test_inside_a_transaction_that_ones_view_holds(plan):
    with transaction.atomic():
        rename()
        with consistent_read():
            assert "Ytre Namdal" in names()
        transaction.set_rollback(True)
    assert "Ytre Namdal" not in names()


@on_postgresql
def test_postgresql_is_told_that_it_is_a_read():
    with consistent_read(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
        assert cursor.fetchone() == ("repeatable read", "on")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
        assert cursor.fetchone() == ("read committed", "off")


@on_sqlite
def test_sqlite_takes_its_write_lock_when_a_transaction_begins_and_not_for_a_read(plan):
    with transaction.atomic(), pytest.raises(OperationalError, match="locked"):
        elsewhere(lambda: lock_now(plan))
    with consistent_read():
        assert names()
        elsewhere(lambda: lock_now(plan))
