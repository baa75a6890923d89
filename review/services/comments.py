"""Writing, answering, editing, resolving and removing comments.

The plan's row is locked as for every write, but a comment is no change of the plan: it is written whatever the plan's
status, and leaves its trace in its own row, which those who may not read it never see. The caller has authorised.
"""

import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import BudgetPost
from plans import paths
from plans.models import Person, Plan, PlanDelmaal, Tiltak
from plans.richtext.characters import composed, remove_invisible
from plans.services.fields import check_base, create, save_columns
from review import telling
from review.audiences import EDIT_WITHIN, readers
from review.models import Comment
from review.models.comments import LONGEST

#: A person who writes more than this is a program.
MOST, WITHIN = 30, datetime.timedelta(minutes=10)
TOO_MANY = "Du har skrevet mange kommentarer på kort tid. Vent noen minutter, så kan du fortsette."
GONE = "Kommentaren er fjernet."


def clean_text(text: str) -> str:
    """Return a comment as it is stored. Raises ValidationError when it is too long."""
    plain = composed(remove_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if len(plain) > LONGEST:
        raise ValidationError(f"Kommentaren kan ha {LONGEST} tegn. Denne har {len(plain)}.")
    return plain


def place_uid(plan: Plan, path: str) -> UUID | None:
    """Return the uid of the tiltak, delmål or post that a path is of; None for what belongs to the plan itself.

    Raises ValidationError when the plan has no such part.
    """
    kind, _, rest = path.partition("/")
    if kind == "plan":
        return None
    models: dict[str, type[Tiltak] | type[PlanDelmaal] | type[BudgetPost]] = {
        "tiltak": Tiltak,
        "delmaal": PlanDelmaal,
        "post": BudgetPost,
    }
    model = models.get(kind)
    try:
        uid = UUID(rest.split("/")[0])
    except ValueError:
        model, uid = None, UUID(int=0)
    if model is None or not model._default_manager.filter(plan=plan, uid=uid).exists():
        raise ValidationError("Planen har ingen slik del lenger.")
    return uid


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("agreement__pilot").get(pk=plan.pk)


def _locked_comment(comment: Comment) -> Comment:
    """Lock the plan and return the comment as it is now."""
    _locked(comment.plan)
    return Comment.objects.select_related("plan__agreement__pilot").get(pk=comment.pk)


def _refuse_flood(by: Person, at: datetime.datetime) -> None:
    if Comment.objects.filter(by=by, at__gt=at - WITHIN).count() >= MOST:
        raise ValidationError(TOO_MANY)


def _tell_mentioned(comment: Comment) -> None:
    """Note who is named in a comment, of those who may read it, and tell them."""
    text = comment.text.casefold()
    known = readers(comment.plan, comment.audience, comment.uid) if "@" in text else ()
    named = [one for one in known if f"@{one.name}".casefold() in text]
    comment.mentioned.set(named)
    telling.mentioned(comment, named)


@transaction.atomic
def write_comment(
    *,
    plan: Plan,
    path: str,
    where: str,
    audience: str,
    text: str,
    by: Person,
    at: datetime.datetime,
    from_kdd: bool = False,
    weight: str = "",
) -> Comment:
    """Begin a thread at a path of the plan; `where` is what the place is called now.

    Raises ValidationError (no text, too long, too many, no such part, a weight that is not KDD's).
    """
    fresh = _locked(plan)
    _refuse_flood(by, at)
    comment = Comment(
        plan=fresh,
        path=path,
        uid=place_uid(fresh, path),
        where=where,
        audience=audience,
        weight=weight,
        from_kdd=from_kdd,
        text=clean_text(text),
        by=by,
        at=at,
    )
    create(comment)
    _tell_mentioned(comment)
    return comment


@transaction.atomic
def answer_comment(*, parent: Comment, text: str, by: Person, at: datetime.datetime, from_kdd: bool = False) -> Comment:
    """Answer a thread, for the same audience. Raises ValidationError as `write_comment`."""
    thread = _locked_comment(parent)
    if thread.parent_id is not None:
        raise ValidationError("Svar på kommentaren som samtalen begynte med.")
    _refuse_flood(by, at)
    answer = Comment(
        plan=thread.plan,
        parent=thread,
        path=thread.path,
        uid=thread.uid,
        where=thread.where,
        audience=thread.audience,
        from_kdd=from_kdd,
        text=clean_text(text),
        by=by,
        at=at,
    )
    create(answer)
    _tell_mentioned(answer)
    telling.answered(answer)
    return answer


@transaction.atomic
def edit_comment(*, comment: Comment, text: str, base: str, by: Person, at: datetime.datetime) -> Comment:
    """Write a comment over; what stood there is kept in its row. `base` is the hash of the text it starts from.

    Raises ValidationError (removed, too late, no text, too long), Conflict.
    """
    fresh = _locked_comment(comment)
    if fresh.removed_at is not None:
        raise ValidationError(GONE)
    if at - fresh.at > EDIT_WITHIN:
        minutes = int(EDIT_WITHIN.total_seconds() // 60)
        raise ValidationError(f"En kommentar kan endres de første {minutes} minuttene. Skriv et svar i stedet.")
    before, fresh.text = fresh.text, clean_text(text)
    check_base(paths.plan_field("kommentarer"), base, fresh.text, before)
    if fresh.text != before:
        fresh.earlier = [*fresh.earlier, {"at": at.isoformat(), "text": before}]
        fresh.edited_at = at
        save_columns(fresh, "text", "earlier", "edited_at")
        _tell_mentioned(fresh)
    return fresh


@transaction.atomic
def remove_comment(*, comment: Comment, by: Person, at: datetime.datetime) -> Comment:
    """Take a comment away from every page; it stays a row and can be put back. Raises ValidationError when gone."""
    fresh = _locked_comment(comment)
    if fresh.removed_at is not None:
        raise ValidationError(GONE)
    fresh.removed_at = at
    save_columns(fresh, "removed_at")
    telling.removed(fresh)
    return fresh


@transaction.atomic
def restore_comment(*, comment: Comment, by: Person) -> Comment:
    """Put a removed comment back; nothing happens to one that stands."""
    fresh = _locked_comment(comment)
    fresh.removed_at = None
    save_columns(fresh, "removed_at")
    telling.mentioned(fresh, fresh.mentioned.all())
    return fresh


@transaction.atomic
def resolve_comment(*, comment: Comment, by: Person, at: datetime.datetime) -> Comment:
    """Say that a thread is settled; who did so first stands. Raises ValidationError for an answer."""
    fresh = _locked_comment(comment)
    if fresh.resolved_at is None:
        fresh.resolved_at, fresh.resolved_by = at, by
        save_columns(fresh, "resolved_at", "resolved_by")
    return fresh


@transaction.atomic
def reopen_comment(*, comment: Comment, by: Person) -> Comment:
    """Open a settled thread again."""
    fresh = _locked_comment(comment)
    fresh.resolved_at, fresh.resolved_by = None, None
    save_columns(fresh, "resolved_at", "resolved_by")
    return fresh
