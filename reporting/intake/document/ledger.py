"""Where every word of the document went: placed in the plan, or left over. Nothing is dropped silently."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reporting.intake.document.blocks import Block, Cell, Grid, Paragraph, Picture, words
from reporting.intake.document.reading import Leftover, Placed, Seen, Share


class _Unit(NamedTuple):
    """A piece of the document that goes to one place as a whole."""

    place: str
    text: str


class Ledger:
    """Counts by object: two paragraphs with the same words are two."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._units: dict[int, _Unit] = {}
        #: The pieces themselves, kept as long as their ids are used.
        self._parts: dict[int, Paragraph | Picture] = {}
        self._taken: set[int] = set()
        self._places: dict[tuple[str, str], None] = {}
        self._paths: dict[int, list[str]] = {}
        self._instead: dict[int, tuple[Block, ...]] = {}
        self._blocks = tuple(blocks)
        for block in self._blocks:
            self.add(block)

    def add(self, block: Block) -> None:
        """Take in a block that is to find a place."""
        for key, unit, part in _units(block):
            self._units[key] = unit
            self._parts[key] = part

    def split(self, whole: Paragraph, parts: Iterable[Paragraph]) -> None:
        """Count the parts of a paragraph instead of the whole."""
        self._units.pop(id(whole), None)
        instead = tuple(parts)
        for part in instead:
            self.add(part)
        self.stands_for(whole, instead)

    def stands_for(self, whole: Block, parts: Iterable[Block]) -> None:
        """Note that these are read instead of a block: parts that are counted already."""
        self._instead[id(whole)] = tuple(part for part in parts if part is not whole)

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
            known = self._paths.setdefault(id(part), [])
            if path and path not in known:
                known.append(path)

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

    def leftovers(self) -> Iterator[tuple[Leftover, Paragraph | Picture]]:
        """Yield what found no place, in the order of the document, with the paragraph or picture that it is."""
        for key, name in self._left().items():
            unit = self._units[key]
            yield Leftover(name, unit.place, unit.text), self._parts[key]

    def _left(self) -> dict[int, str]:
        """Return the keys of what is left over, by the piece it is."""
        return {
            key: f"rest-{number}"
            for number, (key, unit) in enumerate(self._units.items(), start=1)
            if key not in self._taken and words(unit.text)
        }

    def seen(self) -> Iterator[Seen]:
        """Yield the document in its own order, with the fields each piece was read into."""
        left = self._left()
        for block in self._read(self._blocks):
            if not isinstance(block, Grid):
                yield self._seen(block.place, [[block]], left)
                continue
            for row in range(len(block.rows)):
                # A place that another cell covers is empty, so that columns stand under each other.
                cells = [
                    list(self._read(block.at(row, column).paragraphs)) if block.starts(row, column) else []
                    for column in range(block.width)
                ]
                yield self._seen(block.row_place(row), cells, left, is_row=True)

    def _read(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield the blocks as they were read: parts instead of wholes."""
        for block in blocks:
            if id(block) in self._instead:
                yield from self._read(self._instead[id(block)])
            else:
                yield block

    def _seen(self, place: str, cells: list[list[Block]], left: Mapping[int, str], *, is_row: bool = False) -> Seen:
        parts = [part for cell in cells for part in cell]
        paths = dict.fromkeys(path for part in parts for path in self._paths.get(id(part), ()))
        keys = tuple(left[id(part)] for part in parts if id(part) in left)
        texts = tuple(
            "\n".join(self._units[id(part)].text for part in cell if id(part) in self._units) for cell in cells
        )
        return Seen(place, texts, tuple(paths), keys, is_row)


def _units(block: Block) -> Iterator[tuple[int, _Unit, Paragraph | Picture]]:
    if isinstance(block, Paragraph):
        yield id(block), _Unit(block.place, block.labelled), block
    elif isinstance(block, Picture):
        yield id(block), _Unit(block.place, block.alt), block
    else:
        for _, _, cell in block.cells():
            for paragraph in cell.paragraphs:
                yield id(paragraph), _Unit(paragraph.place, paragraph.labelled), paragraph
