"""The parts of a plan that its page shows beside something: found by their place, and the marks that stand at them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.http import Http404

from plans import paths
from plans.models import Plan
from plans.slots import MarkKind, Part
from reporting.control import anchor
from reporting.sent import sent_of
from reporting.value import Handlingsplan

#: Fields of the plan that belong to no prompt, by the section they are shown in.
ALSO_IN = {
    "forankring": ("plan/document_date", "plan/adoption_date", "plan/case_number", "plan/language"),
    "samlet_budsjett": ("post",),
}


class Mark(NamedTuple):
    """A mark at a line of the contents: its kind, and its count in words."""

    name: str
    words: str


class Marks:
    """The marks of a plan by their place on its page."""

    def __init__(self, plan: Handlingsplan, found: Iterable[tuple[MarkKind, Mapping[str, int]]]) -> None:
        self._kinds: list[MarkKind] = []
        self._counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for kind, by_path in found:
            self._kinds.append(kind)
            for path, count in by_path.items():
                self._counts[kind.name][anchor(plan, path)] += count

    def at(self, *places: str) -> list[Mark]:
        """Return the marks at some places taken together, each kind once."""
        counts = ((kind, sum(self._counts[kind.name].get(place, 0) for place in places)) for kind in self._kinds)
        return [Mark(kind.name, kind.words(count)) for kind, count in counts if count]

    @property
    def legend(self) -> list[MarkKind]:
        """The kinds that stand somewhere in this plan."""
        return [kind for kind in self._kinds if self._counts[kind.name]]


def part_at(plan: Plan, place: str) -> Part:
    """Return the part of a plan at a place such as `tiltak-UID`, `delmaal-UID` or `del-3`. Two queries at most.

    Raises Http404 where the plan has no such part.
    """
    kind, _, name = place.partition("-")
    if kind != "del" and (sent := sent_of(plan)):
        return _frozen_part(sent.plan, place)
    if kind == "del" and name.isdecimal():
        prompts = plan.form.prompts.filter(level="plan")
        found = list(prompts)[int(name) - 1 : int(name)] if 0 < int(name) < 100 else []
        for prompt in found:
            own = paths.answer("plan", None, prompt.key)
            title = f"{int(name)}. {prompt.wording(plan.language, plan.year)}"
            return Part(place, title, (own, *ALSO_IN.get(prompt.key, ())))
    elif uid := _uid(name):
        if kind == "tiltak":
            for tiltak in plan.tiltak.filter(uid=uid).select_related("delmaal"):
                number = f"{tiltak.delmaal.number}.{tiltak.position}"
                return Part(place, f"Tiltak {number}: {tiltak.title}", (paths.tiltak(uid),))
        elif kind == "delmaal":
            for goal in plan.delmaal.filter(uid=uid):
                return Part(place, str(goal), (paths.delmaal(uid),))
    raise Http404("Planen har ingen slik del.")


def _frozen_part(plan: Handlingsplan, place: str) -> Part:
    """Return a delmål or tiltak of a frozen plan. Raises Http404."""
    for goal in plan.delmaal:
        if place == f"delmaal-{goal.uid}":
            return Part(place, f"Delmål {goal.number}: {goal.title}", (paths.delmaal(goal.uid),))
        for tiltak in goal.tiltak:
            if place == f"tiltak-{tiltak.uid}":
                name = f"Tiltak {goal.number}.{tiltak.number}: {tiltak.title}"
                return Part(place, name, (paths.tiltak(tiltak.uid),))
    raise Http404("Planen har ingen slik del.")


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
