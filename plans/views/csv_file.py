"""A table as a CSV file that Excel opens: semicolons, UTF-8 with a mark, and no text that becomes a formula."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse


def csv_file(name: str, rows: Iterable[Iterable[str]]) -> HttpResponse:
    """Return rows of texts, the head first, as a file to download under `name` without its ending."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response, delimiter=";")
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return response


def _harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text, whatever a person wrote in it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell
