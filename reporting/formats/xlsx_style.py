"""How the workbook looks: one font, one colour, thin lines, and number formats that speak for themselves."""

from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format

#: A look is a set of XlsxWriter's own format properties.
Look: TypeAlias = dict[str, Any]

FONT = "Calibri"
INK = "#1E2B3C"
QUIET = "#5A6675"
HEAD_FILL = "#E3EAF1"
GROUP_FILL = "#F2F5F8"
LINE = "#B9C4D0"
STRONG_LINE = "#1E2B3C"

#: Excel's codes for border lines.
THIN, DOUBLE = 1, 6


def kroner_format(*, brackets: bool = False, before: str = "") -> str:
    """Return Excel's number format for whole kroner: `1 800 000 kr`, in brackets when it is outside the sums.

    `before` stands before the amount (such as «søkt»), so that the cell stays a number that can be added up. Amounts
    without brackets keep a bracket's width free at the right, so that digits stand under digits.
    """
    number = '\\(#,##0\\ "kr"\\)' if brackets else '#,##0\\ "kr"_)'
    return f'"{before}  "{number}' if before else number


BASE: Look = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
TITLE: Look = {"bold": True, "font_size": 16}
SUBTITLE: Look = {"font_color": QUIET}
SECTION: Look = {"bold": True, "font_size": 12, "bottom": THIN, "bottom_color": STRONG_LINE}
LABEL: Look = {"font_color": QUIET, "valign": "top"}
PARAGRAPH: Look = {"text_wrap": True, "valign": "top"}
FOOTNOTE: Look = {"text_wrap": True, "font_size": 10, "font_color": QUIET, "valign": "top"}
LINK: Look = {"font_color": "#0A4C95", "underline": 1, "valign": "top"}

HEAD: Look = {
    "bold": True,
    "text_wrap": True,
    "valign": "bottom",
    "bg_color": HEAD_FILL,
    "bottom": THIN,
    "bottom_color": STRONG_LINE,
}
HEAD_KRONER: Look = {**HEAD, "align": "right"}
#: Excel draws the button of a filter over the right end of a heading.
HEAD_FILTERED: Look = {**HEAD_KRONER, "indent": 2}
HEAD_ABOVE: Look = {"bg_color": HEAD_FILL}
HEAD_GROUP: Look = {"bold": True, "align": "center", "bg_color": HEAD_FILL, "bottom": THIN, "bottom_color": LINE}

#: What does not add up.
ALARM: Look = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#B3182D"}

_LINED: Look = {"bottom": THIN, "bottom_color": LINE}
ROWS: dict[str, Look] = {
    "group": {**_LINED, "bold": True, "bg_color": GROUP_FILL},
    "item": _LINED,
    "outside": _LINED,
    "uncounted": {**_LINED, "italic": True},
    "sum": {"bold": True, "bottom": THIN, "bottom_color": STRONG_LINE},
    "total": {
        "bold": True,
        "bg_color": HEAD_FILL,
        "top": THIN,
        "top_color": STRONG_LINE,
        "bottom": DOUBLE,
        "bottom_color": STRONG_LINE,
    },
}


class Styles:
    """The workbook's cell formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, look: Look) -> Format:
        """Return the format of a look on top of the workbook's own."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**BASE, **look})
        return self._made[key]

    def change(self, look: Look) -> Format:
        """Return what a look changes of a cell that has another; the font itself cannot be."""
        return self._workbook.add_format(look)
