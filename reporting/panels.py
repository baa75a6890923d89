"""What the plan's value knows about one of its parts, for the panels beside it: findings, and last year's plan."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from plans.slots import Part, Reader
from plans.views import plan_address
from reporting import page
from reporting.context import load_control
from reporting.load import load
from reporting.page import LineView
from reporting.value import Answer, Handlingsplan, Prompt


class LastYear(NamedTuple):
    """A part as last year's plan had it: facts in words, answers under their prompts, and amounts.

    `name` is what it was called there; a section is called the same.
    """

    name: str
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[Prompt, Answer], ...]
    lines: tuple[LineView, ...]


def control(reader: Reader, part: Part) -> dict[str, Any]:
    """Return the open findings at a part, and how many the plan has. As many queries as loading the plan takes."""
    found = load_control(reader.plan, load(reader.plan), reader.today)
    return {"found": found.at(part.place), "counts": found.counts, "address": plan_address(reader.plan)}


def last_year(reader: Reader, part: Part) -> dict[str, Any]:
    """Return what the plan before this one says of a part. As many queries as loading the plan takes."""
    value = load(reader.plan)
    found = tuple(parts_before(value, part)) if value.earlier else ()
    return {"earlier": value.earlier, "found": found}


def parts_before(plan: Handlingsplan, part: Part) -> Iterator[LastYear]:
    """Yield what a part was in the plan before: a tiltak may have come from several."""
    if plan.earlier is None:
        return
    view = page.plan_view(plan.earlier)
    kind, _, uid = part.place.partition("-")
    if kind == "tiltak":
        before = {uid, *(link.earlier_uid for link in plan.links if link.later_uid == uid)}
        items = ((goal, item) for goal in view.delmaal for item in goal.tiltak if item.tiltak.uid in before)
        yield from (_tiltak(f"{goal.delmaal.number}.{item.tiltak.number}", item) for goal, item in items)
    elif kind == "delmaal":
        goals = (goal for goal in view.delmaal if goal.delmaal.uid == uid)
        yield from (
            LastYear(f"Delmål {one.delmaal.number}: {one.delmaal.title}", (), _said(one.fields), ()) for one in goals
        )
    else:
        key = part.paths[0].rpartition("/")[2]
        fields = (section.field for section in view.sections if section.key == key and section.field.answer)
        yield from (LastYear("", (), _said((field,)), ()) for field in fields)


def _tiltak(number: str, item: page.TiltakView) -> LastYear:
    facts = (("Hovedansvarlig", item.responsible), ("Samarbeidsparter", item.partners), ("Tidsramme", item.time))
    said = tuple((word, value) for word, value in facts if value)
    return LastYear(f"Tiltak {number}: {item.tiltak.title}", said, _said(item.fields), item.lines)


def _said(fields: tuple[page.Field, ...]) -> tuple[tuple[Prompt, Answer], ...]:
    return tuple((field.prompt, field.answer) for field in fields if field.answer is not None)
