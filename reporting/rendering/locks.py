"""Who may make a PDF now, among all processes of this machine: locked files, which the system lets go when one dies."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

POLL_SECONDS = 0.05
#: So many files stand for all keys; two keys that share one wait for each other without need, and that is all.
_FILES = 64


class Busy(Exception):
    """The turn did not come in time."""


def folder() -> Path:
    """Return where the files lie: one folder for each installation and user of this machine."""
    name = hashlib.sha256(str(settings.BASE_DIR).encode()).hexdigest()[:12]
    path = Path(tempfile.gettempdir()) / f"bygdevekst-{os.getuid()}-{name}"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


@contextmanager
def alone_with(key: str, seconds: float) -> Iterator[None]:
    """Let nobody else make what this key (hexadecimal) names. Raises Busy after `seconds`."""
    with _one_of([folder() / f"key-{int(key[:8], 16) % _FILES}"], seconds):
        yield


@contextmanager
def turn(seconds: float) -> Iterator[None]:
    """Be one of the `RENDERINGS` that are made at a time on this machine. Raises Busy after `seconds`."""
    with _one_of([folder() / f"turn-{number}" for number in range(settings.RENDERINGS)], seconds):
        yield


@contextmanager
def _one_of(paths: Sequence[Path], seconds: float) -> Iterator[None]:
    """Hold the first of the files that is free."""
    limit = time.monotonic() + seconds
    while True:
        for path in paths:
            with path.open("w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() > limit:
            raise Busy
        time.sleep(POLL_SECONDS)
