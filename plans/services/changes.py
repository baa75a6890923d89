"""What people say of the year's changes: reasons, assessments, links between tiltak, that an answer still stands."""

from collections.abc import Iterable
from typing import Literal, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from plans import paths
from plans.models import Answer, FieldChange, Person, Plan, Removed, Tiltak, TiltakChange, TiltakLink
from plans.services.fields import check_base, create, locked_plan, save_columns
from plans.services.removal import remove
from plans.services.rows import reread
from plans.services.texts import Place, answer_place
from plans.services.trace import record

Said = Literal["begrunnelse", "vurdering"]

#: The column that holds what is said, and its name for people.
SAID_COLUMNS: dict[Said, tuple[str, str]] = {
    "begrunnelse": ("reason", "Begrunnelse"),
    "vurdering": ("assessment", "Vurdering"),
}
#: How the trace of a tiltak that came along from the plan before begins.
CONTINUED_FROM = "Videreført fra"
#: A reason is a few sentences; what is longer belongs in the plan itself.
MOST_CHARACTERS = 4000


class Changed(NamedTuple):
    """Where something is said of a tiltak's change: a tiltak of the plan or, where it has ended, of the one before."""

    plan: Plan
    uid: UUID
    said: Said

    @property
    def text(self) -> str:
        """What is said there now. One query."""
        change = TiltakChange.objects.filter(plan=self.plan, uid=self.uid).first()
        text: str = getattr(change, SAID_COLUMNS[self.said][0], "")
        return text


def plan_before(plan: Plan) -> Plan | None:
    """Return the plan that this one continues: the latest of the agreement's earlier years."""
    return Plan.objects.filter(agreement=plan.agreement_id, year__lt=plan.year).order_by("-year").first()


def asks_for_assessment(tiltak: Tiltak) -> bool:
    """Tell whether the end of a tiltak has to be accounted for: the plan before has it, and it lives on in no other."""
    earlier = plan_before(tiltak.plan)
    if earlier is None or not Tiltak.objects.filter(plan=earlier, uid=tiltak.uid).exists():
        return False
    went_to = TiltakLink.objects.filter(earlier_plan=earlier, earlier_uid=tiltak.uid, later_plan=tiltak.plan)
    here = Tiltak.objects.filter(plan=tiltak.plan, uid__in=went_to.values("later_uid"))
    return not here.exists()


@transaction.atomic
def set_change_text(*, plan: Plan, uid: UUID, said: Said, text: str, base: str, by: Person | None) -> TiltakChange:
    """Save the reason why a tiltak was changed, or the assessment of an ended one; an empty text takes it away.

    Raises ValidationError (too long, no such tiltak in this plan or the one before it), Conflict, Closed.
    """
    column, label = SAID_COLUMNS[said]
    path = paths.tiltak_field(uid, said)
    fresh = locked_plan(plan, path)
    change = TiltakChange.objects.filter(plan=fresh, uid=uid).first() or TiltakChange(plan=fresh, uid=uid)
    before = getattr(change, column)
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    check_base(path, base, text, before)
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(f"Teksten er på {len(text)} tegn. Skriv høyst {MOST_CHARACTERS}.")
    title = _title(fresh, uid)
    setattr(change, column, text)
    if not (change.reason or change.assessment):
        if not change._state.adding:
            change.delete()
    elif change._state.adding:
        create(change)
    else:
        save_columns(change, column)
    record(path=path, label=f"{label}, {title}"[:300], before=before, after=text, by=by, plan=fresh)
    return change


def changed_tiltak(plan: Plan, uid: UUID | str) -> Tiltak | None:
    """Return a tiltak of the plan or, where it has ended, of the one before it; None where it is in neither.

    One that was taken out of last year's plan after KDD had approved that has only its title left, from the trace: the
    account still tells of it, as it stood in what was approved.
    """
    earlier = plan_before(plan)
    plans = [plan, *([earlier] if earlier else [])]
    rows = Tiltak.objects.select_related("delmaal").filter(plan__in=plans, uid=uid)
    found = rows.order_by("-plan__year").first()
    if found or earlier is None:
        return found
    path = paths.tiltak_field(uid, "title")
    last = FieldChange.objects.filter(plan=earlier, path=path).exclude(after="").order_by("-at", "-pk").first()
    return Tiltak(plan=earlier, uid=uid, title=last.after) if last else None


