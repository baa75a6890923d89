"""What the budget grid sends, as its script makes it."""

import json
from typing import Any

from budgets.services import Row, cell_base, row_kind

EMPTY = cell_base(())


def cell_sent(row: Row, kroner: str, source: str = "kdd", **more: Any) -> dict[str, Any]:
    """Return a cell of the plan's year as it is sent when an amount is typed in it; `more` says what is otherwise."""
    amount = {"certainty": "planlagt", "shared": "", "kroner": kroner, "note": ""}
    return {
        "kind": row_kind(row),
        "uid": str(row.uid),
        "source": source,
        "year": 2025,
        "base": EMPTY,
        "amounts": [amount] if kroner else [],
        **more,
    }


def cells_sent(*cells: dict[str, Any]) -> dict[str, str]:
    """Return the form of some cells."""
    return {"cells": json.dumps(cells)}
