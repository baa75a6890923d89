"""What a Word document's styles say of a paragraph: heading or not, bold, how large, and in which list."""

import re
from functools import cache
from typing import NamedTuple

from reporting.formats.docx_read_xml import Element, W, child, is_on, number, value
from reporting.intake.document.blocks import Style

_KINDS: dict[str, Style] = {
    "title": "title",
    "tittel": "title",
    "subtitle": "subtitle",
    "undertittel": "subtitle",
    "caption": "caption",
    "bildetekst": "caption",
    "toc heading": "contents",
    "table of figures": "contents",
    "footnote text": "note",
    "endnote text": "note",
}
#: As `reporting.formats.docx_style` names them.
_PROMPT = re.compile(r"spørsmål [1-9]")
_NORMAL_SIZE = 22
_DEEPEST = 9


class Look(NamedTuple):
    """What a style gives the paragraphs that have it. `level` is that of a heading from 1, 0 for text.

    `asks`: it is our own documents' style of prompts.
    """

    kind: Style = "text"
    level: int = 0
    bold: bool = False
    size: int = _NORMAL_SIZE
    hidden: bool = False
    num_id: str = ""
    num_level: int | None = None
    asks: bool = False


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId") or "": style for style in found}
        self._normal = next(
            (
                style.get(f"{W}styleId") or ""
                for style in found
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self.size = number(value(child(root, "docDefaults"), "rPrDefault/rPr/sz"), _NORMAL_SIZE)
        self.look = cache(self._look)
        self.size = self.look(self._normal).size

    def _look(self, style_id: str) -> Look:
        look = Look(size=self.size)
        for style in reversed(self._chain(style_id or self._normal)):
            look = _over(look, style)
        return look

    def _chain(self, style_id: str) -> list[Element]:
        """Return the style and those it is based on, nearest first; a circle ends."""
        chain: list[Element] = []
        while (style := self._styles.get(style_id)) is not None and style not in chain and len(chain) < 30:
            chain.append(style)
            style_id = value(style, "basedOn") or ""
        return chain


def _over(look: Look, style: Element) -> Look:
    """Return the look with what a style says itself laid over it."""
    name = " ".join((value(style, "name") or "").lower().split())
    changes: dict[str, object] = {"asks": look.asks or bool(_PROMPT.fullmatch(name))}
    outline = value(style, "pPr/outlineLvl")
    if outline is not None:
        changes["level"] = number(outline) + 1 if 0 <= number(outline, 9) < _DEEPEST else 0
    elif name.startswith(("heading ", "overskrift ")) and name.rpartition(" ")[2].isdigit():
        changes["level"] = min(number(name.rpartition(" ")[2]), _DEEPEST)
    if name.startswith(("toc ", "innholdsfortegnelse ", "inh ")) or name in _KINDS:
        changes["kind"], changes["level"] = _KINDS.get(name, "contents"), 0
    elif changes.get("level"):
        changes["kind"] = "text"
    run, paragraph = child(style, "rPr"), child(style, "pPr")
    for key, switch in (("bold", "b"), ("hidden", "vanish")):
        if (said := is_on(run, switch)) is not None:
            changes[key] = said
    if (size := value(run, "sz")) is not None:
        changes["size"] = number(size, look.size)
    if (num_id := value(paragraph, "numPr/numId")) is not None:
        changes["num_id"] = num_id
        changes["num_level"] = (
            number(value(paragraph, "numPr/ilvl")) if child(paragraph, "numPr/ilvl") is not None else None
        )
    return look._replace(**changes)  # type: ignore[arg-type]
