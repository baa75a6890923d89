"""The nodes of the printed plan: chapters and the blocks under them."""

from typing import Literal

from plans.richtext import RichText
from reporting.charts import Chart
from reporting.table import Table
from reporting.value import Node


class Prose(Node):
    """An answer. `level` is the heading level of its own highest headings."""

    kind: Literal["prose"] = "prose"
    text: RichText
    level: int


class Sentence(Node):
    """A sentence of the document itself; `role` tells the style sheet which."""

    kind: Literal["sentence"] = "sentence"
    text: str
    role: Literal["", "status", "not-relevant"] = ""


class Goal(Node):
    """A delmål in the list of goals."""

    number: int
    title: str
    anchor: str


class Goals(Node):
    """The delmål in their order of priority."""

    kind: Literal["goals"] = "goals"
    lead: str
    goals: tuple[Goal, ...]


class TableBlock(Node):
    """A table and the words above it."""

    kind: Literal["tableblock"] = "tableblock"
    table: Table
    caption: str


class ChartBlock(Node):
    """Bars; their figures stand in a table block after them."""

    kind: Literal["chartblock"] = "chartblock"
    chart: Chart


class Signatures(Node):
    """A line to sign on for every party that signs."""

    kind: Literal["signatures"] = "signatures"
    signature: str
    place_and_date: str
    names: tuple[str, ...]


Block = Prose | Sentence | Goals | TableBlock | ChartBlock | Signatures


class Section(Node):
    """A heading with what stands under it: its blocks, then its parts.

    `level` is the heading's own, from 2. An empty heading is not printed; `listed` puts one in the contents.
    """

    anchor: str
    kind: Literal["chapter", "delmaal", "tiltak", "prompt", "part"]
    level: int
    heading: str
    number: int | None = None
    listed: bool = True
    landscape: bool = False
    blocks: tuple[Block, ...] = ()
    sections: "tuple[Section, ...]" = ()

    @property
    def contents(self) -> "tuple[Section, ...]":
        """The sections under this one that the table of contents names."""
        return tuple(section for section in self.sections if section.listed)


class Fact(Node):
    """A line on the title page."""

    label: str
    text: str


class Document(Node):
    """The whole printed plan."""

    language: Literal["nb", "nn"]
    title: str
    pilot: str
    subtitle: str
    description: str
    created: str
    footer: str
    mark: str = ""
    contents_heading: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


class PrintedFigure(Node):
    """A figure where it is printed: its number in the document and where its bytes are."""

    label: str
    url: str
    alt: str
    caption: str
    width: int
    height: int
