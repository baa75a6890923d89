"""Starting a plan from the one before it, in one step.

Tiltak keep their uid, answers come along marked «fra i fjor», amounts start blank. What later apps hang on a plan they
copy themselves, see `register`. COPIED names every column that comes along; a test fails for a column or relation that
neither stands there nor is said to be left.
"""

from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import models, transaction

from plans import paths
from plans.models import Answer, Figure, Person, Plan, PlanDelmaal, PlanForm, Prompt, Tiltak, TiltakParty
from plans.services.changes import CONTINUED_FROM
from plans.services.plans import create_plan
from plans.services.trace import record

#: The columns that come along, by model. What they refer to within the plan is the new plan's own.
COPIED: dict[type[models.Model], tuple[str, ...]] = {
    Tiltak: (
        "uid",
        "position",
        "title",
        "phase",
        "responsible_text",
        "partners_text",
        "time_from",
        "time_to",
        "time_text",
    ),
    TiltakParty: ("party", "part", "position"),
    Answer: ("html", "not_relevant_reason"),
    Figure: ("blob", "alt", "caption"),
}


class Copier(Protocol):
    """Copies what an app hangs on a plan; runs in the transaction that makes the new plan."""

    def __call__(self, *, old: Plan, new: Plan, by: Person | None) -> object:
        """Write it."""
        ...


_copiers: dict[str, Copier] = {}


def register(name: str, copy: Copier) -> None:
    """Add something that comes along to the next plan, under a name; registering again replaces."""
    _copiers[name] = copy


def registered() -> frozenset[str]:
    """Return the names of all that later apps copy."""
    return frozenset(_copiers)


def copied(row: models.Model, columns: tuple[str, ...]) -> dict[str, object]:
    """Return the columns of a row as they come along."""
    return {column: getattr(row, column) for column in columns}


@transaction.atomic
def continue_plan(*, earlier: Plan, year: int, form: PlanForm, language: str, by: Person | None) -> Plan:
    """Start the plan of a later year with everything of the earlier plan that goes on.

    Answers to prompts that the new form does not have stay behind; a tiltak comes along under its own delmål.
    Raises ValidationError: not a later year, outside the agreement, or the year has a plan already.
    """
    if year <= earlier.year:
        raise ValidationError(f"Planen for {earlier.year} kan bare videreføres til et senere år.")
    plan = create_plan(agreement=earlier.agreement, year=year, form=form, language=language, by=by)
    # Making the plan has locked all plans of the agreement, so the earlier one holds still.
    delmaal = _by_old(earlier.delmaal.all(), {row.uid: row for row in plan.delmaal.all()})
    Figure.objects.bulk_create(Figure(plan=plan, **copied(row, COPIED[Figure])) for row in earlier.figures.all())
    tiltak = _tiltak(earlier, plan, delmaal, by)
    _answers(earlier, plan, delmaal, tiltak)
    for copy in _copiers.values():
        copy(old=earlier, new=plan, by=by)
    return plan


def _by_old(old: models.QuerySet[PlanDelmaal], new: dict[object, PlanDelmaal]) -> dict[int, PlanDelmaal]:
    """Return the new plan's delmål by the primary key of the older plan's."""
    return {row.pk: new[row.uid] for row in old if row.uid in new}


def _tiltak(earlier: Plan, plan: Plan, delmaal: dict[int, PlanDelmaal], by: Person | None) -> dict[int, Tiltak]:
    """Copy the tiltak and who carries them out; return the new ones by the primary key of the old."""
    found = {}
    for row in earlier.tiltak.prefetch_related("parties"):
        new = Tiltak(plan=plan, delmaal=delmaal[row.delmaal_id], **copied(row, COPIED[Tiltak]))
        new.save(force_insert=True)
        TiltakParty.objects.bulk_create(
            TiltakParty(tiltak=new, **copied(party, COPIED[TiltakParty])) for party in row.parties.all()
        )
        found[row.pk] = new
        label = f"{CONTINUED_FROM} {earlier.year}"
        record(path=paths.tiltak_field(new.uid, "title"), label=label, before="", after=new.title, by=by, plan=plan)
    return found


def _answers(earlier: Plan, plan: Plan, delmaal: dict[int, PlanDelmaal], tiltak: dict[int, Tiltak]) -> None:
    """Copy the answers to prompts that the new form has too, marked as untouched."""
    prompts = {(row.level, row.key): row for row in Prompt.objects.filter(form=plan.form_id)}
    given = earlier.answers.exclude(html="", not_relevant_reason="").select_related("prompt")
    Answer.objects.bulk_create(
        Answer(
            plan=plan,
            prompt=prompts[(row.prompt.level, row.prompt.key)],
            delmaal=delmaal[row.delmaal_id] if row.delmaal_id else None,
            tiltak=tiltak[row.tiltak_id] if row.tiltak_id else None,
            carried=True,
            **copied(row, COPIED[Answer]),
        )
        for row in given
        if (row.prompt.level, row.prompt.key) in prompts
    )
