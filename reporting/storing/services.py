"""Taking a document in, as a new plan or into one that exists, as one step; and undoing that step as a whole."""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from plans.models import Agreement, FieldChange, Person, Plan, PlanForm
from plans.services import create_delmaal, create_plan
from plans.services.locks import locked_agreement
from reporting.intake.document.reading import Reading
from reporting.load import load_locked
from reporting.models import Origin, Stored
from reporting.storing.change import Change
from reporting.storing.changes import what_would_change
from reporting.storing.matching import match_goals, match_sources
from reporting.storing.writer import Writer, require_open
from reporting.value import Delmaal, Handlingsplan

_LONGEST_TITLE, _LONGEST_SHORT = 200, 100


class MissingDelmaal(ValidationError):
    """The document has delmål that the agreement has not: somebody must say whether they are to be added there."""

    def __init__(self, missing: Collection[Delmaal]) -> None:
        names = ", ".join(f"«{goal.title}»" for goal in missing)
        one = len(missing) == 1
        super().__init__(
            f"Avtalen har ikke {'delmålet' if one else 'delmålene'} {names}. Velg om {'det' if one else 'de'} skal "
            "legges til i avtalen, eller rett delmålene i avtalen først."
        )
        self.missing = tuple(missing)


def missing_delmaal(reading: Reading, agreement: Agreement) -> tuple[Delmaal, ...]:
    """Return the delmål of a document that an agreement has not; none where the agreement has no delmål at all yet.

    Then they are all added from the document.
    """
    held = _goals(agreement)
    return match_goals(reading.plan.delmaal, held)[1] if held else ()


def _goals(agreement: Agreement) -> list[Delmaal]:
    return [
        Delmaal(uid=str(row.uid), number=row.priority, title=row.title, short_title=row.short_title)
        for row in agreement.delmaal.all()
    ]


@transaction.atomic
def store_as_new(
    *,
    reading: Reading,
    agreement: Agreement,
    year: int,
    name: str,
    by: Person,
    put: Mapping[str, str] | None = None,
    sha256: str = "",
    add_delmaal: Collection[str] = (),
) -> Stored:
    """Make a document the plan of a year, on the ministry's form of that year. `name` is that of the file.

    `put` gives for the keys of leftovers the path of the text they are put under; `add_delmaal` are the uids of those
    of the document's delmål that are to be added to the agreement. What a service refuses is no error: it stands in
    the notes, with its place. Raises ValidationError (the year has a plan or is outside the agreement, there is no
    form) and MissingDelmaal.
    """
    began = timezone.now()
    agreement = locked_agreement(agreement)
    made = _add_delmaal(reading, agreement, set(add_delmaal), by)
    if missing := missing_delmaal(reading, agreement):
        raise MissingDelmaal(missing)
    language = reading.plan.language
    plan = create_plan(agreement=agreement, year=year, form=_form(reading, year), language=language, by=by)
    plan = Plan.objects.select_related("agreement__pilot", "form").get(pk=plan.pk)
    writer = Writer(plan, reading, name, by)
    value = load_locked(plan)
    changes = what_would_change(reading, value, put)
    writer.take(
        (change for change in changes if change.may_be_taken), match_sources(reading.plan.sources, value.sources)
    )
    _note_titles(writer, reading.plan, value)
    stored = _keep(writer, changes, name=name, sha256=sha256, is_new=True)
    stored.made = [*made, *stored.made]
    stored.save(update_fields=["made"])
    _keep_origins(stored, writer, began)
    return stored


@transaction.atomic
def store_into(
    *,
    reading: Reading,
    plan: Plan,
    name: str,
    by: Person,
    paths: Collection[str] | None = None,
    put: Mapping[str, str] | None = None,
    sha256: str = "",
) -> Stored:
    """Take a document into a plan: the fields whose paths are named, or with None all that `what_would_change` gives.

    What comes with a new tiltak or post is taken with it. What stands in the plan alone is left as it is. What a
    service refuses stands in the notes, with its place. Raises ValidationError where the plan is closed, or nothing
    is changed.
    """
    began = timezone.now()
    # With all plans of the agreement, in the order that everybody takes them: an hourly rate needs them.
    locked_agreement(plan.agreement)
    fresh = Plan.objects.select_related("agreement__pilot", "form").get(pk=plan.pk)
    require_open(fresh)
    value = load_locked(fresh)
    changes = what_would_change(reading, value, put, fresh.adoption_date)
    wanted = [one for one in changes if one.may_be_taken and (paths is None or (one.within or one.path) in paths)]
    writer = Writer(fresh, reading, name, by)
    writer.take(wanted, match_sources(reading.plan.sources, value.sources))
    if not (writer.written or writer.made):
        why = [note["message"] for note in writer.notes if note["kind"] == "refused"][:3]
        raise ValidationError(["Ingenting ble lest inn.", *(why or ["Planen sier allerede det som står i filen."])])
    stored = _keep(writer, changes, name=name, sha256=sha256, is_new=False)
    _keep_origins(stored, writer, began)
    return stored


