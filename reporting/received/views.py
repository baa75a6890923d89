"""«Les inn en plan»: upload, wait, look at what was understood, answer, put what is left over, check."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.models import Person
from plans.views.edit import REFUSED, pilot_trail, submitted
from plans.views.rows import refusal
from reporting.checks import checks
from reporting.context import document_context
from reporting.forms import ReceivedForm
from reporting.intake.document.reading import Reading
from reporting.intake.sorts import Refused, sort_of
from reporting.models import Received
from reporting.received import services
from reporting.received.fields import places_to_put
from reporting.received.permissions import Room, files_in, get_file, get_room, stored_in
from reporting.received.sides import only_unsure, parts
from reporting.received.summary import checked, facts, title, wrong_pilot
from reporting.rendering import queue

State = Received.State
HEADING = "Les inn en plan"
#: So many left-over pieces stand on a page, each with a list of all fields.
LEFT_ON_A_PAGE = 25
LIES = "-"
#: So many of what was taken in are listed.
MOST_STORED = 10


#: The addresses of a file, which its pages link to.
OF_FILE = (
    "received",
    "received_source",
    "received_control",
    "received_file",
    "answer_received",
    "put_received",
    "cancel_received",
    "read_received",
    "drop_received",
)


def address_of(room: Room, name: str, row: Received) -> str:
    """Return an address of a file."""
    return reverse(name, kwargs={**room.address, "pk": row.pk})


def links_of(room: Room, row: Received) -> dict[str, str]:
    """Return the addresses of a file by their names."""
    names = (*OF_FILE, "take_received") if room.pilot else OF_FILE
    return {name: address_of(room, name, row) for name in names}


def _context(room: Room, *steps: tuple[str, str | None]) -> dict[str, Any]:
    trail = pilot_trail(room.pilot, *steps) if room.pilot else [("KDD", room.back), *steps]
    return {"room": room, "heading": HEADING, "kept_days": services.KEPT.days, "breadcrumbs": trail}


def page_context(room: Room, row: Received | None, *steps: tuple[str, str | None]) -> dict[str, Any]:
    """Return what all pages under «Les inn en plan» show; `row` is the file that the page is about, if any."""
    trail: list[tuple[str, str | None]] = [(HEADING, reverse("receive", kwargs=room.address))]
    if row is not None:
        trail.append((row.name, address_of(room, "received", row)))
    return {**_context(room, *trail, *steps), "row": row}


def _of_file(request: HttpRequest, pilot: str | None, pk: int) -> tuple[Room, Received]:
    room = get_room(request.user, pilot)
    return room, get_file(request.user, room, pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def receive(request: HttpRequest, pilot: str | None = None) -> HttpResponse:
    """Choose a file, or keep the chosen one and go on to where it is read."""
    room = get_room(request.user, pilot)
    form = ReceivedForm(submitted(request), request.FILES if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        assert isinstance(request.user, Person)
        if form.is_valid():
            file = form.cleaned_data["file"]
            data = file.read()
            try:
                # What can be told from the first bytes is told at once, at the field.
                sort_of(data, ("docx", "pdf", "xlsx"))
                row = services.receive(
                    pilot=room.pilot, name=file.name or "", data=data, by=request.user, at=timezone.localtime()
                )
            except (Refused, ValidationError) as error:
                form.add_error("file", refusal(error) if isinstance(error, ValidationError) else str(error))
            else:
                return redirect(address_of(room, "received", row))
        status = REFUSED
    files = [(row, links_of(room, row)) for row in files_in(request.user, room)]
    context = {**_context(room, (HEADING, None)), "form": form, "files": files, "stored": stored_in(room)[:MOST_STORED]}
    return render(request, "reporting/received/upload.html", context, status=status)


@never_cache
@require_safe
@login_required
def received(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """What was understood of a file and what is asked about it; how far it has come, as long as it is being read."""
    room, row = _of_file(request, pilot, pk)
    if row.state != State.READ or "application/json" in request.headers.get("Accept", ""):
        return _progress(request, room, row)
    reading = services.reading_of(row)
    left = Paginator(reading.leftovers, LEFT_ON_A_PAGE).get_page(request.GET.get("side"))
    context = {
        **_page(room, row, reading, "received"),
        "facts": list(facts(reading)),
        "questions": [(one, row.answers.get(one.key, "")) for one in reading.questions],
        "unanswered": sum(one.key not in row.answers for one in reading.questions),
        "left": left,
        "left_rows": [(one, _chosen(row, one.key)) for one in left],
        "left_open": sum(one.key not in row.put for one in reading.leftovers),
        "fields": places_to_put(reading),
        "wrong_pilot": bool(room.pilot) and wrong_pilot(reading.plan, str(room.pilot)),
    }
    return render(request, "reporting/received/understood.html", context)


def _chosen(row: Received, key: str) -> str:
    """Return the choice in the list of fields for a left-over piece: a path, LIES, or nothing yet."""
    return (row.put[key] or LIES) if key in row.put else ""


def _progress(request: HttpRequest, room: Room, row: Received) -> HttpResponse:
    alive = bool(queue.living(timezone.now()))
    if row.state == State.WAITING and alive:
        services.give(row)
    before = queue.before(row.task)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": row.state, "before": before, "alive": alive})
    context = {**_context(room, (HEADING, reverse("receive", kwargs=room.address)), (row.name, None))}
    context |= {"row": row, "links": links_of(room, row), "alive": alive, "before": before}
    return render(request, "reporting/received/progress.html", context)


def _page(room: Room, row: Received, reading: Reading, current: str) -> dict[str, Any]:
    """Return what all pages of a file that was read show."""
    findings = checks(reading.plan, document_context(reading, timezone.localdate()), reading.stated)
    return {
        **_context(room, (HEADING, reverse("receive", kwargs=room.address)), (row.name, None)),
        "row": row,
        "links": links_of(room, row),
        "reading": reading,
        "title": title(reading),
        "checked": checked(reading, findings),
        "current": current,
        "taken": stored_in(room).filter(sha256=row.sha256, undone_at=None).first(),
    }


@never_cache
@require_safe
@login_required
def received_source(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """The document beside what it became, section by section; `?vis=usikre` leaves out what is sure."""
    room, row = _of_file(request, pilot, pk)
    if row.state != State.READ:
        return redirect(address_of(room, "received", row))
    reading = services.reading_of(row)
    every = parts(reading, row.answers, row.put)
    narrowed = request.GET.get("vis") == "usikre"
    context = {
        **_page(room, row, reading, "received_source"),
        "parts": only_unsure(every) if narrowed else every,
        "narrowed": narrowed,
        "unsure": sum(part.unsure for part in every),
    }
    return render(request, "reporting/received/source.html", context)


@never_cache
@require_safe
@login_required
def received_control(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """What Kontroll finds in the document as it is printed, with the place in the source."""
    room, row = _of_file(request, pilot, pk)
    if row.state != State.READ:
        return redirect(address_of(room, "received", row))
    context = _page(room, row, services.reading_of(row), "received_control")
    return render(request, "reporting/received/control.html", context)


@never_cache
@require_safe
@login_required
def received_file(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """The file as it came, byte for byte, as something to save: no browser is to show what a stranger has made."""
    _, row = _of_file(request, pilot, pk)
    response = HttpResponse(bytes(row.data), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name)
    return response


def _sent(request: HttpRequest, begins: str) -> dict[str, str]:
    """Return what was sent under names that begin so, by the rest of the name."""
    return {name.removeprefix(begins): str(said) for name, said in request.POST.items() if name.startswith(begins)}


@require_POST
@login_required
def answer_received(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Keep the answers that were chosen, and read the file with them."""
    room, row = _of_file(request, pilot, pk)
    said = _sent(request, "svar:")
    try:
        is_read_again = services.answer(row=row, answers=said)
    except ValidationError as error:
        messages.error(request, refusal(error))
    else:
        again = ", og filen leses på nytt med dem" if is_read_again else ""
        messages.success(request, f"Svarene er lagret{again}.")
    return redirect(address_of(room, "received", row))


