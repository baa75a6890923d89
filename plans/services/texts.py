"""Saving what is written under the form's prompts."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Answer, Person, Plan, PlanDelmaal, Prompt, Tiltak
from plans.richtext import RichTextError, normalise
from plans.services.fields import check_base, create, locked_plan, save_columns
from plans.services.trace import record

Place = Plan | PlanDelmaal | Tiltak


class AnswerPlace(NamedTuple):
    """Where an answer stands."""

    plan: Plan
    level: str
    uid: str | None
    delmaal: PlanDelmaal | None = None
    tiltak: Tiltak | None = None


def answer_place(place: Place) -> AnswerPlace:
    """Return the plan, the level, the uid in the path, and the rows that say where an answer stands."""
    if isinstance(place, Tiltak):
        return AnswerPlace(place.plan, Prompt.Level.TILTAK, str(place.uid), tiltak=place)
    if isinstance(place, PlanDelmaal):
        return AnswerPlace(place.plan, Prompt.Level.DELMAAL, str(place.uid), delmaal=place)
    return AnswerPlace(place, Prompt.Level.PLAN, None)


def _stored(plan: Plan, prompt: Prompt, where: AnswerPlace) -> Answer:
    """Return the stored answer at exactly this place, or a new empty one."""
    place = {"plan": plan, "prompt": prompt, "delmaal": where.delmaal, "tiltak": where.tiltak}
    return Answer.objects.filter(**place).first() or Answer(**place)


def _save(answer: Answer) -> None:
    """Write an answer, whether it is new or not; it is this year's from now on."""
    answer.carried = False
    if answer._state.adding:
        create(answer)
    else:
        save_columns(answer, "html", "not_relevant_reason", "carried")


@transaction.atomic
def save_answer(*, place: Place, key: str, html: str, base: str, by: Person | None) -> Answer:
    """Save the rich text that answers the prompt `key` at a plan, a delmål or a tiltak.

    `html` is brought to the normal form; `base` is the hash of the normal form the writer started from (of an
    empty text when there was none). Writing a text ends «ikke relevant».
    Raises Conflict, Closed, ValidationError (text too large), Prompt.DoesNotExist (no such prompt on the form).
    """
    where = answer_place(place)
    path = paths.answer(where.level, where.uid, key)
    plan = locked_plan(where.plan, path)
    prompt = Prompt.objects.get(form=plan.form_id, level=where.level, key=key)
    try:
        text = normalise(html)
    except RichTextError as error:
        raise ValidationError(str(error)) from error
    answer = _stored(plan, prompt, where)
    before, answer.html = answer.html, text
    check_base(path, base, text, before)
    if text:
        answer.not_relevant_reason = ""
    _save(answer)
    record(path=path, label=prompt.wording(plan.language, plan.year), before=before, after=text, by=by, plan=plan)
    return answer


def answer_html(*, place: Place, key: str) -> str:
    """Return the stored text that answers the prompt `key` at a place; empty where there is none."""
    where = answer_place(place)
    rows = Answer.objects.filter(
        plan=where.plan, prompt__key=key, prompt__level=where.level, delmaal=where.delmaal, tiltak=where.tiltak
    )
    return rows.values_list("html", flat=True).first() or ""


@transaction.atomic
def set_not_relevant(*, place: Place, key: str, reason: str, base: str, by: Person | None) -> Answer:
    """Say why a prompt is not relevant here; an empty reason makes it relevant again.

    `base` is the hash of the reason the writer started from. Raises ValidationError when a text stands there: nobody's
    words are removed by ticking a box. Also Conflict and Closed.
    """
    where = answer_place(place)
    path = f"{paths.answer(where.level, where.uid, key)}/ikke-relevant"
    plan = locked_plan(where.plan, path)
    prompt = Prompt.objects.get(form=plan.form_id, level=where.level, key=key)
    answer = _stored(plan, prompt, where)
    before, answer.not_relevant_reason = answer.not_relevant_reason, reason.strip()
    check_base(path, base, answer.not_relevant_reason, before)
    if answer.html and answer.not_relevant_reason:
        raise ValidationError("Her står det en tekst. Fjern den først hvis ledeteksten ikke er relevant.")
    _save(answer)
    after = answer.not_relevant_reason
    record(path=path, label=f"Ikke relevant: {prompt}", before=before, after=after, by=by, plan=plan)
    return answer
