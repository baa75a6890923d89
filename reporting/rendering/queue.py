"""The queue of Django's tasks, in our own database: what is given to it, who works it off, and how long it is."""

import datetime
import os
import socket
from typing import NamedTuple

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reporting.models import Worker

#: A worker says this often that it lives, and is held for dead when it has not for three times as long.
BEAT_SECONDS = 10
DEAD_AFTER = datetime.timedelta(seconds=3 * BEAT_SECONDS)
#: The priority of what nobody waits for yet; people's is 0.
AHEAD = -10
WAITS, RUNS = TaskResultStatus.READY, TaskResultStatus.RUNNING


class Length(NamedTuple):
    """How many tasks wait, and how many are being done."""

    waiting: int
    running: int


def living(at: datetime.datetime) -> list[Worker]:
    """Return the workers that have said lately that they live."""
    return list(Worker.objects.filter(seen_at__gte=at - DEAD_AFTER))


def length() -> Length:
    """Return the length of the queue."""
    return Length(DBTaskResult.objects.ready().count(), DBTaskResult.objects.running().count())


def enqueue(key: str, *, ahead: bool) -> str:
    """Give a worker a rendering and return the task's id; what is made ahead goes behind what people wait for."""
    from reporting.tasks import render_pdf

    task = render_pdf.using(priority=AHEAD) if ahead else render_pdf
    return str(task.enqueue(key).id)


def enqueue_reading(pk: int, run: str) -> str:
    """Give a worker a file to read, for which somebody waits, and return the task's id."""
    from reporting.tasks import read_received

    return str(read_received.enqueue(pk, run).id)


def has(task: str, *, ahead: bool) -> bool:
    """Tell whether a worker does this task or will, as soon as is asked: behind others is enough for `ahead`."""
    row = DBTaskResult.objects.filter(pk=task).first() if task else None
    if row is None or row.status not in (WAITS, RUNS):
        return False
    if row.status == WAITS:
        return ahead or row.priority > AHEAD
    # A worker that died has left its task as being done.
    return bool({worker.name for worker in living(timezone.now())} & set(row.worker_ids))


def before(task: str) -> int:
    """Return how many tasks a worker takes before this one; 0 for one that is being done."""
    row = DBTaskResult.objects.filter(pk=task, status=WAITS).first() if task else None
    if row is None:
        return 0
    ready = DBTaskResult.objects.ready()
    return (
        ready.filter(priority__gt=row.priority).count()
        + ready.filter(priority=row.priority, enqueued_at__lt=row.enqueued_at).count()
    )


def begin(name: str, at: datetime.datetime) -> Worker:
    """Tell of a worker that begins, and forget those that have been silent for a day."""
    Worker.objects.filter(seen_at__lt=at - datetime.timedelta(days=1)).delete()
    return Worker.objects.create(
        name=name, host=f"{socket.gethostname()}:{os.getpid()}"[:100], started_at=at, seen_at=at
    )


def beat(worker: Worker, at: datetime.datetime) -> None:
    """Tell that a worker lives."""
    Worker.objects.filter(pk=worker.pk).update(seen_at=at)


def prune(at: datetime.datetime) -> None:
    """Let tasks go that were done more than a day ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=at - datetime.timedelta(days=1)).delete()
