"""All pilots: where their plans are, and their money; as page, Excel and CSV, narrowed alike."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import Theme
from plans.views.csv_file import csv_file
from reporting.table import Table
from review.all_pilots import load_pilots, tables
from review.forms.filters import PilotFilter
from review.pilots_table import as_rows
from review.views.kdd import kdd_capabilities, kdd_plans
from review.views.narrowed import workbook_of


def _asked(request: HttpRequest) -> tuple[PilotFilter, tuple[Table, Table, Table]]:
    """Return the form of the filters as it was filled in, and the tables of the pilots it lets through."""
    kdd_capabilities(request.user)
    themes = dict(Theme.objects.values_list("key", "name"))
    form = PilotFilter(themes, request.GET)
    found = form.chosen(load_pilots(kdd_plans(request.user), timezone.localdate()))
    return form, tables(found, themes, form.asked.get("tema"))


@require_safe
@login_required
def pilots_page(request: HttpRequest) -> HttpResponse:
    """Where the plans are, for how long, and their money by delmål, theme and year."""
    form, found = _asked(request)
    context = {"form": form, "tables": found, "asked": form.address(), "language": "nb"}
    return render(request, "review/pilots.html", context)


@require_safe
@login_required
def pilots_xlsx(request: HttpRequest) -> HttpResponse:
    """The same tables as a workbook."""
    form, (pilots, money, themes) = _asked(request)
    sheets = [("Piloter", pilots), ("Delmål", money), ("Tema", themes)]
    return workbook_of("piloter", sheets, form.in_words())


@require_safe
@login_required
def pilots_csv(request: HttpRequest) -> HttpResponse:
    """The table of pilots as a file."""
    return csv_file("piloter", as_rows(_asked(request)[1][0]))
