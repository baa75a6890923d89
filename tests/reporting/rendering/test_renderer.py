"""The process that lays out pages: one that hangs, eats memory or dies is ended and said so, and a new one goes on."""

import os

import pytest

from reporting.formats.pdf import RenderError
from reporting.rendering import renderer
from reporting.rendering.child import Job
from reporting.rendering.renderer import Ended, Renderer, Stopped


def job(what: str, seconds: int = 60) -> Job:
    return Job(what.encode(), {}, {}, seconds)


@pytest.fixture
def stubborn():
    made = Renderer("tests.reporting.rendering.stubborn", megabytes=512)
    yield made
    made.close()


def test_one_process_is_kept_for_the_next_job(stubborn):
    first = stubborn.render(job("lag"))
    assert int(first) != os.getpid()
    assert stubborn.render(job("lag")) == first


def test_after_so_many_jobs_a_new_one_takes_over(stubborn, monkeypatch):
    monkeypatch.setattr(renderer, "JOBS_OF_ONE", 2)
    pids = [stubborn.render(job("lag")) for _ in range(3)]
    assert pids[0] == pids[1] != pids[2]


@pytest.mark.parametrize(
    ("what", "seconds", "said"),
    [
        ("heng", 1, "mer enn 1 sekunder"),
        ("spis", 60, "mer enn 512 MB minne"),
        ("dø", 60, "mer enn 512 MB minne"),
    ],
)
def test_what_takes_too_much_is_ended_and_said_so(stubborn, what, seconds, said):
    before = int(stubborn.render(job("lag")))
    with pytest.raises(Ended, match=said):
        stubborn.render(job(what, seconds))
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)
    assert int(stubborn.render(job("lag"))) != before


def test_the_system_ends_what_computes_too_long_also_when_its_parent_is_gone(stubborn, monkeypatch):
    connection = stubborn._start()
    monkeypatch.setattr(connection, "poll", lambda seconds: True)  # a parent that waits for ever
    with pytest.raises(Ended, match="mer enn 0 sekunder"):
        stubborn.render(job("regn", 0))


def test_a_refusal_says_why_and_ends_nothing(stubborn):
    before = stubborn.render(job("lag"))
    with pytest.raises(RenderError, match=r"^Figuren «Kart» kan ikke leses\.$") as refused:
        stubborn.render(job("nei"))
    assert not isinstance(refused.value, Ended)
    assert stubborn.render(job("lag")) == before


def test_a_process_that_does_not_start_is_told():
    with pytest.raises(Ended, match="startet"):
        Renderer("tests.reporting.rendering.nothing_here", megabytes=512).render(job("lag"))


def test_closing_ends_the_process(stubborn):
    pid = int(stubborn.render(job("lag")))
    stubborn.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_who_is_told_to_end_does_not_blame_the_document(stubborn, monkeypatch):
    stubborn.render(job("lag"))
    monkeypatch.setattr(renderer._stopping, "is_set", lambda: True)
    with pytest.raises(Stopped):
        stubborn.render(job("dø"))