def _form(reading: Reading, year: int) -> PlanForm:
    """Return the ministry's form of a year, else the one that the document follows, else the newest."""
    keys = (f"kdd-{year}", reading.plan.form.key)
    forms = {form.key: form for form in PlanForm.objects.order_by("key")}
    found = next((forms[key] for key in keys if key in forms), None) or next(reversed(forms.values()), None)
    if found is None:
        raise ValidationError("Portalen har ingen mal for handlingsplaner. Legg inn en mal først.")
    return found


def _add_delmaal(reading: Reading, agreement: Agreement, wanted: set[str], by: Person) -> list[list[str]]:
    """Add delmål of the document to the agreement: those that are wanted, and all where it has none."""
    is_empty = not agreement.delmaal.exists()
    missing = match_goals(reading.plan.delmaal, _goals(agreement))[1]
    made = []
    for goal in missing:
        if is_empty or goal.uid in wanted:
            row = create_delmaal(
                agreement=agreement,
                title=goal.title[:_LONGEST_TITLE],
                short_title=goal.short_title[:_LONGEST_SHORT],
                theme=None,
                by=by,
            )
            made.append(["delmaal", str(row.uid), str(row)])
    return made


def _note_titles(writer: Writer, document: Handlingsplan, plan: Handlingsplan) -> None:
    """Say which delmål are called or numbered otherwise in the agreement, whose words a plan follows."""
    (uids, _), held = match_goals(document.delmaal, plan.delmaal), {goal.uid: goal for goal in plan.delmaal}
    for goal in document.delmaal:
        own = held.get(uids.get(goal.uid, ""))
        if own and (own.title, own.number) != (goal.title, goal.number):
            here, there = f"{own.number}. {own.title}", f"{goal.number}. {goal.title}"
            about = Change(f"delmaal/{own.uid}/title", "Tittel", own.title, goal.title, "beholdes", part_name=here)
            writer.note("kept", about, f"Avtalen sier «{here}», dokumentet «{there}». Planen følger avtalen.")


def _keep(writer: Writer, changes: Iterable[Change], *, name: str, sha256: str, is_new: bool) -> Stored:
    for change in changes:
        if change.kind == "kan-ikke":
            writer.note("refused", change, change.why)
        elif change.kind == "beholdes":
            writer.note("kept", change, "Står i planen og ikke i dokumentet, og er latt i fred.")
    return Stored.objects.create(
        agreement=writer.plan.agreement,
        plan=writer.plan,
        is_new=is_new,
        name=name[-200:],
        sha256=sha256,
        by=writer.by,
        at=timezone.now(),
        written=writer.written,
        made=writer.made,
        notes=writer.notes,
    )


def _keep_origins(stored: Stored, writer: Writer, began: object) -> None:
    """Tie each trace that the storing left to its place in the document."""
    assert stored.plan is not None
    stored.plan.refresh_from_db(fields=["document_date", "adoption_date", "changed_at", "changed_by"])
    changes = FieldChange.objects.filter(plan=stored.plan, at__gte=began).only("pk", "path")
    found = ((change, _place(writer.places, change.path)) for change in changes)
    Origin.objects.bulk_create(
        Origin(stored=stored, change=change, place=place[:300]) for change, place in found if place
    )


def _place(places: Mapping[str, str], path: str) -> str:
    """Return the place of a field; an amount's path goes on from its cell's with how sure it is."""
    cell = path.split("/kroner/")
    if len(cell) == 2:
        return places.get(f"{cell[0]}/kroner/{'/'.join(cell[1].split('/')[:2])}", "")
    return places.get(path.removesuffix("/ikke-relevant"), "")
