"""Which years of an agreement money stands in."""

from collections.abc import Iterable

from django.db.models import F

from budgets.models import BudgetLine, EarlierFigure, Frame
from plans.models import Agreement
from plans.services.years import YearUse


def money_years(agreement: Agreement) -> Iterable[YearUse]:
    """Yield the years of frames, of forecasts, and of earlier figures; a plan's own year is the plan's to tell."""
    for year in Frame.objects.filter(agreement=agreement).values_list("year", flat=True):
        yield YearUse(year, f"rammen for {year}")
    lines = BudgetLine.objects.filter(plan__agreement=agreement).exclude(year=F("plan__year"))
    for year, plan in lines.values_list("year", "plan__year").distinct():
        yield YearUse(year, f"beløpene for {year} i handlingsplanen for {plan}")
    figures = EarlierFigure.objects.filter(plan__agreement=agreement)
    for year, plan in figures.values_list("year", "plan__year").distinct():
        yield YearUse(year, f"tidligere beløp for {year} i handlingsplanen for {plan}")