def came_later(plan: Plan, uids: Iterable[str]) -> frozenset[str]:
    """Return which tiltak of the plan before came into it only after this plan was made from it. One query.

    Such a tiltak never was in this plan, so it did not end here. All of them are that in a plan that began empty, of
    which nothing can be told.
    """
    titles = FieldChange.objects.filter(plan=plan, path__startswith="tiltak/", path__endswith="/title")
    traced = list(titles.values_list("path", "label"))
    if not any(label.startswith(CONTINUED_FROM) for _, label in traced):
        return frozenset()
    known = {path for path, _ in traced}
    return frozenset(uid for uid in uids if paths.tiltak_field(uid, "title") not in known)


def _title(plan: Plan, uid: UUID) -> str:
    """Return what the tiltak is called here or was called before. Raises ValidationError when it is in neither."""
    found = changed_tiltak(plan, uid)
    if found is None:
        raise ValidationError("Tiltaket står verken i denne planen eller i den forrige.")
    return found.title


@transaction.atomic
def link_tiltak(*, plan: Plan, uid: UUID, earlier_uid: UUID, kind: str, by: Person | None) -> TiltakLink:
    """Say that a tiltak of the plan came from one of the plan before it (`TiltakLink.Kind`).

    One that is continued has ended in its own name, and only one tiltak continues it, which was not there before.
    Raises ValidationError (linked already, no such tiltak, itself, no continuation), Closed.
    """
    path = paths.tiltak_field(uid, "koblinger")
    fresh = locked_plan(plan, path)
    earlier = plan_before(fresh)
    later = Tiltak.objects.filter(plan=fresh, uid=uid).first()
    origin = Tiltak.objects.filter(plan=earlier, uid=earlier_uid).first() if earlier else None
    if earlier is None or later is None or origin is None:
        raise ValidationError("En kobling går fra et tiltak i den forrige planen til et tiltak i denne.")
    if uid == earlier_uid:
        raise ValidationError("Dette er det samme tiltaket. Det følger med uten kobling.")
    if kind == TiltakLink.Kind.CONTINUED:
        _refuse_no_continuation(earlier, fresh, origin, later)
    link = TiltakLink(earlier_plan=earlier, earlier_uid=earlier_uid, later_plan=fresh, later_uid=uid, kind=kind)
    create(link)
    after = f"{link.get_kind_display()}: {origin.title} ({earlier.year})"
    record(path=path, label=f"Kobling, {later.title}"[:300], before="", after=after, by=by, plan=fresh)
    return link


def _refuse_no_continuation(earlier: Plan, plan: Plan, origin: Tiltak, later: Tiltak) -> None:
    """Raise ValidationError where one tiltak cannot be the other, entered anew."""
    if Tiltak.objects.filter(plan=plan, uid=origin.uid).exists():
        raise ValidationError(
            f"«{origin.title}» står fortsatt i denne planen. Slett det først hvis det er lagt inn på nytt som dette."
        )
    if Tiltak.objects.filter(plan=earlier, uid=later.uid).exists():
        raise ValidationError(f"«{later.title}» sto i den forrige planen også, så det er ikke lagt inn på nytt.")
    taken = TiltakLink.objects.filter(later_plan=plan, kind=TiltakLink.Kind.CONTINUED)
    if taken.filter(Q(earlier_uid=origin.uid) | Q(later_uid=later.uid)).exclude(
        earlier_uid=origin.uid, later_uid=later.uid
    ):
        raise ValidationError("Et tiltak fortsetter i bare ett. Velg «skilt ut» eller «slått sammen» i stedet.")


@transaction.atomic
def unlink_tiltak(*, link: TiltakLink, by: Person | None) -> Removed:
    """Take a link away; the returned row puts it back. Raises ValidationError when it is gone already, Closed."""
    path = paths.tiltak_field(link.later_uid, "koblinger")
    plan = locked_plan(link.later_plan, path)
    return remove(rows=[reread(link)], path=path, by=by, plan=plan)


@transaction.atomic
def confirm_answer(*, place: Place, key: str, by: Person | None) -> Answer:
    """Say that an answer which came along from last year's plan stands this year too.

    Raises Closed; ValidationError when nothing is answered there.
    """
    where = answer_place(place)
    path = paths.answer(where.level, where.uid, key)
    plan = locked_plan(where.plan, path)
    found = Answer.objects.select_related("prompt").filter(
        plan=plan, delmaal=where.delmaal, tiltak=where.tiltak, prompt__level=where.level, prompt__key=key
    )
    answer = found.first()
    if answer is None:
        raise ValidationError("Her står det ikke noe svar.")
    if answer.carried:
        answer.carried = False
        save_columns(answer, "carried")
        label = f"Fra i fjor: {answer.prompt.wording(plan.language, plan.year)}"[:300]
        record(path=f"{path}/fra-i-fjor", label=label, before="fra i fjor", after="står fortsatt", by=by, plan=plan)
    return answer
