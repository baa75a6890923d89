"""Answers that the lists of KDD share."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils import timezone

from plans.templatetags.kroner import dato
from reporting import exports
from reporting.formats import xlsx_tables
from reporting.table import Table


def workbook_of(name: str, sheets: Sequence[tuple[str, Table]], narrowed_to: str) -> HttpResponse:
    """Return tables as a workbook to save under a name, with the day and what they are narrowed to, if to anything."""
    subtitle = " · ".join(filter(None, (f"Bygdevekst, {dato(timezone.localdate())}", narrowed_to)))
    response = HttpResponse(xlsx_tables.write(sheets, subtitle), content_type=exports.FORMATS["xlsx"].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
