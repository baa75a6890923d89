"""Tables as another program gets them, from JSON alone."""

import json

from tests.reporting.readback import Grid, Seen, plain


def read(data: bytes, key: str) -> Grid:
    """Return the table with this key from an export."""
    table = json.loads(data)["tables"][key]
    heads = {column[name] for column in table["columns"] for name in ("heading", "group")} - {""}
    rows = tuple(
        tuple(
            Seen(
                text=plain(cell["text"]),
                kroner=cell["kroner"],
                brackets=row["kind"] == "outside" and cell["kroner"] is not None,
                marks=tuple(cell["marks"]),
                uncounted=tuple(sorted((part["kroner"], part["certainty"]) for part in cell["uncounted"])),
                notes=tuple(cell["notes"]),
            )
            for cell in row["cells"]
        )
        for row in table["rows"]
    )
    return Grid(frozenset(heads), rows, tuple(map(plain, table["footnotes"])))
