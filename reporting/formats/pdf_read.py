"""Reading a PDF's text layer into blocks: pages without their heads and feet, paragraphs, tables and pictures.

pdfplumber finds letters, lines and boxes; what belongs together is told by where it stands and how it looks. A scanned
page has no letters and cannot be read.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reporting.formats.pdf_read_contents import Contents, contents_of
from reporting.formats.pdf_read_lines import Joined, Line, bullet_of, lines_of, paragraphs_of
from reporting.formats.pdf_read_rules import best_of, edge_lines, ruled_tables
from reporting.formats.pdf_read_tables import goes_on, grid_of, merged
from reporting.intake.document.blocks import Block, Grid, Item, LeftOut, Paragraph, Picture, Source, Span, words
from reporting.intake.sorts import Refused, sort_of

MAX_PAGES = 200
MAX_LETTERS = 1_500_000
#: A picture smaller than this is an ornament, in points.
_WIDE, _HIGH = 80, 40
_EDGE = 0.1
#: How far full lines reach at least, of what is between the margins.
_FULL = 0.9
#: A table has at least so many lines or boxes.
_FEWEST_RULES = 2
_TYPED_NUMBER = re.compile(
    r"(?:(?P<number>\d{1,2})[.)]|[a-z][.)])\s+(?=\S)"
    # No item begins with a date.
    r"(?!(?:jan|feb|mars|apr|mai|jun|jul|aug|sep|okt|nov|des)\w*\.? 20\d\d)"
)
_SCANNED = (
    "PDF-en har ingen tekst, bare bilder av sidene. Den er trolig skannet. Be om planen som Word-fil, eller som PDF "
    "laget direkte fra Word."
)
_BROKEN = (
    "PDF-en er skadet og kan ikke leses. Be om den på nytt, eller lagre den en gang til fra programmet den kom fra."
)
_LOCKED = "PDF-en er beskyttet med passord og kan ikke leses. Lagre den uten passord, og last den opp på nytt."


class _Placed(NamedTuple):
    """A piece of a page with where it begins, in points from the top."""

    top: float
    piece: Line | Grid | Picture | Paragraph


def read(data: bytes) -> Source:
    """Return a PDF as blocks. Raises Refused with a sentence that helps."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    if sort_of(data, ("pdf",)) != "pdf":
        raise Refused("Filen er ikke en PDF.")
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            return _Reader(file).source()
    except Refused:
        raise
    except PdfminerException as error:
        locked = any(isinstance(one, PDFPasswordIncorrect) for one in (error, *error.args))
        raise Refused(_LOCKED if locked else _BROKEN) from error
    except (MemoryError, RecursionError):
        raise
    # The library has no exception of its own for a file that is cut off or put together wrongly.
    except Exception as error:
        raise Refused(_BROKEN) from error


