"""What the tiltak of a plan are called."""

from reporting.compare.differences import Name
from reporting.value import Delmaal, Handlingsplan, Tiltak


def tiltak_name(goal: Delmaal, tiltak: Tiltak) -> Name:
    """Return what a tiltak is called."""
    return Name(uid=tiltak.uid, number=f"{goal.number}.{tiltak.number}", title=tiltak.title, delmaal=goal.uid)


def tiltak_names(plan: Handlingsplan) -> dict[str, Name]:
    """Return what every tiltak of a plan is called, by its uid."""
    return {tiltak.uid: tiltak_name(goal, tiltak) for goal in plan.delmaal for tiltak in goal.tiltak}
