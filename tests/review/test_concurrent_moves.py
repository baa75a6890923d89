"""Two people who act on one plan at once, each on a connection of their own: one wins, and nothing is half done."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from plans import paths
from plans.models import Plan
from plans.services import UNCHECKED, Closed, set_title
from review.models import Move, Payout, Version, standing
from review.services import NotPossible, Overtaken, answer_asked, versions
from review.services.moves import base_of
from review.services.said import Ask, Said
from tests.factories import make_tiltak
from tests.review import steps
from tests.review.steps import bring, fresh, small_plan, take

pytestmark = pytest.mark.django_db(transaction=True)
#: Long enough for any machine; only a test that hangs waits for it.
PATIENCE = 60


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    steps.quick_files(monkeypatch)


@pytest.fixture
def plan(db: None) -> Plan:
    return small_plan()


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Run the calls in threads that begin together; return how each ended, sorted."""
    start = threading.Barrier(len(calls), timeout=PATIENCE)

    def run(call: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            start.wait()
            call()
        except (Overtaken, NotPossible, Closed, ValidationError) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_of_two_who_send_one_does(plan):
    cast = bring(plan, "vedtatt")
    base = base_of(plan)
    send = lambda: take(plan, "send", cast.leader, base=base)  # noqa: E731 - the same call twice
    assert at_once(send, send) == ["Overtaken", "done"]
    assert Move.objects.filter(plan=plan, key="send").count() == 1


def test_of_two_who_adopt_one_does_and_there_is_one_version(plan):
    cast = steps.Cast(plan)
    adopt = lambda: take(plan, "vedta", cast.leader, base="0")  # noqa: E731
    assert at_once(adopt, adopt) == ["Overtaken", "done"]
    assert Version.objects.filter(plan=plan).count() == 1


def test_of_two_who_correct_the_same_payout_one_does(plan):
    cast = bring(plan, "godkjent")
    take(plan, "utbetal", cast.handler)
    base = base_of(plan)
    correct = lambda: take(plan, "rett-utbetaling", cast.handler, base=base)  # noqa: E731
    assert at_once(correct, correct) == ["Overtaken", "done"]
    assert sorted(standing(Payout.objects.filter(version__plan=plan)).values_list("kroner", flat=True)) == [2000]


def test_of_approval_and_withdrawal_one_wins(plan):
    cast = bring(plan, "sendt")
    take(plan, "innstill", cast.handler)
    base = base_of(plan)
    ended = at_once(
        lambda: take(plan, "godkjenn", cast.approver, base=base),
        lambda: take(plan, "trekk", cast.leader, base=base),
    )
    assert ended == ["Overtaken", "done"]
    last = Move.objects.filter(plan=plan).first()
    assert last
    assert fresh(plan).status == last.after
    assert (last.key == "godkjenn") == Plan.objects.filter(pk=plan.pk, approved__isnull=False).exists()


def test_an_edit_that_waits_for_the_adoption_is_refused(plan, monkeypatch):
    tiltak = make_tiltak(plan)
    cast = steps.Cast(plan)
    locked, begun = threading.Event(), threading.Event()
    real = versions.store

    def store(*args: object) -> Version:
        locked.set()
        assert begun.wait(PATIENCE)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(versions, "store", store)

    def edit() -> None:
        assert locked.wait(PATIENCE)
        begun.set()
        set_title(tiltak=tiltak, title="For sent", base=UNCHECKED, by=cast.leader)

    assert at_once(lambda: take(plan, "vedta", cast.leader), edit) == ["Closed", "done"]
    tiltak.refresh_from_db()
    assert tiltak.title == "Bygge bro"


def test_an_edit_that_waits_for_the_plan_to_be_sent_again_is_refused(plan, monkeypatch):
    tiltak = make_tiltak(plan)
    cast = bring(plan, "sendt")
    asked = Said(asked=(Ask(paths.tiltak(tiltak.uid), "Tiltak 1.1", "Si hvor."),))
    answered = take(plan, "be-om-endringer", cast.handler, asked).asked.get()
    answer_asked(asked=answered, answer="Gjort.", base=UNCHECKED, by=cast.leader, at=timezone.now())
    locked, begun = threading.Event(), threading.Event()
    real = versions.store

    def store(*args: object) -> Version:
        locked.set()
        assert begun.wait(PATIENCE)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(versions, "store", store)

    def edit() -> None:
        assert locked.wait(PATIENCE)
        begun.set()
        # It was open until the plan was sent.
        set_title(tiltak=tiltak, title="For sent", base=UNCHECKED, by=cast.leader)

    assert at_once(lambda: take(plan, "send-igjen", cast.leader), edit) == ["Closed", "done"]
    tiltak.refresh_from_db()
    assert tiltak.title == "Bygge bro"
    assert Version.objects.filter(plan=plan).count() == 2


def test_an_adoption_that_waits_for_an_edit_is_refused_and_the_edit_is_kept(plan, monkeypatch):
    tiltak = make_tiltak(plan)
    cast = steps.Cast(plan)
    made, written = threading.Event(), threading.Event()

    def render(*args: object) -> tuple[tuple[str, object], ...]:
        made.set()
        assert written.wait(PATIENCE)
        return (("pdf", steps.FILE),)

    monkeypatch.setattr(versions, "render_files", render)

    def edit() -> None:
        assert made.wait(PATIENCE)
        with transaction.atomic():
            set_title(tiltak=tiltak, title="Skrevet imens", base=UNCHECKED, by=cast.leader)
        written.set()

    assert at_once(lambda: take(plan, "vedta", cast.leader), edit) == ["ValidationError", "done"]
    tiltak.refresh_from_db()
    assert tiltak.title == "Skrevet imens"
    assert fresh(plan).status == "utkast"
    assert not Version.objects.filter(plan=plan).exists()


#: Adopts a plan in a process of its own, which is killed after the version and its files are written.
_KILLED = """
import os, signal
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["KILLED_DATABASE"]
import pytest
from plans.models import Person, Plan
from review.services import moves
from tests.review import steps

patch = pytest.MonkeyPatch()
steps.quick_files(patch)
patch.setattr(moves, "set_status", lambda **_: os.kill(os.getpid(), signal.SIGKILL))
plan = Plan.objects.get(pk=int(os.environ["KILLED_PLAN"]))
steps.take(plan, "vedta", Person.objects.get(pk=int(os.environ["KILLED_BY"])))
"""


def test_killed_in_mid_adoption_nothing_is_left(plan):
    cast = steps.Cast(plan)
    names = {
        "KILLED_DATABASE": str(connection.settings_dict["NAME"]),
        "KILLED_PLAN": str(plan.pk),
        "KILLED_BY": str(cast.leader.pk),
    }
    ended = subprocess.run([sys.executable, "-c", _KILLED], env={**os.environ, **names}, timeout=PATIENCE, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert fresh(plan).status == "utkast"
    assert not Version.objects.filter(plan=plan).exists()
    assert not plan.snapshots.exists()
    # And nothing stands in the way of doing it again.
    assert take(plan, "vedta", cast.leader).version
