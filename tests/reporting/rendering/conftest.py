"""PDF-s that cost nothing: what is tested here is who makes them, how often and when."""

from collections.abc import Callable
from itertools import count

import pytest
from django.utils import timezone

from reporting import exports
from reporting.models import Worker
from reporting.rendering import locks, queue


@pytest.fixture(autouse=True)
def own_turns(tmp_path, monkeypatch):
    """Nobody else on this machine takes our turns."""
    monkeypatch.setattr(locks, "folder", lambda: tmp_path)


@pytest.fixture
def written(monkeypatch) -> Callable[[], int]:
    """Quick PDF-s, each another; how many were made is what the function gives."""
    numbers = count(1)
    made: list[int] = []

    def write(value, standing):
        made.append(next(numbers))
        return f"%PDF-{made[-1]}".encode()

    monkeypatch.setitem(exports.FORMATS, "pdf", exports.FORMATS["pdf"]._replace(write=write))
    return lambda: len(made)


@pytest.fixture
def worker(db) -> Worker:
    """A worker that lives."""
    return queue.begin("arbeider", timezone.now())
