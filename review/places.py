"""The places of a plan that KDD may ask to have changed: sections, delmål, tiltak and posts, and where each is written.

Pure: works on the plan's value.
"""

from collections.abc import Iterator
from typing import NamedTuple

from plans import paths
from reporting.value import Handlingsplan


class Place(NamedTuple):
    """A place: its path, what it is called, and under which heading it is listed."""

    path: str
    label: str
    group: str


def places(plan: Handlingsplan) -> Iterator[Place]:
    """Yield every place, in the order of the document."""
    for number, prompt in enumerate(plan.form.plan, start=1):
        yield Place(paths.answer("plan", None, prompt.key), f"{number}. {prompt.wording}", "Kapitlene")
    for goal in plan.delmaal:
        group = f"Delmål {goal.number}: {goal.title}"
        yield Place(paths.delmaal(goal.uid), f"Delmål {goal.number} med alle tiltakene", group)
        for tiltak in goal.tiltak:
            label = f"Tiltak {goal.number}.{tiltak.number}: {tiltak.title}"
            yield Place(paths.tiltak(tiltak.uid), label[:300], group)
    for post in plan.posts:
        yield Place(paths.post(post.uid), f"{post.number}. {post.name}", "Uten delmål")


class Edit(NamedTuple):
    """Where a place is written: the name of the address, its arguments beside pilot and year, and the link's words."""

    name: str
    kwargs: dict[str, str]
    words: str


def edits(path: str) -> tuple[Edit, ...]:
    """Return where a place is written: its texts and, where it has any, its amounts."""
    kind, _, rest = path.partition("/")
    if kind == "tiltak":
        return (
            Edit("edit_tiltak", {"uid": rest}, "Rediger tekstene"),
            Edit("edit_amounts", {"kind": kind, "uid": rest}, "Rediger beløpene"),
        )
    if kind == "delmaal":
        return (
            Edit("edit_delmaal", {"uid": rest}, "Rediger tekstene"),
            Edit("edit_amounts", {"kind": kind, "uid": rest}, "Rediger beløpene"),
        )
    if kind == "post":
        return (Edit("edit_amounts", {"kind": kind, "uid": rest}, "Rediger beløpene"),)
    return (Edit("edit_section", {"key": rest.removeprefix("svar/")}, "Rediger teksten"),)
