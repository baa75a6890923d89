"""The table of transitions as the page `docs/workflow.md`: a diagram and every row."""

from collections.abc import Iterator

from plans.roles import ROLES, Capability
from review.workflow import STATUSES, TRANSITIONS, TURNS, Transition

_INTRODUCTION = """\
# A plan's way to KDD

Written by `manage.py workflow` from the table in `review/workflow.py`; change it there. Whoever takes a step is told
when somebody else was first, and nothing is done. A version is frozen where the table says so; its files are made
before the plan is locked, and stored together with it or not at all.
"""


def as_markdown() -> str:
    """Return the whole page; a test compares it with what is published."""
    return "\n".join([_INTRODUCTION, "```mermaid", *_diagram(), "```", "", *_turns(), "", *_rows(), ""])


def _diagram() -> Iterator[str]:
    """Yield the lines of the diagram."""
    yield "stateDiagram-v2"
    yield "    [*] --> utkast"
    for status, name in STATUSES.items():
        yield f"    {status}: {name}"
    for row in TRANSITIONS:
        if row.target:
            for source in row.sources:
                yield f"    {source} --> {row.target}: {row.button}"


def _turns() -> Iterator[str]:
    """Yield whose turn it is in every status."""
    yield "| Status | Whose turn |"
    yield "| --- | --- |"
    for status, (turn, _) in TURNS.items():
        yield f"| {STATUSES[status]} | {turn} |"


def _rows() -> Iterator[str]:
    """Yield the table."""
    head = ("Step", "From", "To", "Who", "Never", "Requires", "Leaves")
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in TRANSITIONS:
        cells = (
            f"{row.button} (`{row.key}`)",
            ", ".join(STATUSES[source] for source in row.sources),
            STATUSES[row.target] if row.target else "the same",
            _roles(row.who),
            ", ".join(never.value for never in row.never),
            ", ".join(need.value for need in row.needs),
            _leaves(row),
        )
        yield f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


def _roles(who: Capability | None) -> str:
    """Return the roles that hold a capability, in words."""
    if who is None:
        return "follows by itself when the next year's plan is approved"
    return ", ".join(str(role.label) for role, grant in ROLES.items() if who in grant.capabilities)


def _leaves(row: Transition) -> str:
    """Return what a step leaves besides its row in the history."""
    if row.freezes:
        return "a frozen version with its files"
    return "the approved files and the letter of decision" if row.decides else ""
