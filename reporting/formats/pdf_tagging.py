"""What WeasyPrint leaves out of the structure tree of a PDF, put right just before the file is written.

The objects are pydyf's: dictionaries and lists of names (`/TH`), references (`12 0 R`) and numbers.
"""

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

Objects = dict[int, Any]


def finish(document: Any, pdf: Any) -> None:
    """Tie the cells of tables to their heads, and make running heads and feet artifacts, which nobody is read."""
    objects: Objects = {item.number: item for item in pdf.objects}
    root = _resolve(pdf.catalog["StructTreeRoot"], objects)
    in_tree = set()
    for number, element in _descendants(root, objects):
        in_tree.add(number)
        if element["S"] == "/Table":
            _tie_cells(element, objects)
    owners = _resolve(root["ParentTree"], objects)["Nums"]
    for page in objects.values():
        if isinstance(page, dict) and page.get("Type") == "/Page":
            of_page = owners[owners.index(page["StructParents"]) + 1]
            loose = {mark for mark, owner in enumerate(of_page) if _number(owner) not in in_tree}
            _make_artifacts(_resolve(page["Contents"], objects).stream, loose)
            of_page[:] = ["null" if mark in loose else owner for mark, owner in enumerate(of_page)]


def _tie_cells(table: Any, objects: Objects) -> None:
    """Say of every head whether it names a column or a row, and of every other cell which heads are its own.

    WeasyPrint ties them too, but counts columns wrongly where heads span rows.
    """
    rows = [element for _, element in _descendants(table, objects) if element["S"] == "/TR"]
    taken: set[tuple[int, int]] = set()
    column_heads: dict[int, list[Any]] = {}
    for place, row in enumerate(rows):
        in_head = _resolve(row["P"], objects)["S"] == "/THead"
        cells = [_resolve(kid, objects) for kid in row["K"]]
        row_heads = [] if in_head else [cell["ID"] for cell in cells if cell["S"] == "/TH"]
        column = 0
        for cell in cells:
            while (place, column) in taken:
                column += 1
            about = cell["A"]
            columns = range(column, column + about.get("ColSpan", 1))
            taken |= {(place + down, across) for down in range(about.get("RowSpan", 1)) for across in columns}
            if cell["S"] == "/TD":
                about["Headers"] = pydyf.Array([*row_heads, *column_heads.get(column, [])])
            elif in_head:
                about["Scope"] = "/Column"
                for across in columns:
                    column_heads.setdefault(across, []).append(cell["ID"])
            else:
                about["Scope"] = "/Row"


def _descendants(element: Any, objects: Objects) -> Iterator[tuple[int, Any]]:
    """Yield all elements under one in the tree, in the order of reading, with their object numbers."""
    for kid in element.get("K", ()):
        # A mark on the page is a number; a link's place on it is a reference to something that is no element.
        if isinstance(kid, bytes | str) and "S" in (child := _resolve(kid, objects)):
            yield _number(kid), child
            yield from _descendants(child, objects)


def _make_artifacts(stream: list[Any], marks: set[int]) -> None:
    """Turn marked content that has no place in the tree into artifacts: `/Span <</MCID 3>> BDC` → `/Artifact BMC`."""
    for place, item in enumerate(stream):
        if item == b"BDC" and stream[place - 1].get("MCID") in marks:
            stream[place - 2 : place + 1] = ["/Artifact", b"", b"BMC"]


def _resolve(reference: bytes | str, objects: Objects) -> Any:
    """Return the object a reference stands for."""
    return objects[_number(reference)]


def _number(reference: bytes | str) -> int:
    """Return the object number of a reference, `12 0 R`."""
    return int(reference.split()[0])
