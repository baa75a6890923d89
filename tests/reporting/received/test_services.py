"""A file is kept, read apart by the worker, read again when something is answered, stopped, and removed."""

import datetime
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from plans.models import Pilot
from reporting.formats import documents
from reporting.intake.child import FAILED, Cancelled
from reporting.intake.document.known import Known
from reporting.models import Received
from reporting.received import services
from reporting.rendering import locks, queue, renderer
from reporting.tasks import read_received
from tests.received import STRAY, document, read, read_here, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_turns(tmp_path, monkeypatch):
    """Nobody else on this machine takes our turns."""
    monkeypatch.setattr(locks, "folder", lambda: tmp_path)


@pytest.fixture
def here(monkeypatch):
    """Files are read in this process; with which answers is what the list gives."""
    answers: list[dict[str, str]] = []

    def read_apart(data, known, given, *, seconds, wanted):
        assert wanted()
        answers.append(given)
        return documents.read(data, known.model_dump(mode="json"), given)

    monkeypatch.setattr(documents, "read_apart", read_apart)
    return answers


@pytest.fixture
def pilot(db) -> Pilot:
    return Pilot.objects.get(slug="indre-namdal")


@pytest.fixture
def row(pilot, by) -> Received:
    return uploaded(pilot, by)


def work(row: Received) -> Received:
    """Do what the worker does with a file."""
    row.refresh_from_db()
    services.read(row.pk, row.run)
    row.refresh_from_db()
    return row


def test_the_file_is_kept_and_a_worker_is_given_it(row, by):
    assert (row.state, row.by, row.size) == ("venter", by, len(document()))
    assert row.sha256 == hashlib.sha256(document()).hexdigest()
    assert queue.has(row.task, ahead=False)


def test_the_task_reads_it_in_another_process(row):
    read_received.func(row.pk, row.run)
    row.refresh_from_db()
    assert row.state == "lest"
    reading = services.reading_of(row)
    assert [leftover.text for leftover in reading.leftovers] == [STRAY]


def test_a_file_that_is_refused_says_why(pilot, by):
    row = work(uploaded(pilot, by, data=b"%PDF-1.4 but no more"))
    assert row.state == "avvist"
    assert "skadet" in row.message
    with pytest.raises(ValidationError):
        services.reading_of(row)


def test_a_reading_that_breaks_is_refused_and_told(row, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(documents, "read_apart", broken)
    with pytest.raises(RuntimeError):
        work(row)
    row.refresh_from_db()
    assert (row.state, row.message) == ("avvist", FAILED)


def test_without_a_form_nothing_can_be_read(row, here, monkeypatch):
    monkeypatch.setattr(services, "load_known", lambda: Known(forms=()))
    assert (work(row).state, row.message) == ("avvist", services.NO_FORM)
    assert not here


def test_it_is_stopped_while_it_is_read(row, monkeypatch):
    """Whoever reads asks whether it is still wanted; the answer turns when somebody stops it."""
    asked: list[bool] = []

    def read_apart(data, known, answers, *, seconds, wanted):
        asked.append(wanted())
        services.cancel(row=row)
        asked.append(wanted())
        raise Cancelled

    monkeypatch.setattr(documents, "read_apart", read_apart)
    assert work(row).state == "stanset"
    assert asked == [True, False]


def test_a_worker_that_is_told_to_end_leaves_it_to_another(row, monkeypatch):
    def read_apart(data, known, answers, *, seconds, wanted):
        assert not wanted()
        raise Cancelled

    monkeypatch.setattr(documents, "read_apart", read_apart)
    monkeypatch.setattr(renderer, "stopping", lambda: True)
    with pytest.raises(renderer.Stopped):
        work(row)
    row.refresh_from_db()
    assert row.state == "venter"


def test_what_was_stopped_is_read_when_it_is_asked_for_again(row, here):
    services.cancel(row=row)
    assert work(row).state == "stanset"
    services.read_again(row=row)
    assert work(row).state == "lest"


def test_a_reading_that_has_been_overtaken_is_not_kept(row, here):
    old = row.run
    services.read_again(row=row)
    services.read(row.pk, old)
    row.refresh_from_db()
    assert (row.state, here) == ("venter", [])


def test_when_many_read_it_says_so(row, here, monkeypatch):
    def busy(seconds):
        raise locks.Busy

    monkeypatch.setattr(locks, "turn", busy)
    assert (work(row).state, row.message) == ("stanset", services.BUSY)


def test_an_answer_is_kept_and_the_file_read_with_it(row, here):
    work(row)
    question = services.reading_of(row).questions[-1]
    assert not question.assumed
    said = {question.key: question.choices[0].key, "something else": "x"}
    assert services.answer(row=row, answers=said)
    assert work(row).answers == {question.key: said[question.key]}
    assert here == [{}, row.answers]
    assert row.state == "lest"
    # The same again changes nothing, and no choice at all is none.
    assert not services.answer(row=row, answers=said)
    assert not services.answer(row=row, answers={question.key: "no choice"})
    row.refresh_from_db()
    assert (row.state, row.answers) == ("lest", {question.key: said[question.key]})


def test_what_is_left_over_is_put_under_a_field_or_lies(pilot, by):
    row = read(pilot, by)
    (left,) = services.reading_of(row).leftovers
    paths = frozenset({"plan/svar/rammer"})
    for sent, kept in (
        ({left.key: "plan/svar/rammer"}, {left.key: "plan/svar/rammer"}),
        ({left.key: ""}, {left.key: ""}),
        ({left.key: "plan/svar/finnes-ikke", "rest-9999": ""}, {}),
    ):
        services.put(row=row, put=sent, paths=paths)
        row.refresh_from_db()
        assert row.put == kept


def test_what_was_put_by_hand_stays_where_the_next_reading_leaves_the_same(pilot, by, here):
    row = read(pilot, by)
    (left,) = services.reading_of(row).leftovers
    services.put(row=row, put={left.key: "plan/svar/rammer"}, paths=frozenset({"plan/svar/rammer"}))
    services.read_again(row=row)
    assert work(row).put == {left.key: "plan/svar/rammer"}
    # Another piece under the same key is not what was put there.
    reading = services.reading_of(row)
    other = reading.model_copy(update={"leftovers": (left._replace(text="Noe annet."),)})
    Received.objects.update(found=other.model_dump_json().encode())
    services.read_again(row=row)
    assert work(row).put == {}


def test_what_is_old_goes_when_the_next_comes(row, pilot, by):
    Received.objects.filter(pk=row.pk).update(at=timezone.now() - services.KEPT - datetime.timedelta(minutes=1))
    new = uploaded(pilot, by)
    assert list(Received.objects.values_list("pk", flat=True)) == [new.pk]


def test_nobody_fills_the_portal_with_files(row, pilot, by, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    with pytest.raises(ValidationError, match="Slett en av dem"):
        uploaded(pilot, by)
    services.drop(row=row)
    uploaded(pilot, by)


def test_a_file_that_is_gone_takes_no_answer(row):
    read_here(row)
    Received.objects.all().delete()
    with pytest.raises(ValidationError, match="slettet"):
        services.answer(row=row, answers={})
