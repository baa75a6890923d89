"""Saving what is written under the form's prompts."""

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Answer, Person, Plan, PlanDelmaal, Prompt, Tiltak
from plans.richtext import RichTextError, normalise
from plans.services.fields import check_base, create, locked_plan, save_columns
from plans.services.trace import record

Place = Plan | PlanDelmaal | Tiltak


def _where(place: Place) -> tuple[Plan, str, str | None, dict[str, PlanDelmaal | Tiltak]]:
    """Return the plan, the level, the uid in the path, and the columns that say where an answer stands."""
    if isinstance(place, Tiltak):
        return place.plan, Prompt.Level.TILTAK, str(place.uid), {"tiltak": place}
    if isinstance(place, PlanDelmaal):
        return place.plan, Prompt.Level.DELMAAL, str(place.uid), {"delmaal": place}
    return place, Prompt.Level.PLAN, None, {}


def _answer(plan: Plan, prompt: Prompt, columns: dict[str, PlanDelmaal | Tiltak]) -> Answer | None:
    """Return the stored answer at exactly this place, or none."""
    return Answer.objects.filter(
        plan=plan, prompt=prompt, delmaal=columns.get("delmaal"), tiltak=columns.get("tiltak")
    ).first()


@transaction.atomic
def save_answer(*, place: Place, key: str, html: str, base: str, by: Person | None) -> Answer:
    """Save the rich text that answers the prompt `key` at a plan, a delmål or a tiltak.

    `html` is brought to the normal form; `base` is the hash of the normal form the writer started from (of an
    empty text when there was none). Writing a text ends «ikke relevant».
    Raises Conflict, Closed, ValidationError (text too large), Prompt.DoesNotExist (no such prompt on the form).
    """
    plan, level, uid, columns = _where(place)
    path = paths.answer(level, uid, key)
    plan = locked_plan(plan, path)
    prompt = Prompt.objects.get(form=plan.form_id, level=level, key=key)
    try:
        text = normalise(html)
    except RichTextError as error:
        raise ValidationError(str(error)) from error
    answer = _answer(plan, prompt, columns)
    before = answer.html if answer else ""
    check_base(path, base, text, before)
    if answer is None:
        answer = Answer(plan=plan, prompt=prompt, html=text, **columns)
        create(answer)
    else:
        answer.html = text
        answer.not_relevant_reason = "" if text else answer.not_relevant_reason
        save_columns(answer, "html", "not_relevant_reason")
    record(path=path, label=prompt.wording(plan.language, plan.year), before=before, after=text, by=by, plan=plan)
    return answer


@transaction.atomic
def set_not_relevant(*, place: Place, key: str, reason: str, base: str, by: Person | None) -> Answer:
    """Say why a prompt is not relevant here; an empty reason makes it relevant again.

    `base` is the hash of the reason the writer started from. Raises ValidationError when a text stands there: nobody's
    words are removed by ticking a box. Also Conflict and Closed.
    """
    plan, level, uid, columns = _where(place)
    path = f"{paths.answer(level, uid, key)}/ikke-relevant"
    plan = locked_plan(plan, path)
    prompt = Prompt.objects.get(form=plan.form_id, level=level, key=key)
    answer = _answer(plan, prompt, columns)
    before = answer.not_relevant_reason if answer else ""
    reason = reason.strip()
    check_base(path, base, reason, before)
    if answer is not None and answer.html and reason:
        raise ValidationError("Her står det en tekst. Fjern den først hvis ledeteksten ikke er relevant.")
    if answer is None:
        answer = Answer(plan=plan, prompt=prompt, not_relevant_reason=reason, **columns)
        create(answer)
    else:
        answer.not_relevant_reason = reason
        save_columns(answer, "not_relevant_reason")
    record(path=path, label=f"Ikke relevant: {prompt}", before=before, after=reason, by=by, plan=plan)
    return answer
