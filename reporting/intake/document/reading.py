"""What is read of a document: the plan, what is printed, what is asked, and what found no place."""

from typing import NamedTuple

from pydantic import ConfigDict

from reporting.intake.document.blocks import LeftOut
from reporting.stated import Stated
from reporting.value import Handlingsplan, Node, Standing


class Choice(NamedTuple):
    """A possible answer to a question."""

    key: str
    label: str


class Question(NamedTuple):
    """Something that cannot be told from the document. `assumed` is the choice the reading stands on; empty for none.

    The key is the same for the same document, so that an answer holds when it is read again.
    """

    key: str
    place: str
    text: str
    choices: tuple[Choice, ...]
    assumed: str = ""
    path: str = ""


class Placed(NamedTuple):
    """Where in the document a field of the plan was read from."""

    path: str
    place: str


class Leftover(NamedTuple):
    """Words of the document that found no place in the plan."""

    key: str
    place: str
    text: str


class Seen(NamedTuple):
    """A paragraph, a picture or a row of a table as it stands in the document, and the fields it was read into.

    `cells` are the words of a row, column by column; one text for what is no row. No path, and not left over: it says
    what the portal says by itself, as a table of contents does. `left` are the keys of what is left over of it.
    """

    place: str
    cells: tuple[str, ...]
    paths: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    is_row: bool = False


class Share(NamedTuple):
    """How many of the document's words found a place."""

    placed: int
    words: int

    @property
    def percent(self) -> float:
        """The share in percent; all of nothing is everything."""
        return 100.0 * self.placed / self.words if self.words else 100.0


class Reading(Node):
    """A document as it was understood. `pictures` are media type and bytes of the plan's figures by SHA-256.

    `seen` is the whole document in its own order, with what became of each piece.
    A workbook (`is_workbook`) holds tables alone: nothing is to be said of texts that it does not have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    plan: Handlingsplan
    stated: Stated
    standing: Standing = Standing()
    questions: tuple[Question, ...] = ()
    notices: tuple[str, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    places: tuple[Placed, ...] = ()
    seen: tuple[Seen, ...] = ()
    share: Share = Share(0, 0)
    pictures: dict[str, tuple[str, bytes]] = {}
    is_workbook: bool = False
