"""Parts of the printed plan that one may have alone: a delmål, the budget tables, the account of the changes."""

from collections.abc import Iterator
from typing import NamedTuple

from reporting.printed import Document, Section, TableBlock
from reporting.value import Handlingsplan
from reporting.words import WORDS

BUDGET, CHANGES = "budsjett", "endringer"
#: The chapters that the budget tables stand in, by their anchors, and the one of the changes.
_BUDGET_CHAPTERS = ("del-handlingsplan_per_delmaal", "del-budsjett_avtaleperioden", "del-samlet_budsjett")
_CHANGES_CHAPTER = "del-endringer"
_DELMAAL = "delmaal-"


class UnknownPart(ValueError):
    """The plan has no such part. The message is a Norwegian sentence."""


class Part(NamedTuple):
    """A part: its key in addresses, what it is called, and the end of its file's name."""

    key: str
    name: str
    filename: str


def parts(plan: Handlingsplan) -> tuple[Part, ...]:
    """Return the parts of a plan in the order of reading."""
    words = WORDS[plan.language]
    return (
        *(
            Part(f"{_DELMAAL}{one.uid}", f"Delmål {one.number}: {one.title}", f"delmaal-{one.number}")
            for one in plan.delmaal
        ),
        Part(BUDGET, words["budget_tables"], BUDGET),
        *((Part(CHANGES, words["change_account"], CHANGES),) if plan.earlier else ()),
    )


def part_of(plan: Handlingsplan, key: str) -> Part:
    """Return a part by its key. Raises UnknownPart."""
    for part in parts(plan):
        if part.key == key:
            return part
    raise UnknownPart("Planen har ingen slik del.")


def only(document: Document, part: Part) -> Document:
    """Return the printed plan with one part alone, named under its title; chapters keep their numbers."""
    return document.model_copy(update={"subtitle": part.name, "sections": tuple(_kept(document.sections, part.key))})


def _kept(sections: tuple[Section, ...], key: str) -> Iterator[Section]:
    """Yield what a part holds of the chapters."""
    for chapter in sections:
        if key == CHANGES and chapter.anchor == _CHANGES_CHAPTER:
            yield chapter
        elif key == BUDGET and chapter.anchor in _BUDGET_CHAPTERS:
            # The chapter of the delmål has the overview of their money; what is said of them is another matter.
            tables = tuple(block for block in chapter.blocks if isinstance(block, TableBlock))
            yield chapter.model_copy(update={"blocks": tables, "sections": ()})
        elif found := tuple(one for one in chapter.sections if one.anchor == key):
            yield chapter.model_copy(update={"blocks": (), "sections": found, "landscape": False})
