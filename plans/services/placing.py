"""Where the plan's figures stand in its texts, and putting one into a text."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Answer, Figure, Person, Plan, Tiltak
from plans.richtext import figure_hashes, parse
from plans.services.fields import field_hash, locked_plan
from plans.services.texts import Place, answer_html, save_answer


@transaction.atomic
def place_figure(*, figure: Figure, place: Place, key: str, by: Person | None) -> Answer:
    """Put a figure at the end of the text that answers the prompt `key`, as that text stands now.

    It takes nothing from what others have written, so it starts from no earlier value.
    Raises ValidationError (a figure of another plan, or it stands there already), Closed, Prompt.DoesNotExist.
    """
    plan = place if isinstance(place, Plan) else place.plan
    if figure.plan_id != plan.pk:
        raise ValidationError("Figuren hører til en annen plan.")
    locked_plan(plan, "plan/figurer")
    html = answer_html(place=place, key=key)
    if figure.blob_id in figure_hashes(parse(html)):
        raise ValidationError("Figuren står allerede i denne teksten.")
    text = f'{html}<figure data-sha256="{figure.blob_id}"></figure>'
    return save_answer(place=place, key=key, html=text, base=field_hash(html), by=by)


def uses_by_figure(plan: Plan) -> dict[str, list[str]]:
    """Return where the plan's texts refer to its figures, by SHA-256: «tiltak 6.1 Bolig, «Mål»». Three queries."""
    answers = Answer.objects.filter(plan=plan, html__contains="data-sha256")
    found: dict[str, list[str]] = defaultdict(list)
    numbers: dict[int, int] = {}
    for answer in answers.select_related("prompt", "plan", "delmaal", "tiltak__delmaal"):
        numbers = numbers or _numbers(plan)
        # The hash may also stand in a link's address, so the tree is asked.
        for sha256 in dict.fromkeys(figure_hashes(parse(answer.html))):
            found[sha256].append(_place(answer, numbers))
    return found


def figure_uses(figure: Figure) -> list[str]:
    """Return where the plan's texts refer to a figure."""
    return uses_by_figure(figure.plan).get(figure.blob_id, [])


def _numbers(plan: Plan) -> dict[int, int]:
    """Return the number of every tiltak within its delmål, by primary key."""
    found: dict[int, int] = {}
    count: dict[int, int] = defaultdict(int)
    for pk, delmaal in Tiltak.objects.filter(plan=plan).values_list("pk", "delmaal"):
        count[delmaal] += 1
        found[pk] = count[delmaal]
    return found


def _place(answer: Answer, numbers: dict[int, int]) -> str:
    """Return an answer's place in words."""
    prompt = f"«{answer.prompt.wording(answer.plan.language, answer.plan.year)}»"
    if answer.tiltak is not None:
        number = f"{answer.tiltak.delmaal.number}.{numbers[answer.tiltak.pk]}"
        return f"tiltak {number} {answer.tiltak.title}, {prompt}"
    return f"{answer.delmaal}, {prompt}" if answer.delmaal is not None else prompt
