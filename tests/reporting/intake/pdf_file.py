"""The blocks of a document laid out as a PDF, as a word processor would: lines, pages, ruled tables, head and foot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pdfminer.fontmetrics import FONT_METRICS

from reporting.intake.document.blocks import Grid, Paragraph, Source

WIDE, HIGH, MARGIN = 595, 842, 70
_BODY, _LEADING = 11, 1.25


def width(text: str, size: float, *, bold: bool) -> float:
    """Return how wide a text is in points."""
    _, widths = FONT_METRICS["Helvetica-Bold" if bold else "Helvetica"]
    return sum(widths.get(char, 556) for char in text) * size / 1000


@dataclass
class Layout:
    """Pages under way. `hyphens`: long words are broken at line ends.

    `rules`: `boxes` around cells, lines under `cells` each with its own piece, or lines over whole `rows` alone, with
    a shaded head where `shaded`. `contents`: with or without numbers of pages. `boxed_head`: lines under each page's.
    """

    head: str = "Midtre – handlingsplan"
    hyphens: bool = False
    rules: Literal["boxes", "cells", "rows"] = "boxes"
    shaded: bool = False
    contents: Literal["", "numbered", "bare"] = ""
    boxed_head: bool = False
    pages: list[list[str]] = field(default_factory=list)
    top: float = HIGH

    def put(self, x: float, y: float, text: str, size: float, *, bold: bool) -> None:
        """Print a text; y is from the top."""
        safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.pages[-1].append(f"BT /F{2 if bold else 1} {size} Tf {x:.2f} {HIGH - y:.2f} Td ({safe}) Tj ET")

    def page(self) -> None:
        """Begin a page, with its head and number."""
        self.pages.append([])
        self.put(MARGIN, 40, self.head, 9, bold=False)
        if self.boxed_head:
            for x in (MARGIN, WIDE / 2):
                self.line(x, WIDE / 2 - MARGIN, 46)
        self.put(WIDE / 2, HIGH - 30, f"Side {len(self.pages)}", 9, bold=False)
        self.top = MARGIN

    def line(self, x: float, wide: float, y: float) -> None:
        """Draw a line; y is from the top."""
        self.pages[-1].append(f"{x:.2f} {HIGH - y:.2f} m {x + wide:.2f} {HIGH - y:.2f} l S")

    def text(self, text: str, size: float = _BODY, *, bold: bool = False, indent: float = 0) -> None:
        """Print a paragraph, line by line."""
        for line in self.lines(text, WIDE - 2 * MARGIN - indent, size, bold=bold):
            if self.top + size * _LEADING > HIGH - MARGIN:
                self.page()
            self.top += size * _LEADING
            self.put(MARGIN + indent, self.top, line, size, bold=bold)
        self.top += size * 0.8

    def lines(self, text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
        """Yield the text as lines that fit."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if width(longer, size, bold=bold) <= room:
                line = longer
                continue
            if (
                self.hyphens
                and len(word) > 9
                and word.isalpha()
                and width(f"{line} {word[:4]}-", size, bold=bold) <= room
            ):
                yield f"{line} {word[:4]}-"
                line = word[4:]
                continue
            yield line
            line = word
        yield line

    def table(self, grid: Grid) -> None:
        """Print a table, with the lines that are wanted."""
        shares = [
            max(len(grid.text(row, n)) for row in range(len(grid.rows)) if grid.at(row, n).columns == 1) + 4
            for n in range(grid.width)
        ]
        room = WIDE - 2 * MARGIN
        widths = [room * min(share, 40) / sum(min(one, 40) for one in shares) for share in shares]
        for row in range(len(grid.rows)):
            starts = [n for n in range(grid.width) if grid.starts(row, n)]
            wide = {n: sum(widths[n : n + grid.at(row, n).columns]) for n in starts}
            cells = {n: list(self.lines(grid.at(row, n).text, wide[n] - 8, 9, bold=row == 0)) for n in starts}
            height = max(len(lines) for lines in cells.values()) * 9 * _LEADING + 8
            if self.top + height > HIGH - MARGIN:
                self.page()
            if self.rules == "rows":
                for y in (self.top, self.top + height) if row == 0 else (self.top + height,):
                    self.line(MARGIN, room, y)
            for n in starts:
                self.cell(MARGIN + sum(widths[:n]), wide[n], height, cells[n], head=row == 0)
            self.top += height
        self.top += 14

    def cell(self, x: float, wide: float, height: float, lines: Sequence[str], *, head: bool) -> None:
        """Print a cell of the row that begins at the top."""
        low = HIGH - self.top - height
        if self.rules == "boxes":
            self.pages[-1].append(f"{x:.2f} {low:.2f} {wide:.2f} {height:.2f} re S")
        elif self.rules == "cells":
            self.line(x, wide, self.top + height)
        elif head and self.shaded:
            self.pages[-1].append(f"0.9 g {x:.2f} {low:.2f} {wide - 0.1:.2f} {height:.2f} re f 0 g")
        for number, line in enumerate(lines, start=1):
            self.put(x + 4, self.top + number * 9 * _LEADING, line, 9, bold=head)


def pdf_of(source: Source, layout: Layout | None = None) -> bytes:
    """Return a document as a PDF."""
    out = layout or Layout()
    out.page()
    if out.contents:
        out.text("Innhold", 14, bold=True)
        for block in source.blocks:
            if isinstance(block, Paragraph) and block.level and block.style != "title":
                number = f"{'.' * 12} 3" if out.contents == "numbered" else ""
                out.text(f"{block.labelled} {number}", indent=18 * block.level)
        out.page()
    for block in source.blocks:
        if isinstance(block, Grid):
            out.table(block)
        elif isinstance(block, Paragraph):
            large = {1: 16, 2: 14, 3: 12.5}.get(block.level, 22 if block.style == "title" else _BODY)
            out.text(block.labelled, large, bold=block.stands_out, indent=18 if block.item else 0)
    return file_of(["\n".join(page) for page in out.pages])


def file_of(pages: Sequence[str]) -> bytes:
    """Return a PDF with these pages' drawing instructions."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
            for name in ("Helvetica", "Helvetica-Bold")
        ),
    ]
    for number, page in enumerate(pages):
        stream = page.encode("cp1252", "replace").decode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")
