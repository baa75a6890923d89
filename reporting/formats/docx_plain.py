"""A simple Word document: headings, paragraphs, lists and tables, written as the few XML files that make one.

The library for Word is for reading; what is written here is so plain that it would only be in the way.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from reporting.typography import printable

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: The earliest that a zip can say, so that the same document has the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Heading(NamedTuple):
    """A heading of level 1 (the document's title) to 3."""

    text: str
    level: int = 2


class Text(NamedTuple):
    """A paragraph, or with `bullet` an item of a list."""

    text: str
    bullet: bool = False


class Grid(NamedTuple):
    """A table of texts with a head; the columns named in `right` are amounts."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()


Block = Heading | Text | Grid

_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/></Relationships>'
)


def write(blocks: Iterable[Block], language: str = "nb") -> bytes:
    """Return the document as docx; the same bytes for the same blocks."""
    body = "".join(_block(block) for block in blocks)
    document = f"{_HEAD}<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>"
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
        "word/styles.xml": _styles(language),
        "word/document.xml": document,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content.encode())
    return out.getvalue()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return _paragraph(block.text, f"Heading{block.level}")
    if isinstance(block, Text):
        return _paragraph(f"– {block.text}" if block.bullet else block.text, "ListItem" if block.bullet else "Normal")
    return _grid(block) + _paragraph("", "Normal")


def _paragraph(text: str, style: str, *, right: bool = False, bold: bool = False) -> str:
    align = '<w:jc w:val="right"/>' if right else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{weight}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr>{run}</w:p>'


def _grid(grid: Grid) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="B9C6D3"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = [_row(grid.head, grid.right, head=True), *(_row(row, grid.right) for row in grid.rows)]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{'<w:gridCol/>' * len(grid.head)}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], right: frozenset[int], *, head: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    inside = "".join(
        f"<w:tc>{_paragraph(cell, 'Normal', right=number in right, bold=head)}</w:tc>"
        for number, cell in enumerate(cells)
    )
    return f"<w:tr>{properties}{inside}</w:tr>"


def _styles(language: str) -> str:
    """Return the styles: one for running text, three headings that Word's own navigation knows, and list items."""
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in ((1, 36), (2, 28), (3, 24))
    )
    code = {"nb": "nb-NO", "nn": "nn-NO"}[language]
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/><w:lang w:val="{code}"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
        f"{headings}"
        '<w:style w:type="paragraph" w:styleId="ListItem"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="200"/></w:pPr></w:style></w:styles>'
    )
