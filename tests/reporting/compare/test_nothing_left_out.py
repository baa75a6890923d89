"""Every field of the value is compared, or named here as one that is not, with the reason."""

import datetime
from typing import Any

import pytest

from reporting.compare import compare
from reporting.value import (
    Agreement,
    Answer,
    Change,
    Delmaal,
    Handlingsplan,
    Link,
    Node,
    Post,
    Rate,
    Tiltak,
    WorkGroup,
)
from tests.reporting.example_plan import PLAN

#: Matched on, shown from another field, or another place's to compare.
LEFT_OUT: dict[type[Node], dict[str, str]] = {
    Handlingsplan: {
        "schema_version": "the program's, not the plan's",
        "slug": "follows from pilot and year",
        "pilot": "compared plans are one pilot's",
        "year": "told by the comparison as a whole",
        "agreement": "compared field by field",
        "form": "its wordings change with the year; the answers are compared",
        "delmaal": "compared part by part",
        "logo": "how the plan looks, not what is planned",
        "posts": "compared part by part",
        "earlier": "the same for every version of a year's plan, and the other side of a year's account",
    },
    Delmaal: {"uid": "matched on", "tiltak": "compared part by part", "earlier": "those years' own plans tell it"},
    Tiltak: {"uid": "matched on", "number": "follows from the order, which is no change of the tiltak"},
    Post: {"uid": "matched on", "number": "follows from the order", "earlier": "those years' own plans tell it"},
    Agreement: {},
    Answer: {"key": "matched on", "carried": "that nobody has touched an answer is no change of it"},
}
FIRST = next(tiltak.uid for goal in PLAN.delmaal for tiltak in goal.tiltak)
#: What a field that is empty in the example is filled with.
FILLED: dict[str, object] = {
    "work_groups": (WorkGroup(name="Gruppe"),),
    "hourly_rates": (Rate(year=2025, kroner=500),),
    "time_text": "hvis det går",
    "changes": (Change(uid=FIRST, reason="Fordi."),),
    "links": (Link(earlier_year=2024, earlier_uid="borte", later_uid=FIRST, kind="delt"),),
}


def compared(model: type[Node]) -> list[str]:
    """The fields that ought to be compared."""
    assert set(LEFT_OUT[model]) <= set(model.model_fields)
    return [name for name in model.model_fields if name not in LEFT_OUT[model]]


def cases() -> list[tuple[type[Node], str]]:
    return [(model, name) for model in LEFT_OUT for name in compared(model)]


def other(name: str, value: object) -> object:
    """Return another value than this one, of a sort that the field could have."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and value:
        return "2027" if value[0] == "2" else "nn" if value == "nb" else f"{value} og mer"
    return FILLED.get(name, "2027") if not value else None if isinstance(value, datetime.date) else ()


@pytest.mark.parametrize(("model", "name"), cases(), ids=lambda case: getattr(case, "__name__", case))
def test_a_change_of_the_field_is_told(model, name):
    assert not compare(PLAN, changed(model, name)).is_empty


def changed(model: type[Node], name: str) -> Handlingsplan:
    """The example with another value in one field of one node of the kind."""
    goal = next(goal for goal in PLAN.delmaal if goal.tiltak)
    if model is Handlingsplan:
        return PLAN.model_copy(update={name: getattr(_with(PLAN, name), name)})
    if model is Agreement:
        return PLAN.model_copy(update={"agreement": _with(PLAN.agreement, name)})
    if model is Post:
        return PLAN.model_copy(update={"posts": (_with(PLAN.posts[0], name), *PLAN.posts[1:])})
    if model is Delmaal:
        new = _with(goal, name)
    elif model is Tiltak:
        new = goal.model_copy(update={"tiltak": (_with(goal.tiltak[0], name), *goal.tiltak[1:])})
    else:
        new = goal.model_copy(update={"answers": (_with(goal.answers[0], name), *goal.answers[1:])})
    return PLAN.model_copy(update={"delmaal": tuple(new if one is goal else one for one in PLAN.delmaal)})


def _with(node: Any, name: str) -> Any:
    """Return the node with another value in a field."""
    value = getattr(node, name)
    new = other(name, value)
    assert new != value
    return node.model_copy(update={name: new})
