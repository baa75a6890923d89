"""Text as a workbook can hold it."""

import re

#: Excel's own limit for the text of a cell, in UTF-16 units as Excel counts.
MOST_UNITS = 32_767

# XML 1.0 has no place for these, not even escaped; C1 controls are allowed there but are never meant.
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FORMULA_STARTS = ("=", "+", "-", "@")


def clean(text: str) -> str:
    """Return the text without control characters, with line ends as LF, cut with «…» at what a cell can hold."""
    text = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_UNITS:
        return text
    return units[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", errors="ignore") + "…"


def looks_like_formula(text: str) -> bool:
    """Tell whether Excel would take the text for a formula if somebody opened the cell and pressed Enter."""
    return text.lstrip().startswith(_FORMULA_STARTS)


def references(notes: tuple[int, ...]) -> str:
    """Return footnote numbers raised, as `¹` or `¹ ²`; nothing without notes."""
    return " ".join(str(number).translate(_SUPERSCRIPT) for number in notes)
