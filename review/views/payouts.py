"""The payouts of all pilots, as page, Excel and CSV."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.views.csv_file import csv_file
from reporting.table import Table
from review.forms.filters import PayoutFilter
from review.payouts import load_payouts, payouts_table
from review.pilots_table import as_rows
from review.views.kdd import kdd_capabilities, kdd_plans
from review.views.narrowed import workbook_of


def _asked(request: HttpRequest) -> tuple[PayoutFilter, Table]:
    """Return the form of the filters as it was filled in, and the payouts it lets through."""
    kdd_capabilities(request.user)
    found = load_payouts(kdd_plans(request.user))
    form = PayoutFilter(found, request.GET)
    return form, payouts_table(form.chosen(found))


@require_safe
@login_required
def payouts_page(request: HttpRequest) -> HttpResponse:
    """What has been paid to whom, on which version, with the sum of what is shown."""
    form, table = _asked(request)
    context = {"form": form, "table": table, "asked": form.address(), "language": "nb"}
    return render(request, "review/payouts.html", context)


@require_safe
@login_required
def payouts_xlsx(request: HttpRequest) -> HttpResponse:
    """The same rows as a workbook."""
    form, table = _asked(request)
    return workbook_of("utbetalinger", [("Utbetalinger", table)], form.in_words())


@require_safe
@login_required
def payouts_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as a file."""
    return csv_file("utbetalinger", as_rows(_asked(request)[1]))
