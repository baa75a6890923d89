"""The agreement's delmål: made, named, put in order and removed. Plans hold copies, see `plan_delmaal`."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Agreement, Answer, Delmaal, Invitation, Membership, Person, PlanDelmaal, Removed, Theme
from plans.services.fields import OPEN_STATUSES, create
from plans.services.locks import locked_agreement
from plans.services.ordering import order_value, set_order
from plans.services.removal import remove
from plans.services.rows import reread, update_row
from plans.services.trace import record


def _path(delmaal: Delmaal) -> str:
    return paths.agreement_field(delmaal.agreement_id, f"delmaal/{delmaal.uid}")


@transaction.atomic
def create_delmaal(
    *,
    agreement: Agreement,
    title: str,
    short_title: str,
    theme: Theme | None,
    by: Person | None,
    priority: int | None = None,
    uid: uuid.UUID | None = None,
) -> Delmaal:
    """Add a delmål with its priority, or last. Raises ValidationError when the priority is taken."""
    agreement = locked_agreement(agreement)
    if priority is None:
        priority = max(agreement.delmaal.values_list("priority", flat=True), default=0) + 1
    delmaal = Delmaal(
        agreement=agreement,
        priority=priority,
        title=" ".join(title.split()),
        short_title=" ".join(short_title.split()),
        theme=theme,
        uid=uid or uuid.uuid4(),
    )
    create(delmaal)
    record(path=_path(delmaal), label="Nytt delmål", before="", after=str(delmaal), by=by, pilot=agreement.pilot)
    return delmaal


def _set(delmaal: Delmaal, values: dict[str, Any], base: str, by: Person | None) -> Delmaal:
    """Save columns of a delmål under its agreement's lock."""
    agreement = locked_agreement(delmaal.agreement)
    fresh = reread(delmaal)
    update_row(row=fresh, values=values, path=_path(fresh), base=base, by=by, pilot=agreement.pilot)
    return fresh


@transaction.atomic
def set_delmaal_title(*, delmaal: Delmaal, title: str, base: str, by: Person | None) -> Delmaal:
    """Save the title in the agreement; plans keep theirs. `base` is of `row_value`, as for the others here.

    Raises ValidationError, Conflict.
    """
    return _set(delmaal, {"title": title}, base, by)


@transaction.atomic
def set_delmaal_short_title(*, delmaal: Delmaal, short_title: str, base: str, by: Person | None) -> Delmaal:
    """Save the title used in tables; plans keep theirs. Raises ValidationError, Conflict."""
    return _set(delmaal, {"short_title": short_title}, base, by)


@transaction.atomic
def set_delmaal_theme(*, delmaal: Delmaal, theme: Theme | None, base: str, by: Person | None) -> Delmaal:
    """Save the theme by which delmål of different pilots are compared. Raises Conflict."""
    return _set(delmaal, {"theme": theme}, base, by)


def delmaal_order_value(agreement: Agreement) -> list[str]:
    """Return the uids of the agreement's delmål by priority: the list that the order's base hash is taken of."""
    return order_value(list(agreement.delmaal.all()))


@transaction.atomic
def set_delmaal_order(*, agreement: Agreement, uids: Sequence[str], base: str, by: Person | None) -> list[Delmaal]:
    """Put the agreement's delmål in this order; priorities become 1, 2, 3 … and plans keep their numbers.

    Raises ValidationError when `uids` are not exactly the agreement's, Conflict.
    """
    fresh = locked_agreement(agreement)
    set_order(
        rows=list(fresh.delmaal.all()),
        ids=uids,
        path=paths.agreement_field(fresh.pk, "prioritering"),
        label="Delmålenes rekkefølge",
        base=base,
        by=by,
        pilot=fresh.pilot,
    )
    return list(fresh.delmaal.all())


@transaction.atomic
def remove_delmaal(*, delmaal: Delmaal, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Remove a delmål from the agreement, and its empty copies from drafts; the returned row puts all back.

    Raises ValidationError when a plan past draft holds it, when a draft has written something under it, or when
    somebody is a member for this delmål alone: without it her membership would reach all of them.
    """
    agreement = locked_agreement(delmaal.agreement)
    fresh = reread(delmaal)
    copies = list(PlanDelmaal.objects.filter(delmaal=fresh).select_related("plan"))
    for copy in copies:
        _refuse_in_use(copy)
    _refuse_only_reach(fresh)
    for copy in copies:
        where = paths.delmaal_field(copy.uid, "fjernet")
        record(path=where, label="Fjernet delmål", before=str(copy), after="", by=by, plan=copy.plan, at=at)
    return remove(rows=[*copies, fresh], path=_path(fresh), by=by, pilot=agreement.pilot, at=at)


def _refuse_in_use(copy: PlanDelmaal) -> None:
    """Raise ValidationError when a plan needs the delmål."""
    year = copy.plan.year
    if copy.plan.status not in OPEN_STATUSES:
        status = copy.plan.get_status_display()
        raise ValidationError(f"Delmålet står i handlingsplanen for {year}, som er {status}. Det kan ikke fjernes.")
    held = [*_counted(copy), *(["en merknad om midler"] if copy.money_note else [])]
    if held:
        raise ValidationError(
            f"Delmålet har innhold i handlingsplanen for {year}: {', '.join(held)}. Flytt eller fjern det først."
        )


def _counted(copy: PlanDelmaal) -> list[str]:
    """Return what hangs on a plan's copy, counted, whichever app it belongs to."""
    found = []
    for relation in copy._meta.related_objects:
        model = relation.related_model
        assert isinstance(model, type)
        rows = model._base_manager.filter(**{relation.field.name: copy})
        # An answer that was emptied again is still a row.
        number = (rows.exclude(html="", not_relevant_reason="") if model is Answer else rows).count()
        if number:
            names = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
            found.append(f"{number} {names}")
    return found


def _refuse_only_reach(delmaal: Delmaal) -> None:
    """Raise ValidationError when a membership, or an invitation to one, names this delmål and no other."""
    for membership in Membership.objects.filter(delmaal=delmaal).select_related("person"):
        if membership.delmaal.count() == 1:
            raise ValidationError(
                f"{membership.person} er bare med på dette delmålet. Endre eller avslutt rollen før delmålet fjernes."
            )
    for invitation in Invitation.objects.filter(delmaal=delmaal, accepted_at=None, revoked_at=None):
        if invitation.delmaal.count() == 1:
            raise ValidationError(
                f"{invitation.email} er invitert til dette delmålet alene. Trekk invitasjonen tilbake først."
            )
