"""Making a year's plan, and saving the plan's own fields."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Agreement, Person, Plan, PlanDelmaal, PlanForm, Removed
from plans.services.fields import check_base, create, locked_plan, save_columns
from plans.services.locks import locked_agreement
from plans.services.removal import remove
from plans.services.trace import record

#: The plan's own fields that people enter, with the words a trace names them by.
PLAN_FIELDS = {
    "document_date": "Dokumentdato",
    "adoption_date": "Styringsgruppens møtedato",
    "case_number": "Saksnummer",
    "language": "Målform",
}


#: Apps whose rows are the plan itself and its documents, and go when it goes.
_GOES_ALONG = frozenset({"plans", "budgets", "reporting"})


@transaction.atomic
def create_plan(
    *, agreement: Agreement, year: int, form: PlanForm, by: Person | None, language: str = "nb", **fields: Any
) -> Plan:
    """Start the plan of a year with its own copy of the agreement's delmål.

    Raises ValidationError when the year is outside the agreement or already has a plan.
    """
    agreement = locked_agreement(agreement)
    if year not in agreement.years:
        raise ValidationError(
            f"Avtalen gjelder {agreement.first_year}–{agreement.last_year}. {year} er utenfor avtaleperioden."
        )
    slug = f"{agreement.pilot.slug}-{year}"
    plan = Plan(agreement=agreement, year=year, form=form, language=language, slug=slug, **fields)
    create(plan)
    for delmaal in agreement.delmaal.all():
        create(
            PlanDelmaal(
                plan=plan,
                delmaal=delmaal,
                uid=delmaal.uid,
                number=delmaal.priority,
                title=delmaal.title,
                short_title=delmaal.short_title,
            )
        )
    record(path=paths.plan_field("opprettet"), label="Ny handlingsplan", before="", after=str(plan), by=by, plan=plan)
    return plan


@transaction.atomic
def remove_plan(*, plan: Plan, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Remove a draft with all that was written in it; the returned row, which is the pilot's, puts it back.

    Raises ValidationError for a plan past draft, one that a later plan goes on from, and one that people have said
    something of: what later apps hang on a plan, as comments, is not removed behind their backs.
    """
    agreement = locked_agreement(plan.agreement)
    fresh = Plan.objects.select_related("agreement__pilot").filter(pk=plan.pk).first()
    if fresh is None:
        raise ValidationError("Planen er allerede fjernet.")
    if fresh.status != Plan.Status.UTKAST:
        raise ValidationError(f"Handlingsplanen for {fresh.year} er {fresh.get_status_display()} og kan ikke fjernes.")
    if later := agreement.plans.filter(year__gt=fresh.year).order_by("year").first():
        raise ValidationError(f"Handlingsplanen for {later.year} bygger på denne, som derfor ikke kan fjernes.")
    if said := _said_of(fresh):
        raise ValidationError(f"Handlingsplanen for {fresh.year} kan ikke fjernes. Den har {', '.join(said)}.")
    path = paths.agreement_field(agreement.pk, f"plan/{fresh.year}")
    return remove(rows=[fresh], path=path, by=by, pilot=agreement.pilot, at=at)


def _said_of(plan: Plan) -> list[str]:
    """Return what apps above the documents hang on a plan, counted: comments, confirmations, steps on its way."""
    found = []
    for relation in plan._meta.related_objects:
        model = relation.related_model
        assert isinstance(model, type)
        if model._meta.app_label not in _GOES_ALONG:
            number = model._base_manager.filter(**{relation.field.name: plan}).count()
            name = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
            found += [f"{number} {name}"] if number else []
    return found


@transaction.atomic
def set_plan_field(*, plan: Plan, field: str, value: datetime.date | str | None, base: str, by: Person | None) -> Plan:
    """Save one of PLAN_FIELDS. Raises ValidationError, Conflict, Closed, KeyError for another field."""
    label = PLAN_FIELDS[field]
    path = paths.plan_field(field)
    fresh = locked_plan(plan, path)
    before = getattr(fresh, field)
    check_base(path, base, value, before)
    setattr(fresh, field, value)
    save_columns(fresh, field)
    record(path=path, label=label, before=before, after=value, by=by, plan=fresh)
    return fresh


@transaction.atomic
def set_money_note(*, delmaal: PlanDelmaal, note: str, base: str, by: Person | None) -> PlanDelmaal:
    """Save the remark on money that is named but stands in no table. Raises ValidationError, Conflict, Closed."""
    path = paths.delmaal_field(delmaal.uid, "money_note")
    plan = locked_plan(delmaal.plan, path)
    fresh = PlanDelmaal.objects.get(pk=delmaal.pk)
    before, fresh.money_note = fresh.money_note, note.strip()
    check_base(path, base, fresh.money_note, before)
    save_columns(fresh, "money_note")
    label = f"Merknad om midler, delmål {fresh.number}"
    record(path=path, label=label, before=before, after=fresh.money_note, by=by, plan=plan)
    return fresh