class _Reader:
    """Reads the pages of a PDF."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._pictures: dict[str, tuple[str, bytes]] = {}
        self._figures = self._tables = 0
        #: Words that stand somewhere in the document, to tell a broken word from two.
        self._words: Counter[str] = Counter()
        self._alts = _alternative_texts(file)
        if len(file.pages) > MAX_PAGES:
            raise Refused(f"PDF-en har {len(file.pages)} sider. Høyst {MAX_PAGES} sider kan leses. Ta ut vedleggene.")

    def source(self) -> Source:
        """Return the document."""
        pages: list[list[_Placed]] = []
        letters = 0
        texts: list[list[dict[str, Any]]] = []
        for page in self._file.pages:
            letters += len(page.chars)
            if letters > MAX_LETTERS:
                raise Refused("PDF-en har mer tekst enn en plan. Ta ut vedleggene, og prøv igjen.")
            texts.append(page.extract_words(extra_attrs=["fontname", "size"]))
            self._words.update(word["text"].strip(".,;:()").casefold() for word in texts[-1])
        heights = [float(page.height) for page in self._file.pages]
        contents = contents_of([lines_of(text, n) for n, text in enumerate(texts, start=1)], heights, _EDGE)
        self._edge_lines = edge_lines(self._file.pages)
        for number, (page, text) in enumerate(zip(self._file.pages, texts, strict=True), start=1):
            pages.append(self._page(page, number, text, contents.get(number - 1)))
            page.close()
        if not letters:
            raise Refused(_SCANNED)
        left_out = _without_edges(pages, heights)
        lines = [one.piece for page in pages for one in page if isinstance(one.piece, Line)]
        blocks = tuple(self._blocks(pages, _Looks(lines, float(self._file.pages[0].width))))
        return Source(blocks=blocks, left_out=left_out, pictures=self._pictures)

    def _page(self, page: Any, number: int, text: list[dict[str, Any]], contents: Contents | None) -> list[_Placed]:
        found: list[_Placed] = []
        if contents is not None:
            text = [word for word in text if not contents.top - 1 <= word["bottom"] <= contents.bottom + 1]
            found += [_Placed(line.top, _in_contents(line)) for line in contents.lines]
        ruled = len(page.lines) + len(page.rects) + len(page.curves) >= _FEWEST_RULES
        tables = self._tables_of(page, text) if ruled else []
        for table in tables:
            self._tables += 1
            grid = grid_of(table, text, f"tabell {self._tables} (side {number})", self._words)
            if grid is None:
                continue
            x0, top, x1, bottom = table.bbox
            box = (x0 - 1, top - 1, x1 + 1, bottom + 1)
            text = [word for word in text if not _inside(word, box)]
            found.append(_Placed(top, grid))
        found += [_Placed(line.top, line) for line in lines_of(text, number)]
        found += self._pictures_of(page, number)
        lines = [one for one in found if isinstance(one.piece, Line)]
        others = [one for one in found if not isinstance(one.piece, Line)]
        return _in_order(lines, others)

    def _tables_of(self, page: Any, text: list[dict[str, Any]]) -> list[Any]:
        return best_of(page.find_tables(), ruled_tables(page, text, self._edge_lines), float(page.height))

    def _pictures_of(self, page: Any, number: int) -> Iterator[_Placed]:
        for image in page.images:
            width, height = image["x1"] - image["x0"], image["bottom"] - image["top"]
            if width < _WIDE or height < _HIGH or image["bottom"] <= 0 or image["top"] >= page.height:
                continue
            corner = (min(image["x1"], page.width), min(image["bottom"], page.height))
            box = (max(image["x0"], 0), max(image["top"], 0), *corner)
            self._figures += 1
            alt = self._alts.pop(0) if self._alts else ""
            yield _Placed(image["top"], Picture(f"figur {self._figures} (side {number})", alt, self._drawn(page, box)))

    def _drawn(self, page: Any, box: tuple[float, float, float, float]) -> str:
        """Draw a part of a page as a picture, and return its SHA-256; nothing where it cannot be drawn."""
        out = io.BytesIO()
        try:
            page.crop(box).to_image(resolution=144).original.convert("RGB").save(out, "PNG", optimize=False)
        except (ValueError, OSError, RuntimeError):
            return ""
        data = out.getvalue()
        sha256 = hashlib.sha256(data).hexdigest()
        self._pictures[sha256] = ("image/png", data)
        return sha256

    def _blocks(self, pages: list[list[_Placed]], looks: "_Looks") -> Iterator[Block]:
        lines: list[Line] = []
        grid: Grid | None = None
        for page in pages:
            for place, one in enumerate(page):
                if isinstance(one.piece, Line):
                    if grid is not None:
                        yield grid
                        grid = None
                    lines.append(one.piece)
                    continue
                yield from looks.paragraphs(lines)
                lines = []
                if isinstance(one.piece, Grid):
                    if grid is not None and place == 0 and goes_on(grid, one.piece):
                        grid = merged(grid, one.piece)
                        continue
                    if grid is not None:
                        yield grid
                    grid = one.piece
                else:
                    if grid is not None:
                        yield grid
                        grid = None
                    yield one.piece
        yield from looks.paragraphs(lines)
        if grid is not None:
            yield grid


def _without_edges(pages: list[list[_Placed]], heights: Sequence[float]) -> tuple[LeftOut, ...]:
    """Take away what stands at the head and foot of the pages: it comes again, or is the page's number."""
    counts: Counter[tuple[str, int]] = Counter()
    for page, height in zip(pages, heights, strict=True):
        counts.update({key for one in page if (key := _edge_key(one, height))})
    often = max(2, len(pages) // 3)
    told: dict[str, LeftOut] = {}
    for number, (page, height) in enumerate(zip(pages, heights, strict=True), start=1):
        kept = []
        for one in page:
            key = _edge_key(one, height)
            alone = key is not None and isinstance(one.piece, Line) and _is_number(one.piece.text)
            again = key is not None and (counts[key] >= often or _again(counts, key[0]) >= often)
            if isinstance(one.piece, Line) and (alone or again):
                place = "topptekst" if one.top < height / 2 else "bunntekst"
                if words(one.piece.text):
                    reason = "topptekst og bunntekst er ikke en del av planen"
                    left = LeftOut(f"{place}, side {number}", one.piece.text, reason)
                    told.setdefault(re.sub(r"\d+", "", one.piece.text), left)
                continue
            kept.append(one)
        page[:] = kept
    return tuple(told.values())


def _again(counts: Counter[tuple[str, int]], text: str) -> int:
    """Return on how many pages an edge has a text, upright pages and others together, where it has more than one."""
    return sum(count for (other, _), count in counts.items() if other == text) if len(text.split()) > 1 else 0


def _in_contents(line: Line) -> Paragraph:
    return Paragraph(place=f"side {line.page}", spans=(Span(line.text),), style="contents")


class _Looks:
    """How running text looks in the document, which headings differ from."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        sizes = Counter[float]()
        for line in lines:
            sizes[line.size] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 11.0
        own = [line for line in lines if abs(line.size - self.size) < 0.6]
        ends = sorted(line.x1 for line in own)
        self.right = ends[int(len(ends) * 0.97)] if ends else 0.0
        starts = Counter(round(line.x0) for line in own)
        self.left = starts.most_common(1)[0][0] if starts else 0
        if self.right < _FULL * (width - self.left):
            # No line is full in so short a text: the page has its margin where it has it to the left.
            self.right = width - self.left
        larger = Counter(line.size for line in lines if line.page > 1 and line.size >= self.size + 0.7)
        #: Sizes of headings, the largest first; what comes once is a title.
        self.sizes = sorted((size for size, count in larger.items() if count > 1), reverse=True)

    def paragraphs(self, lines: Sequence[Line]) -> Iterator[Paragraph]:
        """Yield lines as paragraphs."""
        for one in paragraphs_of(lines, self.right):
            if made := self._paragraph(one):
                yield made

    def _paragraph(self, one: Joined) -> Paragraph | None:
        text, first = one.text, one.lines[0]
        if not text:
            return None
        bullet = bullet_of(text)
        bold = all(line.bold for line in one.lines)
        stands_out = bold or first.size >= self.size + 0.7
        level = self.sizes.index(first.size) + 1 if first.size in self.sizes and not bullet else 0
        depth = 1 if first.x0 > self.left + 30 else 0
        typed = _TYPED_NUMBER.match(text) if not (stands_out or bullet) else None
        item = Item(depth, ordered=False) if bullet else None
        if typed:
            item = Item(depth, ordered=True, number=int(typed["number"])) if typed["number"] else Item(1, ordered=False)
        return Paragraph(
            place=f"side {first.page}",
            spans=(Span(text[len(bullet) or (typed.end() if typed else 0) :], strong=bold),),
            level=min(level, 3),
            item=item,
            label=typed[0].strip() if typed else "",
            stands_out=stands_out,
        )


def _in_order(lines: list[_Placed], others: list[_Placed]) -> list[_Placed]:
    """Return lines in their own order, with tables and pictures where they begin."""
    found = list(lines)
    for one in sorted(others, key=lambda each: each.top):
        place = next((n for n, other in enumerate(found) if other.top > one.top), len(found))
        found.insert(place, one)
    return found


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a word is within a box."""
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _edge_key(one: _Placed, height: float) -> tuple[str, int] | None:
    """Return what tells a line at the edge of a page from others: its words without numbers, and its height."""
    if not isinstance(one.piece, Line) or _EDGE * height < one.top < (1 - _EDGE) * height:
        return None
    return re.sub(r"\d+", "#", one.piece.text), round(one.top / 8)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"(?:side|s\.)?\s*-?\s*\d{1,3}\s*-?(?:\s*(?:av|/|of)\s*\d{1,3})?", text, re.IGNORECASE))


def _alternative_texts(file: Any) -> list[str]:
    """Return the alternative texts of the figures in their order, where the PDF is tagged."""
    found: list[str] = []
    try:
        elements = list(file.structure_tree)
    except (KeyError, ValueError, TypeError, AttributeError):
        return found
    while elements and len(found) < 200:
        element = elements.pop(0)
        if element.get("type") == "Figure":
            found.append(" ".join(str(element.get("alt_text") or "").split()))
        elements = list(element.get("children") or []) + elements
    return found
