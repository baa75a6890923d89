"""Tables as a PDF reader sees them: the cells of its tags, and the letters printed in each.

pdfplumber reads the letters with the number of the tag they belong to. It drops empty tags, and an empty cell is what
tells which column the next one stands in; so the tags themselves are read by pikepdf.
"""

import io
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pdfplumber
import pikepdf

from tests.reporting.readback import Grid, Seen, kroner_cell, note_numbers, plain, spread

#: The number of a page object and of the marked content on that page.
Mark = tuple[int, int]


class Printed(NamedTuple):
    """A cell: whether it is a heading, how many columns it spans, and its marks, those of footnote numbers apart."""

    is_head: bool
    columns: int
    marks: list[Mark]
    notes: list[Mark]


Printing = list[list[Printed]]


@lru_cache(maxsize=2)
def tables(data: bytes) -> list[Printing]:
    """Return every table of the document, in order, as rows of tagged cells."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [
            [[_printed(cell) for cell in _kids(row)] for row in _under(table, "/TR")] for table in _tables(document)
        ]


@lru_cache(maxsize=2)
def letters(data: bytes) -> dict[Mark, str]:
    """Return the text of every piece of marked content."""
    found: dict[Mark, str] = defaultdict(str)
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            number: int = page.page_obj.pageid  # type: ignore[assignment]  # the number of its object
            for letter in page.chars:
                if letter["mcid"] is not None:
                    found[number, letter["mcid"]] += letter["text"]
            page.close()
    return dict(found)


def read(data: bytes, heads: frozenset[str]) -> Grid:
    """Return the table with these words in its head; its footnotes are not the table's in a PDF."""
    text = letters(data)
    (found,) = [printing for printing in tables(data) if heads_of(printing, text) == heads]
    columns = max(sum(cell.columns for cell in row) for row in found)
    body = [row for row in found if not _is_head(row)]
    rows = tuple(spread([_seen(cell, place, text) for place, cell in enumerate(row)], columns) for row in body)
    assert {len(row) for row in rows} == {columns}
    return Grid(heads, rows, ())


def _is_head(row: list[Printed]) -> bool:
    """Tell whether a row is of the table's head; the name of a group is a heading too, but alone in its row."""
    return len(row) > 1 and all(cell.is_head for cell in row)


def heads_of(printing: Printing, text: dict[Mark, str]) -> frozenset[str]:
    """Return the words of a table's head."""
    cells = [cell for row in printing if _is_head(row) for cell in row]
    return frozenset(plain(" ".join(text.get(mark, "") for mark in cell.marks)) for cell in cells)


def _seen(cell: Printed, place: int, text: dict[Mark, str]) -> Seen:
    parts = [text.get(mark, "") for mark in cell.marks]
    notes = note_numbers("".join(text.get(mark, "") for mark in cell.notes))
    if place > 1:
        return kroner_cell(parts, notes)
    return Seen(text=plain(" ".join(parts)), notes=notes)


# The tree of tags


def _kids(element: Any) -> list[Any]:
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _under(element: Any, tag: str) -> Iterator[Any]:
    """Yield the elements with a tag under an element, not looking inside them."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == tag:
                yield kid
            else:
                yield from _under(kid, tag)


def _tables(document: pikepdf.Pdf) -> Iterator[Any]:
    yield from _under(document.Root.StructTreeRoot, "/Table")


def _printed(cell: Any) -> Printed:
    marks: list[Mark] = []
    notes: list[Mark] = []
    for tag, mark in _marks(cell, ""):
        (notes if tag == "/NonStruct" else marks).append(mark)
    attributes = cell.get("/A", {})
    return Printed(cell.S == "/TH", int(attributes.get("/ColSpan", 1)), marks, notes)


def _marks(element: Any, within: str) -> Iterator[tuple[str, Mark]]:
    """Yield every mark under an element with the outermost tag below the cell that it is in."""
    for kid in _kids(element):
        if isinstance(kid, int):
            yield within, (element.Pg.objgen[0], kid)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _marks(kid, within or str(kid.S))
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield within, (kid.get("/Pg", element.get("/Pg")).objgen[0], int(kid.MCID))
