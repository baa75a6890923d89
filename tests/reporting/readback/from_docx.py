"""Tables as Word's own XML has them: cells that span, lines in a cell, raised numbers, and notes under the table."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.reporting.readback import Grid, Seen, kroner_cell, note_numbers, plain, spread

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(data: bytes) -> Any:
    """Return the body of the document."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return etree.fromstring(parts.read("word/document.xml"))[0]


def read(data: bytes, heads: frozenset[str]) -> Grid:
    """Return the table with these words in its head."""
    (table,) = [one for one in body(data).iter(f"{W}tbl") if heads_of(one) == heads]
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    rows = []
    for row in table.findall(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        assert sum(_span(cell) for cell in cells) == columns
        if not _is_head(row):
            rows.append(spread([_seen(cell) for cell in cells], columns))
    return Grid(heads, tuple(rows), tuple(_footnotes(table)))


def _is_head(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}tblHeader") is not None


def heads_of(table: Any) -> frozenset[str]:
    """Return the words of a table's head."""
    cells = (cell for row in table.findall(f"{W}tr") if _is_head(row) for cell in row.findall(f"{W}tc"))
    return frozenset(filter(None, (plain("".join(cell.itertext())) for cell in cells)))


def _span(cell: Any) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if found is None else int(found.get(f"{W}val"))


def _seen(cell: Any) -> Seen:
    (paragraph,) = cell.findall(f"{W}p")
    lines, notes = [""], ""
    for run in paragraph.iter(f"{W}r"):
        raised = run.find(f"{W}rPr/{W}vertAlign") is not None
        for piece in run:
            if piece.tag == f"{W}br":
                lines.append("")
            elif piece.tag == f"{W}t" and raised:
                notes += piece.text
            elif piece.tag == f"{W}t":
                lines[-1] += piece.text
    right = paragraph.find(f"{W}pPr/{W}jc")
    if right is not None and right.get(f"{W}val") == "right":
        return kroner_cell(lines, note_numbers(notes))
    return Seen(text=plain("\n".join(lines)), notes=note_numbers(notes))


def _footnotes(table: Any) -> Iterator[str]:
    """Yield the notes under the table without their numbers, which must be 1, 2, 3."""
    after = table.getnext()
    number = 1
    while after is not None and (found := re.fullmatch(rf"{number}\) (.*)", "".join(after.itertext()), re.DOTALL)):
        yield plain(found[1])
        after, number = after.getnext(), number + 1
