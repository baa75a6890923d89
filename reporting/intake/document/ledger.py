"""Where every word of the document went: placed in the plan, or left over. Nothing is dropped silently."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reporting.intake.document.blocks import Block, Cell, Grid, Paragraph, Picture, words
from reporting.intake.document.reading import Leftover, Placed, Share


class _Unit(NamedTuple):
    """A piece of the document that goes to one place as a whole."""

    place: str
    text: str


class Ledger:
    """Counts by object: two paragraphs with the same words are two."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._units: dict[int, _Unit] = {}
        self._kept: list[object] = []
        self._taken: set[int] = set()
        self._places: dict[tuple[str, str], None] = {}
        for block in blocks:
            self.add(block)

    def add(self, block: Block) -> None:
        """Take in a block that is to find a place."""
        for key, unit, part in _units(block):
            self._units[key] = unit
            self._kept.append(part)

    def split(self, whole: Paragraph, parts: Iterable[Paragraph]) -> None:
        """Count the parts of a paragraph instead of the whole."""
        self._units.pop(id(whole), None)
        for part in parts:
            self.add(part)

    def take(self, block: Block | Cell, path: str) -> None:
        """Note that a paragraph, a cell's paragraphs, a table or a picture found its place at a path of the plan."""
        if isinstance(block, Grid):
            for _, _, cell in block.cells():
                self.take(cell, path)
            self._note(path, block.place)
            return
        for part in block.paragraphs if isinstance(block, Cell) else (block,):
            self._taken.add(id(part))
            self._note(path, part.place)

    def _note(self, path: str, place: str) -> None:
        if path:
            self._places.setdefault((path, place))

    def is_taken(self, block: object) -> bool:
        """Whether a paragraph or picture has its place."""
        return id(block) in self._taken

    @property
    def places(self) -> tuple[Placed, ...]:
        """Where the fields of the plan were read from."""
        return tuple(Placed(path, place) for path, place in self._places)

    @property
    def share(self) -> Share:
        """How many of the words found a place."""
        counts = {key: len(words(unit.text)) for key, unit in self._units.items()}
        return Share(sum(count for key, count in counts.items() if key in self._taken), sum(counts.values()))

    def leftovers(self) -> Iterator[Leftover]:
        """Yield what found no place, in the order of the document."""
        for number, (key, unit) in enumerate(self._units.items(), start=1):
            if key not in self._taken and words(unit.text):
                yield Leftover(f"rest-{number}", unit.place, unit.text)


def _units(block: Block) -> Iterator[tuple[int, _Unit, object]]:
    if isinstance(block, Paragraph):
        yield id(block), _Unit(block.place, block.labelled), block
    elif isinstance(block, Picture):
        yield id(block), _Unit(block.place, block.alt), block
    else:
        for _, _, cell in block.cells():
            for paragraph in cell.paragraphs:
                yield id(paragraph), _Unit(paragraph.place, paragraph.labelled), paragraph
