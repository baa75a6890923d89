"""Findings by their place in the document: in order, counted, and those of one part of it."""

from collections.abc import Iterable
from typing import NamedTuple

from plans import paths
from reporting.checks.finding import LEVELS, Finding
from reporting.value import Handlingsplan


class Counts(NamedTuple):
    """How many findings there are of each level."""

    feil: int = 0
    advarsel: int = 0
    tips: int = 0

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self)


def count(findings: Iterable[Finding]) -> Counts:
    """Return how many findings there are of each level."""
    levels = [finding.level for finding in findings]
    return Counts(*(levels.count(level) for level in LEVELS))


def of_part(findings: Iterable[Finding], path: str) -> tuple[Finding, ...]:
    """Return the findings at a path and at the fields under it: `tiltak/UID` gives those of the whole tiltak."""
    return tuple(finding for finding in findings if finding.path == path or finding.path.startswith(f"{path}/"))


def in_document_order(plan: Handlingsplan, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order in which a reader comes to their places, the gravest first at each."""
    places = {path: place for place, path in enumerate(_reading_order(plan))}
    last = len(places)

    def place(finding: Finding) -> tuple[int, int, str]:
        parts = finding.path.split("/")
        ends = (places.get("/".join(parts[:end])) for end in range(len(parts), 0, -1))
        found = next((end for end in ends if end is not None), last)
        return found, LEVELS.index(finding.level), finding.code

    return tuple(sorted(findings, key=place))


def _reading_order(plan: Handlingsplan) -> Iterable[str]:
    """Yield the paths of the document's parts from its title page to its last table."""
    yield "plan"
    for prompt in plan.form.plan:
        yield paths.answer("plan", None, prompt.key)
        if prompt.key == "handlingsplan_per_delmaal":
            for goal in plan.delmaal:
                yield paths.delmaal(goal.uid)
                yield from (paths.answer("delmaal", goal.uid, part.key) for part in plan.form.delmaal)
                for tiltak in goal.tiltak:
                    yield paths.tiltak(tiltak.uid)
                    yield from (paths.answer("tiltak", tiltak.uid, part.key) for part in plan.form.tiltak)
        elif prompt.key == "budsjett_avtaleperioden":
            yield from (paths.post(post.uid) for post in plan.posts)
