"""What a document's structure gives: its sections, delmål and tables, each with where it stands."""

from dataclasses import dataclass, field

from reporting.intake.document.blocks import Block, Grid, Paragraph
from reporting.intake.document.columns import Layout
from reporting.intake.document.drafts import GoalDraft, TiltakDraft
from reporting.intake.document.marks import Mark
from reporting.stated import StatedLine


@dataclass
class TableHere:
    """A table with where it stands: its section, delmål and tiltak, and the texts right above it."""

    grid: Grid
    layout: Layout
    section: str
    goal: GoalDraft | None
    tiltak: TiltakDraft | None
    above: tuple[Paragraph, ...] = ()
    #: The text that it stands in, and belongs to where it is none of the plan's tables.
    home: list[Block] = field(default_factory=list)

    def lift(self) -> None:
        """Take the table out of the text that it stands in."""
        self.home[:] = [block for block in self.home if block is not self.grid]

    @property
    def title(self) -> str:
        """The table's own caption, where it has one."""
        captions = [paragraph.text for paragraph in self.above if paragraph.style == "caption"]
        return captions[-1] if captions else self.grid.title


@dataclass
class Outline:
    """What a document's structure gives."""

    front: list[Block] = field(default_factory=list)
    sections: dict[str, list[Block]] = field(default_factory=dict)
    goals: list[GoalDraft] = field(default_factory=list)
    tables: list[TableHere] = field(default_factory=list)
    lines: list[StatedLine] = field(default_factory=list)
    unknown: list[tuple[Paragraph, list[Block]]] = field(default_factory=list)
    captions: dict[int, Paragraph] = field(default_factory=dict)
    unsure: list[tuple[Paragraph, Mark]] = field(default_factory=list)