@require_POST
@login_required
def put_received(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Keep where left-over pieces were put; those that stand on other pages keep their places."""
    room, row = _of_file(request, pilot, pk)
    chosen = _sent(request, "rest:")
    if "la-ligge" in request.POST:
        chosen = {key: value or LIES for key, value in chosen.items()}
    others = {key: path for key, path in row.put.items() if key not in chosen}
    put = {**others, **{key: "" if value == LIES else value for key, value in chosen.items() if value}}
    try:
        reading = services.reading_of(row)
        paths = frozenset(path for _, fields in places_to_put(reading) for path, _ in fields)
        services.put(row=row, put=put, paths=paths)
    except ValidationError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, "Lagret.")
    return redirect(f"{address_of(room, 'received', row)}#uten-plass")


@require_POST
@login_required
def cancel_received(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Stop the reading."""
    room, row = _of_file(request, pilot, pk)
    services.cancel(row=row)
    return redirect(address_of(room, "received", row))


@require_POST
@login_required
def read_received(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Read the file once more; here and now where no worker lives."""
    room, row = _of_file(request, pilot, pk)
    services.read_again(row=row)
    if not queue.living(timezone.now()):
        row.refresh_from_db(fields=["run"])
        services.read(row.pk, row.run)
    return redirect(address_of(room, "received", row))


@require_POST
@login_required
def drop_received(request: HttpRequest, pk: int, pilot: str | None = None) -> HttpResponse:
    """Remove the file and what was read of it."""
    room, row = _of_file(request, pilot, pk)
    services.drop(row=row)
    messages.success(request, f"«{row.name}» er slettet.")
    return redirect(reverse("receive", kwargs=room.address))
