"""A paragraph of Word's XML as text: runs that belong together, tracked changes, fields, links and what hangs in it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reporting.formats.docx_read_styles import Look
from reporting.formats.docx_read_xml import MC, Element, R, W, child, chosen, is_on, name_of, number, value
from reporting.intake.document.blocks import Span

_PLAIN = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
#: Elements that only wrap others. What a program does not know is read as if it were not there.
_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "rt", "delText", "instrText", "fldData"}
_SCHEMES = ("http://", "https://", "mailto:")


@dataclass
class Gathered:
    """What a paragraph holds: its spans in order, and pictures, text boxes and notes that hang in it."""

    spans: list[Span] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    underlined: list[bool] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    in_contents: bool = False
    hidden: list[str] = field(default_factory=list)


@dataclass
class Fields:
    """Fields that are open where one reads; they may go on over many paragraphs."""

    open: list[list[str]] = field(default_factory=list)

    @property
    def in_contents(self) -> bool:
        """Whether one stands in the document's table of contents."""
        return any("".join(code[:-1]).strip().upper().startswith("TOC") for code in self.open)

    @property
    def in_code(self) -> bool:
        """Whether one stands in what a field is, before what it shows."""
        return bool(self.open) and self.open[-1][-1] == "code"

    def edge(self, kind: str) -> None:
        """Take in the beginning, middle or end of a field."""
        if kind == "begin" and len(self.open) < 50:
            self.open.append(["code"])
        elif kind == "separate" and self.open:
            self.open[-1][-1] = "shown"
        elif kind == "end" and self.open:
            self.open.pop()

    def code(self, text: str) -> None:
        """Take in a piece of what the innermost field is."""
        if self.open:
            self.open[-1].insert(-1, text)


class TextReader:
    """Reads paragraphs one after another; counts what must be told of."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self._links = links
        self.fields = Fields()
        self.seen: Counter[str] = Counter()

    def read(self, paragraph: Element, look: Look) -> Gathered:
        """Return what a paragraph holds."""
        gathered = Gathered(in_contents=self.fields.in_contents)
        self._walk(paragraph, look, gathered, "")
        gathered.in_contents = gathered.in_contents or self.fields.in_contents
        return gathered

    def _walk(self, parent: Element, look: Look, into: Gathered, href: str) -> None:
        for element in parent:
            name = name_of(element)
            if name in ("del", "moveFrom"):
                self.seen["deleted"] += 1
            elif name in _SKIPPED:
                continue
            elif name == "r":
                self._run(element, look, into, href)
            elif name == "AlternateContent":
                for option in chosen(element):
                    self._walk(option, look, into, href)
            elif name == "sdt" and is_prompting(element):
                self.seen["prompting"] += 1
            elif name in ("oMath", "oMathPara"):
                text = "".join(piece.text or "" for piece in element.iter() if name_of(piece) == "t")
                self._add(into, text, look, None, href)
            else:
                if name in ("ins", "moveTo"):
                    self.seen["inserted"] += 1
                self._walk(element, look, into, self._link(element) if name == "hyperlink" else href)

    def _link(self, element: Element) -> str:
        address = self._links.get(element.get(f"{R}id") or "", "")
        return address if address.startswith(_SCHEMES) else ""

    def _run(self, run: Element, look: Look, into: Gathered, href: str) -> None:
        about = child(run, "rPr")
        for piece in run:
            name = name_of(piece)
            text = self._text_of(piece, name)
            if text:
                self._add(into, text, look, about, href)
            elif name == "fldChar":
                self.fields.edge(piece.get(f"{W}fldCharType") or "")
            elif name == "instrText":
                self.fields.code(piece.text or "")
            elif name in ("footnoteReference", "endnoteReference"):
                into.notes.append((name.removesuffix("Reference"), piece.get(f"{W}id") or ""))
            elif name in ("AlternateContent", "drawing", "pict", "object"):
                _hanging([piece], into)
            elif name == "ruby":
                self._walk(piece, look, into, href)

    def _text_of(self, piece: Element, name: str) -> str:
        """Return the text that a piece of a run stands for; nothing for what is no text."""
        if name == "t":
            return "" if self.fields.in_code else piece.text or ""
        if name == "br":
            return " " if piece.get(f"{W}type") in ("page", "column") else "\n"
        return _symbol(piece.get(f"{W}char") or "") if name == "sym" else _PLAIN.get(name, "")

    def _add(self, into: Gathered, text: str, look: Look, about: Element | None, href: str) -> None:
        hidden = is_on(about, "vanish")
        if look.hidden if hidden is None else hidden:
            into.hidden.append(text)
            return
        bold = is_on(about, "b")
        strong = look.bold if bold is None else bold
        raised = value(about, "vertAlign") == "superscript"
        into.spans.append(Span(text, strong=strong, href=href, raised=raised))
        if text.strip():
            into.sizes.append(number(value(about, "sz"), look.size))
            into.underlined.append((value(about, "u") or "none") != "none")


def _hanging(parent: Element | list[Element], into: Gathered) -> None:
    """Note the pictures and text boxes in a drawing."""
    for element in _deep(parent):
        name = name_of(element)
        if name == "txbxContent":
            into.boxes.append(element)
        elif name in ("blip", "imagedata", "chart", "relIds"):
            into.pictures.append(element)


def _deep(parent: Element | list[Element]) -> Iterator[Element]:
    """Yield elements below, without those in a text box, and one way only of what is written twice."""
    for element in parent:
        if element.tag == f"{MC}AlternateContent":
            for option in chosen(element):
                yield from _deep(option)
            continue
        yield element
        if name_of(element) != "txbxContent":
            yield from _deep(element)


def is_prompting(control: Element) -> bool:
    """Whether a content control shows only its own request to write something."""
    return child(control, "sdtPr/showingPlcHdr") is not None


def _symbol(code: str) -> str:
    """Return a character of a symbol font: bullets and arrows are in a private range."""
    try:
        sign = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= sign <= 0xF0FF:
        return {0xF0B7: "•", 0xF0A7: "▪", 0xF0E0: "→", 0xF0FE: "☒", 0xF06F: "☐", 0xF0A8: "☐"}.get(sign, "•")
    return chr(sign) if 0x20 <= sign < 0xD800 else ""
