"""Headings in the answers of our own Word document come back as they were, also where they read like the plan's own."""

import pytest

from plans.richtext import normalise, parse
from reporting.value import Answer, Handlingsplan
from tests.reporting.example_plan import PLAN
from tests.reporting.intake.test_word_round_trip import read, rich_texts


def answered(html: str) -> Handlingsplan:
    """The example plan with one text in every answer."""
    text = parse(normalise(html))

    def same(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(Answer(key=one.key, text=text) for one in answers)

    goals = []
    for goal in PLAN.delmaal:
        tiltak = tuple(one.model_copy(update={"answers": same(one.answers)}) for one in goal.tiltak)
        goals.append(goal.model_copy(update={"answers": same(goal.answers), "tiltak": tiltak}))
    return PLAN.model_copy(update={"answers": same(PLAN.answers), "delmaal": tuple(goals)})


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Hvordan</h3><p>Vi prøver noe.</p>",
        "<h4>Hvordan</h4><p>Vi prøver noe.</p>",
        "<p>Først.</p><h4>Under</h4><p>Mer.</p><h3>Over</h3><p>Sist.</p>",
        "<h3>Økonomi</h3><p>Noe.</p><h4>Under</h4><p>Mer.</p>",
        "<h3>Tiltak 2 og 3</h3><p>Noe.</p><h4>Under</h4><p>Mer.</p>",
        "<h3>Samlet budsjett</h3><p>Noe.</p><h4>Organisering</h4><p>Mer.</p>",
        "<h3>Bakgrunn</h3><p>Noe.</p><h4>Delmål 1</h4><p>Mer.</p>",
    ],
)
def test_a_heading_of_an_answer_keeps_its_level_and_its_place(html):
    plan = answered(html)
    reading = read(plan)
    assert rich_texts(reading.plan) == rich_texts(plan)
    assert [[one.title for one in goal.tiltak] for goal in reading.plan.delmaal] == [
        [one.title for one in goal.tiltak] for goal in plan.delmaal
    ]
