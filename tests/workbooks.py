"""Budget workbooks of a stored plan, written in as somebody would, uploaded, and taken in."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from plans.models import Person, Plan
from reporting.formats import xlsx, xlsx_read
from reporting.formats.xlsx_entry import HEAD_ROW
from reporting.load import load, standing
from reporting.models import WorkbookReading
from reporting.workbook_services import keep_reading

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The first row's first source.
FIRST_ROW, FIRST_SOURCE = HEAD_ROW + 2, 8


def book_of(plan: Plan) -> Workbook:
    """Return the workbook of a plan as it is now."""
    return load_workbook(io.BytesIO(xlsx.write(load(plan), standing(plan))))


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(plan: Plan, kroner: Any = 4321, row: int = FIRST_ROW) -> bytes:
    """Return the workbook of a plan with another amount in one cell."""
    book = book_of(plan)
    book["Beløp"].cell(row, FIRST_SOURCE).value = kroner
    return saved(book)


def file_of(data: bytes, name: str = "budsjett.xlsx") -> SimpleUploadedFile:
    """Return a file to upload."""
    return SimpleUploadedFile(name, data, XLSX)


def reading(plan: Plan, data: bytes, by: Person) -> WorkbookReading:
    """Return a workbook that somebody has uploaded."""
    found = xlsx_read.read(data).model_dump(mode="json")
    return keep_reading(plan=plan, name="budsjett.xlsx", data=data, found=found, by=by, at=timezone.now())


def address(plan: Plan) -> dict[str, Any]:
    return {"pilot": plan.agreement.pilot.slug, "year": plan.year}


def _person(client: Client) -> Person:
    return Person.objects.get(pk=client.session["_auth_user_id"])


# What is sent to each address, for `tests.good_posts`


def uploaded(client: Client, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    return address(plan), {"file": file_of(changed(plan))}


def kept(client: Client, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    return {**address(plan), "pk": reading(plan, changed(plan), _person(client)).pk}, {}


def chosen(client: Client, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    kwargs, _ = kept(client, plan)
    view = client.get(reverse("workbook", kwargs=kwargs)).context["view"]
    return kwargs, {"sett": view.seen, "endring": [one.number for one in view.changes]}


def taken(client: Client, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    kwargs, data = chosen(client, plan)
    assert client.post(reverse("workbook", kwargs=kwargs), data).status_code == 302
    return kwargs, {}
