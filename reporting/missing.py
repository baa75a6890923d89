"""What is still empty in a plan, by who is responsible for it: a list to go through and tick off. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from reporting import tables
from reporting.page import Field, PlanView, TiltakView
from reporting.value import Handlingsplan

NOBODY = "Uten hovedansvarlig"
THE_PLAN = "Planen og delmålene"


class Missing(NamedTuple):
    """A part of the plan with what is empty in it; `carried` are answers from last year that nobody has looked at."""

    place: str
    name: str
    empty: tuple[str, ...]
    carried: int


class Group(NamedTuple):
    """What is missing where one party is responsible."""

    name: str
    parts: tuple[Missing, ...]

    @property
    def total(self) -> int:
        """How many things are empty."""
        return sum(len(part.empty) for part in self.parts)


def missing(plan: Handlingsplan, view: PlanView) -> list[Group]:
    """Return what is empty by who is responsible: first the plan's own, then the parties by name, last nobody's.

    A tiltak with several responsible stands under each of them.
    """
    groups: dict[str, list[Missing]] = {THE_PLAN: [part for part in _of_the_plan(view) if _counts(part)]}
    for goal in view.delmaal:
        for item in goal.tiltak:
            part = _of_tiltak(goal.delmaal.number, item, plan)
            if _counts(part):
                for name in _responsible(item):
                    groups.setdefault(name, []).append(part)
    order = sorted(groups, key=lambda name: (name != THE_PLAN, name == NOBODY, _sorted(name)))
    return [Group(name, tuple(groups[name])) for name in order if groups[name]]


def _counts(part: Missing) -> bool:
    return bool(part.empty or part.carried)


def _sorted(name: str) -> tuple[int, ...]:
    """Return what sorts names as Norwegian does: æ, ø and å last."""
    return tuple({"æ": 0x1F0001, "ø": 0x1F0002, "å": 0x1F0003}.get(char, ord(char)) for char in name.lower())


def _responsible(item: TiltakView) -> list[str]:
    names = [party.name for party in item.tiltak.responsible]
    return names or ([item.tiltak.responsible_text] if item.tiltak.responsible_text else [NOBODY])


def _empty(fields: tuple[Field, ...]) -> Iterator[str]:
    yield from (field.prompt.wording for field in fields if field.is_missing)


def _carried(fields: tuple[Field, ...]) -> int:
    return sum(bool(field.answer and field.answer.carried) for field in fields)


def _of_the_plan(view: PlanView) -> Iterator[Missing]:
    for section in view.sections:
        empty = ("Teksten",) if section.field.is_missing else ()
        yield Missing(
            f"del-{section.number}", f"{section.number}. {section.heading}", empty, _carried((section.field,))
        )
    for goal in view.delmaal:
        empty = (*_empty(goal.fields), *(() if goal.tiltak else ("Tiltak",)))
        name = f"Delmål {goal.delmaal.number}: {goal.delmaal.title}"
        yield Missing(f"delmaal-{goal.delmaal.uid}", name, empty, _carried(goal.fields))


def _of_tiltak(number: int, item: TiltakView, plan: Handlingsplan) -> Missing:
    facts = (
        ("Hovedansvarlig", item.responsible),
        ("Tidsramme", tables.time_frame(plan, item.tiltak)),
        (f"Beløp i {plan.year}", item.lines),
    )
    empty = (*(word for word, value in facts if not value), *_empty(item.fields))
    name = f"Tiltak {number}.{item.tiltak.number}: {item.tiltak.title}"
    return Missing(f"tiltak-{item.tiltak.uid}", name, empty, _carried(item.fields))
