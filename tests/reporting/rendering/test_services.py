"""Asking for a draft's PDF: once for each content, given to a worker once, and kept for who asks next."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.models import Plan
from reporting import exports
from reporting.exports import RenderError
from reporting.models import Rendering
from reporting.rendering import engines, queue, services
from reporting.rendering.renderer import Ended, Stopped
from reporting.rendering.services import BUSY, KEPT, ask, made_now, make, order, rested

NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)


def failing(monkeypatch, error: Exception) -> None:
    def write(value, standing):
        raise error

    monkeypatch.setitem(exports.FORMATS, "pdf", exports.FORMATS["pdf"]._replace(write=write))


def retitle(plan: Plan, title: str) -> None:
    plan.delmaal.filter(number=1).update(title=title)


def test_the_key_is_of_content_standing_and_engines(plan, monkeypatch):
    key = order(plan).key
    assert order(plan).key == key
    retitle(plan, "Noe annet")
    other = order(plan).key
    Plan.objects.filter(pk=plan.pk).update(case_number="26/1")
    third = order(plan).key
    monkeypatch.setattr(services, "program", lambda: "et annet program")
    assert len({key, other, third, order(plan).key}) == 4


def test_another_engine_is_another_program(db, monkeypatch):
    engines.program.cache_clear()
    before = engines.program()
    engines.program.cache_clear()
    monkeypatch.setattr(engines, "version", lambda name: "99")
    assert engines.program() != before
    engines.program.cache_clear()


def test_the_same_content_is_made_once(plan, written):
    first = made_now(plan)
    assert made_now(plan) == first
    assert (written(), first.filename) == (1, "handlingsplan-2025-indre-namdal.pdf")
    retitle(plan, "Noe annet")
    assert made_now(plan).data != first.data
    assert written() == 2


@pytest.mark.django_db(transaction=True)
def test_ten_who_ask_for_the_same_at_once_cause_one_rendering(written):
    plan = Plan.objects.get(slug="indre-namdal-2025")

    def fetch(_: int) -> bytes:
        try:
            return made_now(plan).data
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as people:
        found = set(people.map(fetch, range(10)))
    assert len(found) == 1
    assert written() == 1


def test_it_is_given_to_a_worker_once(plan, worker):
    row = ask(order(plan), at=NOW)
    assert ask(order(plan), at=NOW).pk == row.pk
    task = DBTaskResult.objects.get()
    assert (str(task.pk), task.args_kwargs["args"]) == (row.task, [row.key])


def test_what_somebody_waits_for_goes_before_what_is_made_ahead(plan, worker):
    ahead = ask(order(plan), at=NOW, ahead=True)
    ask(order(plan), at=NOW, ahead=True)
    waiting = ask(order(plan), at=NOW)
    assert [str(task.pk) for task in DBTaskResult.objects.ready()] == [waiting.task, ahead.task]
    assert (queue.before(waiting.task), queue.before(ahead.task)) == (0, 1)


def test_a_task_whose_worker_died_is_given_anew(plan, worker):
    first = ask(order(plan), at=NOW).task
    DBTaskResult.objects.get(pk=first).claim(worker.name)
    assert ask(order(plan), at=NOW).task == first
    worker.seen_at = timezone.now() - queue.DEAD_AFTER - datetime.timedelta(seconds=1)
    worker.save()
    assert ask(order(plan), at=NOW).task != first


def test_what_was_refused_stays_refused_and_what_was_ended_is_tried_again(plan, worker, monkeypatch, written):
    failing(monkeypatch, RenderError("Figuren «Kart» kan ikke leses."))
    row = ask(order(plan), at=NOW)
    with pytest.raises(RenderError, match="Kart"):
        make(row.key)
    assert ask(order(plan), at=NOW).state == "avvist"
    retitle(plan, "Noe annet")
    failing(monkeypatch, Ended("PDF-en ble stoppet."))
    row = ask(order(plan), at=NOW)
    with pytest.raises(Ended):
        make(row.key)
    row.refresh_from_db()
    assert (row.state, row.message) == ("avbrutt", "PDF-en ble stoppet.")
    assert ask(order(plan), at=NOW).state == "venter"
    assert DBTaskResult.objects.ready().count() == 3


def test_one_that_was_stopped_with_its_worker_waits_on(plan, worker, monkeypatch):
    failing(monkeypatch, Stopped())
    row = ask(order(plan), at=NOW)
    with pytest.raises(Stopped):
        make(row.key)
    row.refresh_from_db()
    assert row.state == "venter"


def test_the_oldest_go_and_what_somebody_waits_for_stays(plan, written, worker):
    waiting = ask(order(plan), at=NOW)
    for number in range(KEPT + 2):
        retitle(plan, f"Tittel {number}")
        last = made_now(plan)
    kept = list(Rendering.objects.exclude(pk=waiting.pk))
    assert len(kept) == KEPT
    assert last.data in [bytes(row.data) for row in kept]
    assert not any(bytes(row.source) for row in kept)
    assert Rendering.objects.get(pk=waiting.pk).source


def test_a_full_house_is_told(plan, written, monkeypatch, settings):
    settings.RENDERINGS = 0
    monkeypatch.setattr(services, "TURN_SECONDS", 0)
    with pytest.raises(RenderError, match=BUSY[:20]):
        made_now(plan)


def test_an_order_that_is_gone_is_told(db):
    with pytest.raises(RenderError, match="for gammel"):
        make("0" * 64)


@pytest.mark.parametrize(
    ("seconds_ago", "status", "is_asked"),
    [
        (9, "utkast", False),
        (11, "utkast", True),
        (11, "endringer", True),
        (11, "vedtatt", False),
        (4000, "utkast", False),
    ],
)
def test_a_draft_that_has_rested_is_made_ahead(plan, settings, seconds_ago, status, is_asked):
    settings.RENDER_AFTER_SECONDS = 10
    Plan.objects.update(changed_at=None)
    changed = NOW - datetime.timedelta(seconds=seconds_ago)
    Plan.objects.filter(pk=plan.pk).update(changed_at=changed, status=status)
    assert (rested(NOW) == [plan]) is is_asked
    assert services.make_ahead(NOW) == is_asked
    assert Rendering.objects.count() == DBTaskResult.objects.ready().count() == is_asked
    assert rested(NOW) == []


def test_a_change_that_was_taken_back_is_not_made_twice(plan, settings, written):
    settings.RENDER_AFTER_SECONDS = 10
    made_now(plan)
    Plan.objects.update(changed_at=None)
    Plan.objects.filter(pk=plan.pk).update(changed_at=NOW - datetime.timedelta(seconds=30))
    assert services.make_ahead(NOW) == 1
    assert not DBTaskResult.objects.exists()
    assert rested(NOW) == []
