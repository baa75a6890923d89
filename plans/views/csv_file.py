"""A table as a CSV file to download."""

from collections.abc import Iterable

from django.http import HttpResponse

from plans.csv_text import csv_text


def csv_file(name: str, rows: Iterable[Iterable[str]]) -> HttpResponse:
    """Return rows of texts, the head first, as a file to download under `name` without its ending."""
    response = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
