"""The parent's side of `child`: gives it jobs, waits no longer than it may, and ends it when it must."""

import os
import pickle
import signal
import subprocess
import sys
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from django.conf import settings

from reporting.formats.pdf import RenderError
from reporting.rendering.child import MEMORY, REFUSED, Job

#: The first start reads every module of every package; on a slow disk that takes a while.
START_LIMIT_SECONDS = 120
#: A process that has made many documents holds on to memory; then a new one takes over.
JOBS_OF_ONE = 25


class Ended(RenderError):
    """The rendering was ended because it took too much. The message is a Norwegian sentence that says of what."""


class Stopped(Exception):
    """The one who wanted it made is itself told to end; it is no fault of the document, which is made anew later."""


class Renderer:
    """A process that lays out pages, started when it is first needed and again after it was ended."""

    def __init__(self, module: str = "reporting.rendering.child", megabytes: int | None = None) -> None:
        self._module, self._megabytes = module, megabytes or settings.RENDER_MEGABYTES
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[Any, Any] | None = None
        self._jobs = 0

    def render(self, job: Job) -> bytes:
        """Return the PDF of a job. Raises RenderError, and Ended when it took more time or memory than it may."""
        if self._jobs >= JOBS_OF_ONE:
            self.close()
        connection = self._connection or self._start()
        self._jobs += 1
        try:
            connection.send_bytes(pickle.dumps(job))
            if not connection.poll(job.seconds):
                self.close()
                raise Ended(too_slow(job.seconds))
            kind, _, data = connection.recv_bytes().partition(b" ")
        except (EOFError, OSError) as error:
            by_time = self.close() == -signal.SIGXCPU
            if _stopping.is_set():
                raise Stopped from error
            raise Ended(too_slow(job.seconds) if by_time else too_large(self._megabytes)) from error
        if kind.decode() == MEMORY:
            self.close()
            raise Ended(too_large(self._megabytes))
        if kind.decode() == REFUSED:
            raise RenderError(data.decode())
        return data

    def kill(self) -> None:
        """End the process in the midst of what it does."""
        if self._process:
            self._process.kill()

    def close(self) -> int | None:
        """End the process, if there is one, and return the code it ended with; below zero for a signal."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        self._jobs = 0
        if connection:
            connection.close()
        if not process:
            return None
        try:
            # One that was ended by the system may still be on its way out.
            return process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _start(self) -> "Connection[Any, Any]":
        ours, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, str(theirs.fileno()), str(self._megabytes)],
                cwd=settings.BASE_DIR,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
            )
        self._connection = ours
        try:
            if not ours.poll(START_LIMIT_SECONDS):
                raise EOFError
            ours.recv_bytes()
        except (EOFError, OSError) as error:
            self.close()
            raise Ended("PDF-en ble ikke laget, fordi programmet som lager den, ikke startet.") from error
        return ours


def too_slow(seconds: int) -> str:
    """Return the sentence about a rendering that took too long."""
    return f"PDF-en ble stoppet, fordi den tok mer enn {seconds} sekunder å lage."


def too_large(megabytes: int) -> str:
    """Return the sentence about a rendering that took too much memory."""
    return f"PDF-en ble stoppet, fordi den trengte mer enn {megabytes} MB minne."


_idle: list[Renderer] = []
_busy: list[Renderer] = []
_lock = threading.Lock()
_stopping = threading.Event()


def render(job: Job) -> bytes:
    """Return the PDF of a job, by a process that is kept for the next one. Raises RenderError, Ended and Stopped."""
    with _lock:
        renderer = _idle.pop() if _idle else Renderer()
        _busy.append(renderer)
    try:
        return renderer.render(job)
    finally:
        with _lock:
            _busy.remove(renderer)
            _idle.append(renderer)


def stop() -> None:
    """End what is being made, since this process is told to end; for a signal's handler, which must take no lock."""
    _stopping.set()
    for renderer in tuple(_busy):
        renderer.kill()


def stopping() -> bool:
    """Tell whether this process was told to end: what takes long is to leave its work to another."""
    return _stopping.is_set()


def close() -> None:
    """End the processes that wait for a job."""
    with _lock:
        while _idle:
            _idle.pop().close()
