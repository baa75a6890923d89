"""Asking for a draft's PDF, making it once for each content, and keeping it for who asks next."""

import datetime
import hashlib
import json
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from plans.models import Plan
from reporting import exports
from reporting.document_parts import part_of
from reporting.formats.pdf import RenderError
from reporting.models import Rendering
from reporting.rendering import locks, queue, renderer
from reporting.rendering.engines import program
from reporting.snapshots import Damaged, canonical, read, sha256
from reporting.value import Handlingsplan, Standing

State = Rendering.State
#: So many digits of a key stand in addresses: enough to be the only one, and not to be guessed.
KEY_DIGITS = 16
#: So many documents of one part of a plan are kept; who waits for an older one still gets it.
KEPT = 3
#: How long one who asks waits for her turn before she is told that many are asking.
TURN_SECONDS = 60
BUSY = "Mange lager PDF akkurat nå. Ingenting er galt med planen. Prøv igjen om et minutt."


class Order(NamedTuple):
    """A plan as it is at one moment, and the key of its PDF."""

    plan: Plan
    value: Handlingsplan
    standing: Standing
    part: str
    source: bytes
    key: str


def order(plan: Plan, part: str = "") -> Order:
    """Return the plan as it is now, with the key of its PDF or of a part's. Raises UnknownPart."""
    value, state = exports.as_now(plan)
    if part:
        part_of(value, part)
    source = canonical(value)
    said = json.dumps([sha256(source), state.model_dump(mode="json"), part, program()], sort_keys=True)
    return Order(plan, value, state, part, source, hashlib.sha256(said.encode()).hexdigest())


def ask(wanted: Order, *, at: datetime.datetime, ahead: bool = False) -> Rendering:
    """Return the row of a PDF, asked for once: a worker is given it when it is new, was lost, or is tried again.

    What was refused for its content is not tried again. `ahead` lets what people wait for go first.
    """
    with transaction.atomic():
        row, _ = _row(wanted, at)
        if row.state == State.ENDED:
            row.state, row.message, row.task = State.WAITING, "", ""
        if row.state == State.WAITING:
            give(row, at=at, ahead=ahead)
    return row


def give(row: Rendering, *, at: datetime.datetime, ahead: bool = False) -> None:
    """Give a worker a PDF that waits, unless one has it already, as urgently as that."""
    if not queue.has(row.task, ahead=ahead):
        row.task, row.asked_at = queue.enqueue(row.key, ahead=ahead), at
        row.save(update_fields=["state", "message", "asked_at", "task"])


def _row(wanted: Order, at: datetime.datetime) -> tuple[Rendering, bool]:
    """Return the row with the order's key, and whether it is new."""
    return Rendering.objects.defer("data", "source").get_or_create(
        key=wanted.key,
        defaults={
            "plan": wanted.plan,
            "part": wanted.part,
            "source": wanted.source,
            "standing": wanted.standing.model_dump(mode="json"),
            "filename": exports.filename(wanted.value, "pdf", _end(wanted)),
            "plan_changed_at": wanted.plan.changed_at,
            "asked_at": at,
        },
    )


def _end(wanted: Order) -> str:
    """Return what tells the file of a part from the whole's."""
    return part_of(wanted.value, wanted.part).filename if wanted.part else ""


def made_now(plan: Plan, part: str = "") -> exports.Export:
    """Return the PDF of the plan as it is, or of a part: the one that was made, or made here while one waits.

    Raises RenderError and UnknownPart.
    """
    row, _ = _row(order(plan, part), timezone.now())
    return exports.Export(row.filename, exports.FORMATS["pdf"].media_type, make(row.key))


def kept(plan: Plan, key: str) -> Rendering | None:
    """Return the row of the plan that the first digits of a key name, without its bytes.

    Who sees the plan as it was sent has no other's: what the pilot writes meanwhile is not hers to fetch.
    """
    if len(key) != KEY_DIGITS:
        return None
    row = Rendering.objects.filter(plan=plan, key__startswith=key).defer("data", "source").first()
    return None if row and plan.as_sent and order(plan, row.part).key != row.key else row


def file_of(row: Rendering) -> exports.Export:
    """Return the PDF that a row keeps."""
    return exports.Export(row.filename, exports.FORMATS["pdf"].media_type, bytes(row.data))


def make(key: str) -> bytes:
    """Make what a key names, unless somebody has; return the PDF. Raises RenderError, and Ended for one that was ended.

    Ten who ask for the same at once wait for one who makes it. No transaction is open while it is made.
    """
    try:
        with locks.alone_with(key, settings.RENDER_SECONDS + TURN_SECONDS):
            row = Rendering.objects.filter(key=key).first()
            if row is None:
                raise RenderError("Bestillingen er for gammel. Be om PDF-en på nytt.")
            if row.state == State.MADE:
                return bytes(row.data)
            if row.state == State.REFUSED:
                raise RenderError(row.message)
            with locks.turn(TURN_SECONDS):
                return _make(row)
    except locks.Busy as error:
        raise RenderError(BUSY) from error


def _make(row: Rendering) -> bytes:
    """Make the PDF of a row and keep it, or why it could not be made."""
    try:
        data = exports.render_part(read(bytes(row.source)), Standing.model_validate(row.standing), row.part).data
    except RenderError as error:
        ended = isinstance(error, renderer.Ended)
        _done(row, state=State.ENDED if ended else State.REFUSED, message=str(error))
        raise
    _done(row, state=State.MADE, data=data, source=b"", message="")
    return data


def _done(row: Rendering, **fields: object) -> None:
    """Write what came of it, and let the oldest of the same part go."""
    Rendering.objects.filter(pk=row.pk).update(done_at=timezone.now(), **fields)
    same = Rendering.objects.filter(plan=row.plan_id, part=row.part).exclude(pk=row.pk)
    finished = same.exclude(state=State.WAITING).order_by("-asked_at", "-pk").values_list("pk", flat=True)
    Rendering.objects.filter(pk__in=list(finished[KEPT - 1 :])).delete()


def rested(at: datetime.datetime) -> list[Plan]:
    """Return the drafts that were changed lately, have rested since, and whose PDF nobody has asked for as they are."""
    since, until = at - datetime.timedelta(hours=1), at - datetime.timedelta(seconds=settings.RENDER_AFTER_SECONDS)
    drafts = Plan.objects.filter(
        Q(changed_at__gt=since, changed_at__lte=until), status__in=(Plan.Status.UTKAST, Plan.Status.ENDRINGER)
    )
    asked = dict(
        Rendering.objects.filter(plan__in=drafts, part="").order_by("asked_at").values_list("plan", "plan_changed_at")
    )
    return [plan for plan in drafts if asked.get(plan.pk) != plan.changed_at]


def make_ahead(at: datetime.datetime) -> int:
    """Ask for the PDF of every plan that has rested, behind what people wait for; return how many."""
    plans = rested(at)
    for plan in plans:
        try:
            row = ask(order(plan), at=at, ahead=True)
        except Damaged:
            # Who opens the plan is told; the others' documents are made all the same.
            continue
        # The same content under a later change, as one that was taken back: it is not asked for again.
        Rendering.objects.filter(pk=row.pk).update(plan_changed_at=plan.changed_at, asked_at=at)
    return len(plans)
