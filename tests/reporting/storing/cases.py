"""Documents that tests store, and a stored plan beside what was read: equal but for what a portal gives anew."""

from functools import cache
from typing import Any

from budgets.services import create_standard_sources
from plans.models import Agreement, Person, Plan
from plans.richtext import to_html
from plans.services import create_agreement, create_pilot
from reporting.formats.documents import read
from reporting.intake.document.reading import Reading
from reporting.load import load
from reporting.value import Answer, Delmaal, Handlingsplan, Line, Post, Tiltak
from tests.reporting.intake.known import known
from tests.reporting.intake.plan_file import document


@cache
def reading() -> Reading:
    """The made-up plan as it is read by who knows no agreement."""
    return read(document(), _known())


def small() -> Reading:
    """The first delmål of it with its two tiltak, and nothing else: enough to go into a plan."""
    whole = reading()
    value = whole.plan.model_copy(update={"delmaal": whole.plan.delmaal[:1], "posts": (), "answers": ()})
    return whole.model_copy(update={"plan": value})


def _known() -> dict[str, Any]:
    """The made-up region, whose municipalities have numbers, so that the register can take them in."""
    made_up = known()
    numbers = {"lillefjord": "9801", "storvik": "9802"}
    parties = tuple(
        party.model_copy(update={"kommunenummer": numbers[party.key]}) if party.key in numbers else party
        for party in made_up.parties
    )
    return made_up.model_copy(update={"parties": parties}).model_dump(mode="json")


def empty_agreement(by: Person | None = None) -> Agreement:
    """An agreement without delmål, of a new pilot with the standard sources."""
    pilot = create_pilot(name="Midtre", by=by)
    create_standard_sources(pilot=pilot, by=by)
    return create_agreement(pilot=pilot, first_year=2024, last_year=2027, signed=None, by=by)


def held(plan: Plan | Handlingsplan) -> dict[str, Any]:
    """Everything that a document can say of a plan, without uids, keys and hashes."""
    value = load(plan) if isinstance(plan, Plan) else plan
    kinds = {source.key: source.kind for source in value.sources}
    figures = {figure.sha256: f"figur {place}" for place, figure in enumerate(value.figures)}
    return {
        "year": value.year,
        "language": value.language,
        "date": value.document_date,
        "answers": _answers(value.answers, figures),
        "delmaal": [_goal(goal, kinds, figures) for goal in value.delmaal],
        "posts": [_post(post, kinds) for post in value.posts],
        "figures": [(figure.alt, figure.caption, figure.width, figure.height) for figure in value.figures],
    }


def _answers(answers: tuple[Answer, ...], figures: dict[str, str]) -> dict[str, tuple[str, str]]:
    found = {}
    for answer in answers:
        html = to_html(answer.text)
        for sha256, name in figures.items():
            html = html.replace(sha256, name)
        found[answer.key] = (html, answer.not_relevant_reason)
    return found


def _lines(lines: tuple[Line, ...], kinds: dict[str, str]) -> list[tuple[Any, ...]]:
    return sorted(
        (kinds[line.source], line.year, line.certainty, line.kroner, line.shared_with, line.note) for line in lines
    )


def _goal(goal: Delmaal, kinds: dict[str, str], figures: dict[str, str]) -> dict[str, Any]:
    return {
        "name": (goal.number, goal.title, goal.short_title, goal.money_note),
        "answers": _answers(goal.answers, figures),
        "lines": _lines(goal.lines, kinds),
        "earlier": [(figure.year, figure.kroner) for figure in goal.earlier],
        "tiltak": [_tiltak(one, kinds, figures) for one in goal.tiltak],
    }


def _tiltak(one: Tiltak, kinds: dict[str, str], figures: dict[str, str]) -> dict[str, Any]:
    return {
        "name": (one.number, one.title, one.phase),
        "responsible": ([party.name for party in one.responsible], one.responsible_text),
        "partners": ([party.name for party in one.partners], one.partners_text),
        "time": (one.time_from, one.time_to, one.time_text),
        "answers": _answers(one.answers, figures),
        "lines": _lines(one.lines, kinds),
    }


def _post(post: Post, kinds: dict[str, str]) -> dict[str, Any]:
    return {
        "name": (post.number, post.name, post.outside_sum),
        "lines": _lines(post.lines, kinds),
        "earlier": [(figure.year, figure.kroner) for figure in post.earlier],
    }
