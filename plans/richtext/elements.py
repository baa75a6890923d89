"""HTML as a plain tree of elements, whatever was pasted.

libxml2 splits the text into tags and closes what was left open; it runs nothing, fetches nothing and knows no entity
but the characters HTML names. Its events come one at a time, so that a text made to wear the reader out is refused
early.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from plans.richtext import characters
from plans.richtext.limits import MAX_DEPTH, RichTextError, check_length

# Small pieces, because the parser reports a refusal only at the end of a piece.
_PIECE = 4096


@dataclass
class Element:
    """An element with its attributes and what is inside it, in order. Tag and attribute names are lower case."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def text(self) -> str:
        """Return all text inside the element."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def read_elements(html: str) -> Element:
    """Return the root element of the HTML; comments and declarations are gone.

    Raises `RichTextError` over `MAX_CHARACTERS` characters or `MAX_DEPTH` elements inside one another.
    """
    check_length(html)
    html = characters.remove_invisible(html)
    target = _Tree()
    # A text of white space only is no document to the parser.
    if html.strip():
        parser = etree.HTMLParser(target=target, no_network=True)
        for start in range(0, len(html), _PIECE):
            parser.feed(html[start : start + _PIECE])
        parser.close()
    return target.root


class _Tree:
    """Receives the parser's events. `html` and `body`, which the parser adds, do not count as depth."""

    def __init__(self) -> None:
        self.root = Element("body")
        self._open = [self.root]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) > MAX_DEPTH + 2:
            raise RichTextError(
                f"Teksten har mer enn {MAX_DEPTH} lag med formatering inni hverandre. Lim den inn uten formatering."
            )
        element = Element(tag.lower(), {name.lower(): value or "" for name, value in attributes.items()})
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, tag: str) -> None:
        if len(self._open) > 1:
            self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].children.append(text)

    def close(self) -> None:
        """End of the document; the tree is read from `root`."""
