"""The worker: takes what is in the queue, makes ahead what will soon be asked for, and says that it lives.

django-tasks-db's own worker takes the write lock of an SQLite database each time it looks for a task. This one looks
first, which takes no lock, and lets that one take a task only where there is one.
"""

import sys
import threading
import time
from types import FrameType

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from reporting.models import Worker
from reporting.rendering import queue, renderer, services

#: How often the queue is looked at; every tenth time also for plans that have rested.
INTERVAL_SECONDS = 0.5
PLANS_EVERY = 10


class Loop(db_worker.Worker):
    """Works until it is told to end, or with `batch` until nothing is left to do."""

    def __init__(self, *, batch: bool = False) -> None:
        super().__init__(
            queue_names=["default"],
            interval=INTERVAL_SECONDS,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._once = batch
        self._ended = threading.Event()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End at once, also in the midst of a document: whoever waits for it, asks for it anew. Once is enough."""
        if not self.running:
            return
        self.running = False
        if not self.running_task:
            sys.exit(0)
        renderer.stop()

    def run(self) -> None:
        """Work. The worker's row goes when it ends in good order; else it is held for dead after a while."""
        worker = queue.begin(self.worker_id, timezone.now())
        beating = threading.Thread(target=self._beat, args=(worker,), daemon=True)
        beating.start()
        try:
            self._loop()
        finally:
            self._ended.set()
            beating.join(timeout=queue.BEAT_SECONDS)
            renderer.close()
            worker.delete()

    def _loop(self) -> None:
        turns = 0
        while self.running:
            close_old_connections()
            if turns % PLANS_EVERY == 0:
                services.make_ahead(timezone.now())
            if DBTaskResult.objects.ready().exists():
                super().run()
            elif self._once:
                return
            else:
                time.sleep(self.interval)
            turns += 1

    def _beat(self, worker: Worker) -> None:
        """Say that the worker lives, from a thread: a document may take minutes."""
        try:
            while not self._ended.wait(queue.BEAT_SECONDS):
                try:
                    queue.beat(worker, timezone.now())
                except OperationalError:
                    connection.close()  # the database is away or busy; the next beat finds it again
        finally:
            connection.close()
