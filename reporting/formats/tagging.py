"""What WeasyPrint leaves out of the structure tree of a PDF, put right just before the file is written.

The objects are pydyf's: dictionaries and lists of names (`/TH`), references (`12 0 R`) and numbers.
"""

from collections.abc import Iterator
from typing import Any

Objects = dict[int, Any]


def finish(document: Any, pdf: Any) -> None:
    """Give table heads their scope, and make running heads and feet artifacts, which no screen reader reads."""
    objects: Objects = {item.number: item for item in pdf.objects}
    _give_scopes(objects)
    root = _resolve(pdf.catalog["StructTreeRoot"], objects)
    in_tree = set(_descendants(root, objects))
    owners = _resolve(root["ParentTree"], objects)["Nums"]
    for page in objects.values():
        if isinstance(page, dict) and page.get("Type") == "/Page" and "StructParents" in page:
            of_page = owners[owners.index(page["StructParents"]) + 1]
            loose = {mark for mark, owner in enumerate(of_page) if _number(owner) not in in_tree}
            _make_artifacts(_resolve(page["Contents"], objects).stream, loose)
            of_page[:] = ["null" if mark in loose else owner for mark, owner in enumerate(of_page)]


def _give_scopes(objects: Objects) -> None:
    """Say on every table head whether it names its column or its row."""
    for item in objects.values():
        if isinstance(item, dict) and item.get("S") == "/TH":
            row = _resolve(item["P"], objects)
            in_head = _resolve(row["P"], objects)["S"] == "/THead"
            item["A"]["Scope"] = "/Column" if in_head else "/Row"


def _descendants(element: Any, objects: Objects) -> Iterator[int]:
    """Yield the numbers of all elements under one in the tree; numbers of marks and links to pages are no elements."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes | str):
            yield _number(kid)
            yield from _descendants(_resolve(kid, objects), objects)


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
