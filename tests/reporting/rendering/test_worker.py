"""The worker: works off the queue, says that it lives, and takes no lock while it has nothing to do."""

import sqlite3
import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.models import Plan
from reporting.models import Rendering, Worker
from reporting.rendering import queue, renderer, worker
from reporting.rendering.services import ask, order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft() -> Plan:
    Plan.objects.update(changed_at=None)
    return Plan.objects.get(slug="indre-namdal-2025")


@pytest.fixture(autouse=True)
def no_signals(monkeypatch):
    monkeypatch.setattr(worker.Loop, "configure_signals", lambda self: None)


def test_it_makes_what_is_asked_for_and_is_gone_when_it_ends(draft, written):
    row = ask(order(draft), at=timezone.now())
    call_command("worker", "--once")
    row.refresh_from_db()
    assert (row.state, bytes(row.data)) == ("laget", b"%PDF-1")
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert not Worker.objects.exists()


def test_it_makes_ahead(draft, written, settings):
    settings.RENDER_AFTER_SECONDS = 0
    Plan.objects.filter(pk=draft.pk).update(changed_at=timezone.now())
    call_command("worker", "--once")
    assert [row.state for row in Rendering.objects.all()] == ["laget"]


def test_it_says_that_it_lives_while_it_works(draft, monkeypatch):
    monkeypatch.setattr(queue, "BEAT_SECONDS", 0)
    loop, beaten, seen = worker.Loop(batch=True), threading.Event(), []
    real = queue.beat

    def beat(row, at):
        real(row, at)
        beaten.set()

    def work() -> None:
        assert beaten.wait(60)
        seen.append(Worker.objects.get())

    monkeypatch.setattr(queue, "beat", beat)
    monkeypatch.setattr(loop, "_loop", work)
    loop.run()
    assert seen[0].seen_at > seen[0].started_at


def test_told_to_end_it_ends_at_once_when_idle_and_stops_what_it_makes_when_not(monkeypatch):
    stopped: list[bool] = []
    monkeypatch.setattr(renderer, "stop", lambda: stopped.append(True))
    idle, busy = worker.Loop(), worker.Loop()
    busy.running_task = True
    with pytest.raises(SystemExit):
        idle.shutdown(15, None)
    busy.shutdown(15, None)
    busy.shutdown(2, None)
    assert (stopped, busy.running) == ([True], False)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the database")
def test_looking_for_work_takes_no_lock(draft):
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("BEGIN IMMEDIATE")
    try:
        worker.Loop(batch=True)._loop()
    finally:
        other.rollback()
        other.close()
