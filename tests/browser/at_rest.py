"""Waiting for the portal to have answered everything: what a page asked for last may outlive the page."""

import threading
from typing import Any

from django.core.signals import request_finished, request_started

#: How long the last answers may take, in seconds. A busy machine is no fault of the portal's.
LONGEST = 20


class Requests:
    """Counts the requests that the running portal is answering; those of Django's test client are not its."""

    def __init__(self) -> None:
        self._running = 0
        self._changed = threading.Condition()
        request_started.connect(self._began)
        request_finished.connect(self._ended)

    def _began(self, **_: Any) -> None:
        self._count(1)

    def _ended(self, **_: Any) -> None:
        self._count(-1)

    def _count(self, step: int) -> None:
        if threading.current_thread() is not threading.main_thread():
            with self._changed:
                self._running += step
                self._changed.notify_all()

    def wait_for_the_last(self) -> None:
        """Return when none is being answered any more."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._running, LONGEST), "the portal is still answering"
