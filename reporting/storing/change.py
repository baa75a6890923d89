"""One thing that taking in a document would do to a plan."""

from typing import Any, Literal, NamedTuple

#: `ny`: a part or picture the plan lacks. `fylles`: a field that is empty. `endres`: a field that says something else.
#: `beholdes`: it stands in the plan alone, and is left as it is. `kan-ikke`: it cannot be taken in, `why` says why.
Kind = Literal["ny", "fylles", "endres", "beholdes", "kan-ikke"]


class Change(NamedTuple):
    """A row of the preview.

    `path` names the field in the plan as it will be, `now` and `would_be` are what stands there in words, `place` is
    where in the document it was read. `part` and `part_name` say which delmål, tiltak or post it belongs to. What comes
    with a new part has the path of that part in `within`, and is taken with it. `value` is what is stored.
    """

    path: str
    label: str
    now: str
    would_be: str
    kind: Kind
    place: str = ""
    part: str = "plan"
    part_name: str = ""
    within: str = ""
    why: str = ""
    value: Any = None

    @property
    def may_be_taken(self) -> bool:
        """Whether it can be ticked."""
        return self.kind in ("ny", "fylles", "endres")
