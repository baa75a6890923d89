"""A table as the text of a CSV file: semicolons, a mark so that Excel reads UTF-8, no text that becomes a formula."""

import csv
import io
from collections.abc import Iterable

_FORMULA_STARTS = ("=", "+", "-", "@")
_BLANK_STARTS = ("\t", "\r", "\n")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of texts, the head first, as they stand in the file."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text, whatever a person wrote in it."""
    risky = cell.startswith(_BLANK_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS)
    return f"'{cell}" if risky else cell
