"""What the grid sends: cells with all their amounts. What cannot be meant is refused before anything is looked up."""

import json
from typing import Annotated, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic import ValidationError as Malformed

from budgets.kroner import parse_kroner
from budgets.services import Amount

#: More cells than this at once is no budget.
MOST_CELLS = 3000
UNREADABLE = ValidationError("Det som ble sendt, kan ikke leses. Last siden på nytt og prøv igjen.")


class SentAmount(BaseModel):
    """One amount as it was typed."""

    model_config = ConfigDict(extra="forbid")

    certainty: str = Field(max_length=10)
    shared: str = Field(default="", max_length=200)
    kroner: str = Field(max_length=400)
    note: str = Field(default="", max_length=300)


class SentCell(BaseModel):
    """A cell, by the row's kind and uid, the source's key and the year, with all that it is to hold."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["tiltak", "delmaal", "post"]
    uid: UUID
    source: str = Field(max_length=60)
    year: int = Field(ge=2000, le=2099)
    base: str = Field(pattern="^[0-9a-f]{16}$")
    amounts: tuple[SentAmount, ...] = Field(max_length=50)

    @property
    def key(self) -> str:
        """The cell's name on the page."""
        return f"{self.kind}/{self.uid}/{self.source}/{self.year}"

    def read(self) -> tuple[Amount, ...]:
        """Return the amounts in kroner; a blank is none. Raises ValidationError as `parse_kroner`."""
        found = ((one, parse_kroner(one.kroner)) for one in self.amounts)
        return tuple(
            Amount(one.certainty, one.shared, kroner, " ".join(one.note.split()))
            for one, kroner in found
            if kroner is not None
        )


_cells = TypeAdapter(Annotated[tuple[SentCell, ...], Field(min_length=1, max_length=MOST_CELLS)])


def sent_cells(text: str) -> tuple[SentCell, ...]:
    """Return the cells that were sent, each once. Raises ValidationError with a sentence when it is no such thing."""
    try:
        cells = _cells.validate_python(json.loads(text))
    except (Malformed, ValueError, RecursionError) as error:
        raise UNREADABLE from error
    if len({cell.key for cell in cells}) != len(cells):
        raise UNREADABLE
    return cells
