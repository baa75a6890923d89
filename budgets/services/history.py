"""Earlier years' state money, typed where the portal has no approved plan of that year."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import BudgetPost, EarlierFigure
from plans.models import Person, PlanDelmaal
from plans.services.fields import UNCHECKED, check_base, create, locked_plan, save_columns
from plans.services.trace import record


@transaction.atomic
def set_earlier_figure(
    *,
    row: PlanDelmaal | BudgetPost,
    year: int,
    kroner: int | None,
    by: Person | None,
    base: str = UNCHECKED,
    at: datetime.datetime | None = None,
) -> EarlierFigure | None:
    """Type an earlier year's state money, or clear it with None. `base` is the hash of the kroner.

    Raises ValidationError (not an earlier year of the agreement, negative), Conflict, Closed.
    """
    kind = "delmaal" if isinstance(row, PlanDelmaal) else "post"
    path = f"{kind}/{row.uid}/tidligere/{year}"
    plan = locked_plan(row.plan, path)
    if not plan.agreement.first_year <= year < plan.year:
        raise ValidationError(f"{year} er ikke et tidligere år i avtalen.")
    figure = EarlierFigure.objects.filter(plan=plan, year=year, **{kind: row}).first()
    before = figure.kroner if figure else None
    check_base(path, base, kroner, before)
    if kroner is None:
        if figure:
            figure.delete()
        figure = None
    elif figure is None:
        figure = EarlierFigure(plan=plan, year=year, kroner=kroner, **{kind: row})
        create(figure)
    else:
        figure.kroner = kroner
        save_columns(figure, "kroner")
    record(path=path, label=f"{row}, {year}", before=before, after=kroner, by=by, plan=plan, at=at)
    return figure
