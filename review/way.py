"""What the page «Send» shows of a plan's way: where it is, whose turn it is, and each step with its checklist."""

from collections.abc import Sequence
from typing import NamedTuple

from review.workflow import (
    ENDRINGER,
    ERSTATTET,
    GODKJENT,
    SENDT,
    STATUSES,
    TURNS,
    TYPED,
    UTKAST,
    VEDTATT,
    VILKAAR,
    Actor,
    Facts,
    Need,
    Transition,
    met,
    offered,
)

#: The main road, as it is drawn; the others stand where they branch off.
_ROAD = ((UTKAST,), (VEDTATT,), (SENDT, ENDRINGER), (GODKJENT, VILKAAR, ERSTATTET))

#: Where one goes to mend what a step lacks: the name of the address and the link's words.
MENDS = {
    Need.NO_ERRORS: ("control", "Se feilene"),
    Need.WARNINGS: ("control", "Se advarslene"),
}


class Station(NamedTuple):
    """A stop on the road; `state` is `past`, `here` or `ahead`."""

    name: str
    state: str


class Line(NamedTuple):
    """A line of a checklist. `is_met` is None for what is typed with the step."""

    need: Need
    is_met: bool | None
    detail: str
    mend: tuple[str, str] | None


class Offer(NamedTuple):
    """A step that a person is shown, with its checklist; `is_ready` when nothing but what is typed is missing."""

    step: Transition
    lines: tuple[Line, ...]
    is_ready: bool


def road(status: str) -> list[Station]:
    """Return the stops of the main road."""
    here = next(number for number, stop in enumerate(_ROAD) if status in stop)
    return [
        Station(
            STATUSES[status if number == here else stop[0]],
            "here" if number == here else "past" if number < here else "ahead",
        )
        for number, stop in enumerate(_ROAD)
    ]


def whose_turn(status: str, recommended: bool) -> str:
    """Return whose turn it is, in words."""
    turn = TURNS[status][0]
    if status == SENDT:
        return "godkjenneren i KDD" if recommended else "saksbehandleren i KDD"
    return turn


def offers(status: str, actor: Actor, facts: Facts) -> list[Offer]:
    """Return the steps that a person is shown a button for, in the order of the table."""
    return [_offer(step, facts) for step in offered(status, actor) if not step.corrects]


def _offer(step: Transition, facts: Facts) -> Offer:
    lines = tuple(
        Line(need, None if need in TYPED else met(need, facts), _detail(need, facts), _mend(need, facts))
        for need in step.needs
    )
    return Offer(step, lines, all(line.is_met is not False for line in lines))


def _mend(need: Need, facts: Facts) -> tuple[str, str] | None:
    return MENDS.get(need) if not met(need, facts) else None


def _detail(need: Need, facts: Facts) -> str:
    """Return how much is missing of a need, in words."""
    if need is Need.NO_ERRORS and facts.errors:
        return f"{facts.errors} feil"
    if need is Need.WARNINGS and facts.warnings:
        return _count(facts.warnings, "åpen advarsel", "åpne advarsler")
    if need is Need.SIGNED and facts.unsigned:
        return f"Mangler: {', '.join(facts.unsigned)}"
    if need is Need.ANSWERED and facts.unanswered:
        return _count(facts.unanswered, "sted er ikke svart på", "steder er ikke svart på")
    return ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def split(found: Sequence[Offer]) -> tuple[list[Offer], list[Offer]]:
    """Return the steps forward, and those back or aside, which stand in a quieter place."""
    aside = {"tilbake", "trekk", "apne", "gjenapne", "signer", "utbetal", "orienter"}
    return [one for one in found if one.step.key not in aside], [one for one in found if one.step.key in aside]
