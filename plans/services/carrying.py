"""Last year's answers beside this year's fields, and bringing one of them into an empty field."""

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Answer, Figure, Person, Plan, PlanDelmaal, Tiltak
from plans.richtext import figure_hashes, parse
from plans.services.changes import plan_before
from plans.services.fields import field_hash, save_columns
from plans.services.texts import answer_place, save_answer, set_not_relevant

Place = Plan | PlanDelmaal | Tiltak


def answers_before(place: Place) -> dict[str, Answer]:
    """Return what the plan before this one answered at the same place, by the key of the prompt. Two queries."""
    where = answer_place(place)
    earlier = plan_before(where.plan)
    if earlier is None:
        return {}
    found = Answer.objects.filter(plan=earlier, prompt__level=where.level).exclude(html="", not_relevant_reason="")
    if where.uid is not None:
        found = found.filter(**{f"{where.level}__uid": where.uid})
    return {answer.prompt.key: answer for answer in found.select_related("prompt")}


@transaction.atomic
def carry_answer(*, place: Place, key: str, by: Person | None) -> Answer:
    """Bring last year's answer to a prompt into the field, which is empty; it is marked until somebody touches it.

    Raises Conflict when something stands there, Closed, and ValidationError when last year has no such answer, or it
    shows a figure that this plan does not have.
    """
    before = answers_before(place).get(key)
    if before is None:
        raise ValidationError("Planen fra i fjor har ikke noe svar her.")
    plan = answer_place(place).plan
    figures = set(figure_hashes(parse(before.html)))
    if figures - set(Figure.objects.filter(plan=plan).values_list("blob", flat=True)):
        raise ValidationError("Svaret fra i fjor viser en figur. Legg figuren inn i denne planen først.")
    nothing = field_hash("")
    if before.html:
        answer = save_answer(place=place, key=key, html=before.html, base=nothing, by=by)
    else:
        answer = set_not_relevant(place=place, key=key, reason=before.not_relevant_reason, base=nothing, by=by)
    answer.carried = True
    save_columns(answer, "carried")
    return answer
