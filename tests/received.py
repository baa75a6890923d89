"""Plans that came as a file: a small one with a question and a piece that fits nowhere, uploaded and read."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Person, Pilot, Plan
from reporting.formats import docx_read
from reporting.intake.document.recognise import recognise
from reporting.known import load_known
from reporting.models import Received
from reporting.received import services
from reporting.received.fields import places_to_put
from reporting.rendering import queue
from tests.reporting.intake.plan_file import Way, body
from tests.reporting.intake.word_file import packed, paragraph, run

STRAY = "Et vedlegg om noe annet."
#: The addresses of a file, and the methods they take.
OF_A_FILE = {
    **dict.fromkeys(("received", "received_source", "received_control", "received_file"), frozenset({"GET"})),
    **dict.fromkeys(
        ("answer_received", "put_received", "cancel_received", "read_received", "drop_received"), frozenset({"POST"})
    ),
}
#: And those of a pilot's file, which can be taken in.
OF_A_PILOTS_FILE = {
    **OF_A_FILE,
    "take_received": frozenset({"GET", "POST"}),
    "stored": frozenset({"GET"}),
    "undo_stored": frozenset({"POST"}),
}


def no_file(plan: Plan) -> dict[str, Any]:
    """What names a file that nobody has uploaded for a plan's pilot."""
    return {"pilot": plan.agreement.pilot.slug, "pk": 0}


@cache
def document() -> bytes:
    """A plan in Word where an amount cannot be told and a line fits nowhere; the same bytes whenever it is asked."""
    front = paragraph(run("Handlingsplan 2025"), style="Tittel") + paragraph(run(STRAY))
    return packed(front + body(Way(title=lambda _: "")).replace("(300 000)", "(300 00)"))


def file_of(data: bytes | None = None, name: str = "plan.docx") -> SimpleUploadedFile:
    """A file to upload."""
    return SimpleUploadedFile(name, document() if data is None else data)


def uploaded(pilot: Pilot | None, by: Person, data: bytes | None = None, name: str = "plan.docx") -> Received:
    """A file that waits to be read."""
    return services.receive(
        pilot=pilot, name=name, data=document() if data is None else data, by=by, at=timezone.localtime()
    )


def read_here(row: Received) -> Received:
    """Read a file in this process, as the worker has it read in another."""
    row.refresh_from_db()
    found = recognise(docx_read.read(bytes(row.data)), load_known(), row.answers)
    row.state, row.found = Received.State.READ, found.model_dump_json().encode()
    row.save()
    return row


def read(pilot: Pilot | None, by: Person) -> Received:
    """A file that was read."""
    return read_here(uploaded(pilot, by))


# What is sent to each address, for `tests.good_posts`

Sent = tuple[dict[str, Any], dict[str, Any]]


def _place(client: Client, plan: Plan) -> tuple[Pilot | None, Person]:
    person = Person.objects.get(pk=client.session["_auth_user_id"])
    return (None if person.is_kdd else plan.agreement.pilot), person


def _address(row: Received) -> dict[str, Any]:
    return {"pk": row.pk, **({"pilot": row.pilot.slug} if row.pilot else {})}


def to_upload(client: Client, plan: Plan) -> Sent:
    pilot, _ = _place(client, plan)
    return ({"pilot": pilot.slug} if pilot else {}), {"file": file_of()}


def waiting(client: Client, plan: Plan) -> Sent:
    return _address(uploaded(*_place(client, plan))), {}


def to_read(client: Client, plan: Plan) -> Sent:
    """A worker lives, so that nothing is read here and now."""
    queue.begin("arbeider", timezone.now())
    return waiting(client, plan)


def answered(client: Client, plan: Plan) -> Sent:
    row = read(*_place(client, plan))
    question = services.reading_of(row).questions[0]
    return _address(row), {f"svar:{question.key}": question.choices[0].key}


def placed(client: Client, plan: Plan) -> Sent:
    row = read(*_place(client, plan))
    reading = services.reading_of(row)
    return _address(row), {f"rest:{reading.leftovers[0].key}": places_to_put(reading)[0][1][0][0]}


def to_take(client: Client, plan: Plan) -> Sent:
    """For a year without a plan; the agreement lacks the delmål of the document."""
    row = read(*_place(client, plan))
    wanted = [goal.uid for goal in services.reading_of(row).plan.delmaal]
    return _address(row), {"aar": plan.agreement.last_year, "delmaal": wanted}


def taken(client: Client, plan: Plan) -> Sent:
    kwargs, data = to_take(client, plan)
    response = client.post(reverse("take_received", kwargs=kwargs), data)
    return {**kwargs, "pk": int(response["Location"].strip("/").split("/")[-1])}, {}


#: What is sent to each address, by its name.
SENT: dict[str, Callable[[Client, Plan], Sent]] = {
    "receive": to_upload,
    "answer_received": answered,
    "put_received": placed,
    "cancel_received": waiting,
    "read_received": to_read,
    "drop_received": waiting,
    "take_received": to_take,
    "undo_stored": taken,
}
