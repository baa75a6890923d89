"""What WeasyPrint leaves out of the structure tree of a PDF."""

from typing import Any


def finish(document: Any, pdf: Any) -> None:
    """Say on every table head whether it names its column or its row; called before the file is written."""
    by_number: dict[int, Any] = {item.number: item for item in pdf.objects if hasattr(item, "get")}
    for item in by_number.values():
        if item.get("S") == "/TH":
            item["A"]["Scope"] = "/Row" if _is_in_body(item, by_number) else "/Column"


def _is_in_body(item: Any, by_number: dict[int, Any]) -> bool:
    """Tell whether a table head stands in a row of the table's body."""
    row = by_number[_number(item["P"])]
    return bool(by_number[_number(row["P"])]["S"] != "/THead")


def _number(reference: bytes | str) -> int:
    """Return the object number of a reference, `12 0 R`."""
    return int(reference.split()[0])
