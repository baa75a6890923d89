"""What two plans differ in, as values."""

from typing import Literal

from reporting.compare.amounts import AmountDifference
from reporting.value import Link, Node

Kind = Literal["plan", "delmaal", "tiltak", "post"]


class Name(Node):
    """What a part is called in one of the plans; a tiltak is «6.1», and `delmaal` is the uid of the one it is under."""

    uid: str = ""
    number: str = ""
    title: str = ""
    delmaal: str = ""
    outside_sum: bool = False

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class FieldDifference(Node):
    """A field that is otherwise in the newer plan, both as plain text; an answer's key is `svar/` and its prompt's."""

    key: str
    label: str
    before: str
    after: str

    @property
    def prompt(self) -> str:
        """The key of the prompt, or nothing when the field is no answer."""
        return self.key.removeprefix("svar/") if self.key.startswith("svar/") else ""


class Part(Node):
    """The plan itself, a delmål, a tiltak or a post that was added (no `before`), ended (no `after`) or changed."""

    kind: Kind
    before: Name | None
    after: Name | None
    fields: tuple[FieldDifference, ...] = ()
    amounts: tuple[AmountDifference, ...] = ()

    @property
    def name(self) -> Name:
        """What it is called now, or was called when it ended."""
        name = self.after or self.before
        assert name is not None
        return name

    @property
    def state(self) -> Literal["added", "ended", "changed"]:
        """What has become of it."""
        if self.before is None:
            return "added"
        return "ended" if self.after is None else "changed"

    def field(self, key: str) -> FieldDifference | None:
        """Return the difference in a field, or None when it has none."""
        return next((field for field in self.fields if field.key == key), None)


class Comparison(Node):
    """All that differs between two plans, in the order of the newer one; what is gone stands where it stood."""

    before_year: int
    after_year: int
    parts: tuple[Part, ...]
    links: tuple[Link, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.parts

    def of(self, kind: Kind, state: str) -> tuple[Part, ...]:
        """Return the parts of a kind that were `added`, `ended` or `changed`."""
        return tuple(part for part in self.parts if part.kind == kind and part.state == state)
