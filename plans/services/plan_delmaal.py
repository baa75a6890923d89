"""A draft's copy of the agreement's delmål, and taking in what has changed in the agreement since it was made."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from plans import paths
from plans.models import Delmaal, Person, Plan, PlanDelmaal
from plans.services.fields import OPEN_STATUSES, Closed, create, locked_plan, save_columns
from plans.services.ordering import assign
from plans.services.trace import record

#: What a plan copies, from the column of the agreement's delmål to that of the plan's.
_COPIED = {"priority": "number", "title": "title", "short_title": "short_title"}
_SENTENCES = {
    "number": "Delmål {before} er blitt delmål {after}.",
    "title": "Delmål {number} heter nå «{after}», ikke «{before}».",
    "short_title": "Kort tittel på delmål {number} er nå «{after}», ikke «{before}».",
}
_LABELS = {"number": "Delmålets nummer", "title": "Delmålets tittel", "short_title": "Delmålets korte tittel"}


class Difference(NamedTuple):
    """One thing that is otherwise in the agreement than in the plan. `column` is empty for a delmål the plan lacks."""

    delmaal: Delmaal
    copy: PlanDelmaal | None
    column: str
    before: str | int
    after: str | int

    @property
    def sentence(self) -> str:
        """The difference in words."""
        if self.copy is None:
            return f"Nytt delmål {self.delmaal.priority}: {self.delmaal.title}."
        return _SENTENCES[self.column].format(number=self.copy.number, before=self.before, after=self.after)


def delmaal_differences(plan: Plan) -> list[Difference]:
    """Return what `refresh_plan_delmaal` would change, in the agreement's order; nothing for a plan past draft."""
    if plan.status not in OPEN_STATUSES:
        return []
    return differences(PlanDelmaal.objects.filter(plan=plan), Delmaal.objects.filter(agreement=plan.agreement_id))


def differences(copies: Iterable[PlanDelmaal], goals: Iterable[Delmaal]) -> list[Difference]:
    """Return how an agreement's delmål differ from a draft's copies of them, in the order of the delmål."""
    of = {copy.delmaal_id: copy for copy in copies}
    found = []
    for delmaal in goals:
        copy = of.get(delmaal.pk)
        if copy is None:
            found.append(Difference(delmaal, None, "", "", str(delmaal)))
            continue
        for source, column in _COPIED.items():
            before, after = getattr(copy, column), getattr(delmaal, source)
            if before != after:
                found.append(Difference(delmaal, copy, column, before, after))
    return found


@transaction.atomic
def refresh_plan_delmaal(*, plan: Plan, by: Person | None) -> list[Difference]:
    """Take the agreement's delmål, their order and titles into a draft, and return what was changed.

    Nothing written in the plan is touched. A delmål that has been removed from the agreement was empty in every draft
    and went from them at the same time. Raises Closed for a plan past draft, also where a part of it is open.
    """
    path = "plan/delmaal"
    fresh = locked_plan(plan, path)
    if fresh.status not in OPEN_STATUSES:
        raise Closed(path)
    found = delmaal_differences(fresh)
    numbers = {one.copy.pk: int(one.after) for one in found if one.copy and one.column == "number"}
    assign(list(PlanDelmaal.objects.filter(pk__in=numbers)), numbers, "number")
    for one in found:
        _take_in(fresh, one, by)
    return found


def _take_in(plan: Plan, one: Difference, by: Person | None) -> None:
    """Write one difference, but for numbers, which are written together; leave a trace of it."""
    if one.copy is None:
        columns = {column: getattr(one.delmaal, source) for source, column in _COPIED.items()}
        create(PlanDelmaal(plan=plan, delmaal=one.delmaal, uid=one.delmaal.uid, **columns))
    elif one.column != "number":
        copy = PlanDelmaal.objects.get(pk=one.copy.pk)
        setattr(copy, one.column, one.after)
        save_columns(copy, one.column)
    path = paths.delmaal_field(one.delmaal.uid, one.column or "opprettet")
    label = _LABELS.get(one.column, "Nytt delmål")
    record(path=path, label=label, before=one.before, after=one.after, by=by, plan=plan)
