"""The typed tree of rich text: what every writer and check reads.

Rich text is paragraphs, headings on two levels, lists on two levels, tables and references to the plan's figures;
inside a line there is plain text, bold text and links, nothing else. Every node carries a `kind`, so that the JSON
of a frozen plan tells the nodes apart.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

# The highest number a list may begin with; anything outside 0 to this is read as 1.
MAX_START = 9999

# A link is empty or has one of three schemes; a character that could end an attribute or a link is never in it.
HREF_PATTERN = r'^((https?://|mailto:)[^\s<>"`{}|\\^\[\]]+)?$'


class _Node(BaseModel):
    """What all nodes share: they cannot be changed and take no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(_Node):
    """A stretch of text with one formatting; `href` is empty where the text is no link."""

    kind: Literal["run"] = "run"
    text: str
    strong: bool = False
    href: str = Field(default="", pattern=HREF_PATTERN)


class Paragraph(_Node):
    """An ordinary paragraph."""

    kind: Literal["paragraph"] = "paragraph"
    runs: tuple[Run, ...]


class Heading(_Node):
    """A heading inside a text: level 1 is `<h3>`, level 2 is `<h4>`. Its runs are never bold."""

    kind: Literal["heading"] = "heading"
    level: Literal[1, 2]
    runs: tuple[Run, ...]


class ListItem(_Node):
    """One item of a list, with the list under it if there is one."""

    kind: Literal["list_item"] = "list_item"
    runs: tuple[Run, ...]
    sublist: ListBlock | None = None

    @model_validator(mode="after")
    def _two_levels_at_most(self) -> ListItem:
        if self.sublist and any(item.sublist for item in self.sublist.items):
            raise ValueError("en liste har høyst to nivåer")
        return self


class ListBlock(_Node):
    """A bulleted list, or a numbered one that begins with `start`."""

    kind: Literal["list"] = "list"
    ordered: bool
    start: int = Field(default=1, ge=0, le=MAX_START)
    items: tuple[ListItem, ...] = Field(min_length=1)


class Cell(_Node):
    """One cell of a table; an empty one has no runs."""

    kind: Literal["cell"] = "cell"
    runs: tuple[Run, ...]


class Table(_Node):
    """A table with one heading row, or none (`head` is then empty); every row has the same number of cells."""

    kind: Literal["table"] = "table"
    head: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...]


class FigureRef(_Node):
    """A place in the text where one of the plan's figures stands."""

    kind: Literal["figure"] = "figure"
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


ListItem.model_rebuild()

Block = Annotated[Paragraph | Heading | ListBlock | Table | FigureRef, Field(discriminator="kind")]
RichText = tuple[Block, ...]
