"""The body of a Word document: paragraphs and tables in their order, each with its place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from reporting.formats.docx_read_numbers import Numbering
from reporting.formats.docx_read_styles import Look, Styles
from reporting.formats.docx_read_table import Tables, frame_of
from reporting.formats.docx_read_text import Gathered, TextReader, is_prompting
from reporting.formats.docx_read_xml import Element, R, W, child, chosen, name_of, number, value
from reporting.intake.document.blocks import Block, Item, LeftOut, Paragraph, Picture, Style, tidy, words
from reporting.intake.sorts import Refused

MAX_PARAGRAPHS = 60_000
MAX_DEPTH = 40
_TOO_LONG = "Dokumentet er for langt til å leses inn. Del det, eller ta ut vedlegg, og prøv igjen."
#: How much larger than running text a heading is, in half points.
_LARGER = 3
_WRAPPERS = frozenset(("ins", "moveTo", "customXml", "smartTag", "AlternateContent"))


class Body:
    """Reads the body once, from beginning to end, as generated numbers and fields need."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        links: Mapping[str, str],
        pictures: Any,
        notes: Mapping[tuple[str, str], Element],
    ) -> None:
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self.pictures = pictures
        self.text = TextReader(links)
        self._tables = Tables(self)
        self._pending: Gathered | None = None
        self._paragraphs = self._figures = self._told = 0
        self.left_out: list[LeftOut] = []

    @property
    def seen(self) -> Counter[str]:
        """How often something was met that the user is told of."""
        return self.text.seen

    def read(self, body: Element) -> Iterator[Block]:
        """Yield the blocks of the body."""
        yield from self._read(body, 0, contents=False)

    def _read(self, parent: Element, depth: int, *, contents: bool) -> Iterator[Block]:
        if depth > MAX_DEPTH:
            raise Refused(_TOO_LONG)
        for element in parent:
            name = name_of(element)
            if name == "p":
                self._paragraphs += 1
                yield from self.paragraphs(element, f"avsnitt {self._paragraphs}", contents=contents)
            elif name == "tbl" and (frame := frame_of(element)) is not None:
                # A box around everything, with true tables in it.
                yield from self._read(frame, depth + 1, contents=contents)
            elif name == "tbl":
                yield from self._tables.read(element)
            elif name == "sdt":
                yield from self._control(element, depth, contents=contents)
            elif name in ("altChunk", "subDoc"):
                self.seen["elsewhere"] += 1
            elif name in _WRAPPERS:
                self.seen["inserted"] += name in ("ins", "moveTo")
                for inside in chosen(element) if name == "AlternateContent" else (element,):
                    yield from self._read(inside, depth + 1, contents=contents)

    def _control(self, element: Element, depth: int, *, contents: bool) -> Iterator[Block]:
        """Yield what a content control holds; nothing where it only asks for something."""
        gallery = value(element, "sdtPr/docPartObj/docPartGallery") or ""
        inside = child(element, "sdtContent")
        if is_prompting(element):
            self.seen["prompting"] += 1
        elif inside is not None:
            is_contents = contents or "table of contents" in gallery.lower()
            yield from self._read(inside, depth + 1, contents=is_contents)

    def paragraphs(self, element: Element, place: str, *, contents: bool = False) -> Iterator[Block]:
        """Yield a paragraph where it has words, and after it what hangs in it: pictures, text boxes and notes."""
        self._told += 1
        if self._told > MAX_PARAGRAPHS:
            raise Refused(_TOO_LONG)
        about = child(element, "pPr")
        style_id = value(about, "pStyle") or ""
        look = self._styles.look(style_id)
        gathered = self.text.read(element, look)
        self._tell_hidden(gathered, place)
        if child(about, "rPr/del") is not None:
            # The end of the paragraph is deleted: its words go on in the next one.
            self.seen["deleted"] += 1
            self._pending = _joined(self._pending, gathered)
            return
        if self._pending is not None:
            gathered, self._pending = _joined(self._pending, gathered), None
        made = self._paragraph(about, style_id, look, gathered, place, contents)
        if made.text or made.label:
            yield made
        yield from self._hanging(gathered, place)

    def _paragraph(
        self, about: Element | None, style_id: str, look: Look, gathered: Gathered, place: str, contents: bool
    ) -> Paragraph:
        in_contents = contents or gathered.in_contents or look.kind == "contents"
        kind: Style = "contents" if in_contents else look.kind
        outline = value(about, "outlineLvl")
        level = look.level if outline is None else (number(outline, 9) + 1) % 10
        item, label = self._numbered(about, style_id, look)
        spans = tuple(gathered.spans)
        text = "".join(span.text for span in spans)
        return Paragraph(
            place=place,
            spans=spans,
            level=level if kind == "text" and text.strip() else 0,
            item=None if level else item,
            label=label,
            style=kind,
            stands_out=self._stands_out(gathered),
            asks=look.asks,
        )

    def _numbered(self, about: Element | None, style_id: str, look: Look) -> tuple[Item | None, str]:
        """Return the paragraph's place in a list, and the number that Word puts before it."""
        own = value(about, "numPr/numId")
        num_id = own if own is not None else look.num_id
        if child(about, "numPr/ilvl") is not None:
            level = number(value(about, "numPr/ilvl"))
        elif own is None and look.num_level is not None:
            level = look.num_level
        else:
            level = self._numbering.level_of_style(num_id, style_id)
        found = self._numbering.next(num_id, level)
        if found is None:
            return None, ""
        return Item(found.level, found.ordered, found.number), found.label

    def _stands_out(self, gathered: Gathered) -> bool:
        written = [span for span in gathered.spans if span.text.strip()]
        if not written:
            return False
        return (
            all(span.strong for span in written)
            or all(gathered.underlined)
            or min(gathered.sizes) >= self._styles.size + _LARGER
        )

    def _tell_hidden(self, gathered: Gathered, place: str) -> None:
        text = tidy("".join(gathered.hidden))
        if words(text):
            self.seen["hidden"] += 1
            self.left_out.append(LeftOut(place, text, "skjult tekst"))

    def _hanging(self, gathered: Gathered, place: str) -> Iterator[Block]:
        for picture in gathered.pictures:
            self._figures += 1
            yield self._picture(picture, f"figur {self._figures} ({place})")
        for box in gathered.boxes:
            self.seen["boxes"] += 1
            for inside in box:
                if name_of(inside) == "p":
                    yield from self.paragraphs(inside, f"{place}, tekstboks")
                elif name_of(inside) == "tbl":
                    yield from self._tables.read(inside)
        for key in gathered.notes:
            note = self._notes.get(key)
            name = f"fotnote ved {place}" if key[0] == "footnote" else f"sluttnote ved {place}"
            for inside in [] if note is None else note.findall(f"{W}p"):
                yield from self.paragraphs(inside, name)

    def _picture(self, element: Element, place: str) -> Picture:
        drawing = next((one for one in element.iterancestors() if name_of(one) in ("drawing", "pict", "object")), None)
        alt = element.get("title") or ""
        for one in [] if drawing is None else drawing.iter():
            if name_of(one) in ("docPr", "shape"):
                alt = one.get("descr") or one.get("alt") or one.get("title") or alt
                break
        relation = element.get(f"{R}embed") or element.get(f"{R}id") or ""
        try:
            sha256 = self.pictures[relation]
        except KeyError:
            sha256 = ""
        return Picture(place, tidy(alt).replace("\n", " "), sha256)


def _joined(first: Gathered | None, second: Gathered) -> Gathered:
    """Return two paragraphs as one."""
    if first is None:
        return second
    return Gathered(
        spans=[*first.spans, *second.spans],
        sizes=[*first.sizes, *second.sizes],
        underlined=[*first.underlined, *second.underlined],
        pictures=[*first.pictures, *second.pictures],
        boxes=[*first.boxes, *second.boxes],
        notes=[*first.notes, *second.notes],
        in_contents=first.in_contents or second.in_contents,
    )
