"""Keeping a plan that came as a file, having it read apart, and what somebody answers about it.

Nothing here writes in a plan, so there is no trace: a row is its owner's own, and goes by itself after some days,
unless it was taken in.
"""

import datetime
import hashlib
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import get_random_string

from plans.models import Person, Pilot
from reporting.formats import documents
from reporting.intake.child import FAILED, Cancelled
from reporting.intake.document.reading import Reading
from reporting.intake.sorts import Refused
from reporting.known import load_known
from reporting.models import Received, Stored
from reporting.rendering import locks, queue, renderer

State = Received.State
#: How long a file is kept from when it came; one that was taken in, until that is undone.
KEPT = datetime.timedelta(days=7)
#: So many files one person may have lying.
MOST = 20
#: What a plan of two hundred pages needs on a slow machine.
SECONDS = 120
TURN_SECONDS = 60
TOO_MANY = f"Du har {MOST} filer liggende. Slett en av dem først."
NO_FORM = (
    "Portalen har ingen mal å lese planen etter. Be den som forvalter portalen, om å legge inn departementets mal."
)
BUSY = "Mange filer leses akkurat nå. Prøv igjen om et minutt."


@transaction.atomic
def receive(*, pilot: Pilot | None, name: str, data: bytes, by: Person, at: datetime.datetime) -> Received:
    """Keep a file and have it read. What is older than it may be is removed on the way.

    Raises ValidationError when the person has too many files already.
    """
    Received.objects.exclude(pk__in=kept(at)).delete()
    if Received.objects.filter(by=by).count() >= MOST:
        raise ValidationError(TOO_MANY)
    row = Received.objects.create(
        pilot=pilot,
        name=name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
        run=_new_run(),
        by=by,
        at=at,
    )
    give(row)
    return row


def kept(at: datetime.datetime) -> QuerySet[Received]:
    """Return the files that are kept: those of the last days, and those that stand behind what a plan says."""
    taken = Stored.objects.filter(sha256=OuterRef("sha256"), agreement__pilot=OuterRef("pilot"), undone_at=None)
    return Received.objects.filter(Q(at__gte=at - KEPT) | Exists(taken))


def give(row: Received) -> None:
    """Give a worker a file that waits, unless one has it already."""
    if not queue.has(row.task, ahead=False):
        row.task = queue.enqueue_reading(row.pk, row.run)
        Received.objects.filter(pk=row.pk, run=row.run).update(task=row.task)


@transaction.atomic
def read_again(*, row: Received) -> None:
    """Have a file read once more, with the answers as they are now."""
    locked = _locked(row)
    _again(locked)


@transaction.atomic
def cancel(*, row: Received) -> None:
    """Stop a reading that is waited for; whoever does it is told within a second."""
    Received.objects.filter(pk=row.pk, state=State.WAITING).update(state=State.STOPPED, message="", run=_new_run())


@transaction.atomic
def answer(*, row: Received, answers: Mapping[str, str]) -> bool:
    """Keep answers to what was asked. Tell whether the file has to be read with them, which it then is.

    What is no choice of a question that the reading asks is left out; to confirm what is assumed changes no reading.
    """
    locked = _locked(row)
    questions = reading_of(locked).questions
    before = {one.key: locked.answers.get(one.key, one.assumed) for one in questions}
    choices = {one.key: {choice.key for choice in one.choices} for one in questions}
    kept = {key: said for key, said in answers.items() if said in choices.get(key, ())}
    locked.answers = {**locked.answers, **kept}
    if all(before[key] == said for key, said in kept.items()):
        locked.save(update_fields=["answers"])
        return False
    _again(locked)
    return True


@transaction.atomic
def put(*, row: Received, put: Mapping[str, str], paths: frozenset[str]) -> None:
    """Keep under which fields left-over pieces are put, by the piece's key; empty for one that is to lie.

    What is left over no longer, or names a field that is not among `paths`, is left out.
    """
    locked = _locked(row)
    left = {leftover.key for leftover in reading_of(locked).leftovers}
    locked.put = {key: path for key, path in put.items() if key in left and (not path or path in paths)}
    locked.save(update_fields=["put"])


@transaction.atomic
def drop(*, row: Received) -> None:
    """Remove a file and all that was read of it. A reading under way ends within a second."""
    row.delete()


def reading_of(row: Received) -> Reading:
    """Return what was read of a file. Raises ValidationError where it has not been read."""
    if row.state != State.READ:
        raise ValidationError("Filen leses nå. Vent til den er lest.")
    return Reading.model_validate_json(bytes(row.found))


def read(pk: int, run: str) -> None:
    """Read a file, unless it has been read, and keep what came of it. Raises Stopped when this process is to end.

    No transaction is open meanwhile.
    """
    row = _wanted(pk, run).first()
    if row is None:
        return
    try:
        with locks.turn(TURN_SECONDS):
            fields = _read(row)
    except locks.Busy:
        fields = {"state": State.STOPPED, "message": BUSY}
    except Cancelled:
        if renderer.stopping():
            raise renderer.Stopped from None
        return
    except Exception:
        _wanted(pk, run).update(state=State.REFUSED, message=FAILED)
        raise
    _wanted(pk, run).update(**fields)


def _read(row: Received) -> dict[str, object]:
    """Return what is to stand in the row: the reading, or why there is none. Raises Cancelled."""
    known = load_known()
    if not known.forms:
        return {"state": State.REFUSED, "message": NO_FORM}

    def wanted() -> bool:
        return not renderer.stopping() and _wanted(row.pk, row.run).exists()

    try:
        found = documents.read_apart(bytes(row.data), known, row.answers, seconds=SECONDS, wanted=wanted)
    except Refused as refused:
        return {"state": State.REFUSED, "message": str(refused)}
    return {
        "state": State.READ,
        "message": "",
        "found": found.model_dump_json().encode(),
        "put": _still_put(row, found),
    }


def _still_put(row: Received, found: Reading) -> dict[str, str]:
    """Return where left-over pieces were put, without those that are others, or not left over, in a new reading.

    Nothing is put anywhere while a file is read, so what the row says is what stands.
    """
    if not row.put:
        return {}
    before = {left.key: left.text for left in Reading.model_validate_json(bytes(row.found)).leftovers}
    same = {left.key for left in found.leftovers if before.get(left.key) == left.text}
    return {key: path for key, path in row.put.items() if key in same}


def _wanted(pk: int, run: str) -> QuerySet[Received]:
    return Received.objects.filter(pk=pk, run=run, state=State.WAITING)


def _locked(row: Received) -> Received:
    """Return the row as it is now, locked. Raises ValidationError when it is gone."""
    found = Received.objects.select_for_update().defer("data").filter(pk=row.pk).first()
    if found is None:
        raise ValidationError("Filen er slettet. Last den opp på nytt.")
    return found


def _again(row: Received) -> None:
    row.state, row.message, row.run, row.task = State.WAITING, "", _new_run(), ""
    row.save(update_fields=["state", "message", "run", "task", "answers"])
    give(row)


def _new_run() -> str:
    return get_random_string(32)
