"""Lists that Word knows as lists: bullets and numbers in levels, each numbered list with a count of its own."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reporting.formats.docx_xml import add, element

#: Ids of the two kinds of list; the template's own go no higher than 9.
_BULLETS, _NUMBERS = "90", "91"
#: As many as rich text has.
LEVELS = 2
_INDENT = 360


class Lists:
    """The lists of a document."""

    def __init__(self, file: Document) -> None:
        self._numbering: Any = file.part.numbering_part.element
        self._used = max((int(one.get(qn("w:numId"))) for one in self._numbering.findall(qn("w:num"))), default=0)
        for place, (kind, form, text) in enumerate(((_BULLETS, "bullet", "•"), (_NUMBERS, "decimal", "%{}."))):
            self._numbering.insert(place, _kind(kind, form, text))

    def begin(self, *, ordered: bool, level: int, start: int) -> str:
        """Return the id of a new list whose items stand on a level from 0; a numbered one begins at `start`."""
        self._used += 1
        made = add(self._numbering, "w:num", numId=str(self._used))
        add(made, "w:abstractNumId", val=_NUMBERS if ordered else _BULLETS)
        if ordered:
            over = add(made, "w:lvlOverride", ilvl=str(level))
            add(over, "w:startOverride", val=str(start))
        return str(self._used)


def put_in(paragraph: Paragraph, list_id: str, level: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr()
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = int(list_id)


def _kind(number: str, form: str, text: str) -> Any:
    """Return what describes a kind of list: its mark and its indent on every level."""
    kind = element("w:abstractNum", abstractNumId=number)
    add(kind, "w:multiLevelType", val="hybridMultilevel")
    for level in range(LEVELS):
        one = add(kind, "w:lvl", ilvl=str(level))
        add(one, "w:start", val="1")
        add(one, "w:numFmt", val=form)
        add(one, "w:lvlText", val=text.format(level + 1))
        add(one, "w:lvlJc", val="left")
        add(add(one, "w:pPr"), "w:ind", left=str(_INDENT * (level + 1)), hanging=str(_INDENT))
    return kind
