"""Rich text in the Word document: paragraphs, headings, lists, links, figures, and tables that people wrote."""

import io
from collections.abc import Iterable

from docx.image.exceptions import UnrecognizedImageError
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from plans.richtext import Block, FigureRef, Heading, ListBlock, RichText, Run, Table
from reporting.formats import docx_list
from reporting.formats.docx_grid import Grid
from reporting.formats.docx_page import Page
from reporting.formats.docx_style import LINK
from reporting.formats.docx_xml import add
from reporting.typography import keep_together, printable
from reporting.value import Figure
from reporting.words import WORDS

_HIGHEST_PICTURE = Mm(190)
_DEEPEST = 6


def write_text(page: Page, blocks: RichText, level: int) -> None:
    """Write rich text; `level` is Word's level of its own highest headings."""
    for block in blocks:
        _write_block(page, block, level)


def _write_block(page: Page, block: Block, level: int) -> None:
    match block:
        case Heading():
            write_runs(page, page.paragraph(f"Heading {min(_DEEPEST, level + block.level - 1)}"), block.runs)
        case ListBlock():
            _write_list(page, block, 0)
        case Table():
            _write_table(page, block)
        case FigureRef():
            _write_figure(page, block.sha256)
        case _:
            write_runs(page, page.paragraph("Normal"), block.runs)


def write_runs(page: Page, paragraph: Paragraph, runs: Iterable[Run]) -> None:
    """Write text with bold and links into a paragraph."""
    for run in runs:
        made = paragraph.add_run(printable(keep_together(run.text)))
        made.bold = run.strong or None
        if run.href:
            made.style = LINK
            link = add(paragraph._p, "w:hyperlink")
            link.set(qn("r:id"), page.relation(run.href))
            link.append(made._r)


def _write_list(page: Page, block: ListBlock, level: int) -> None:
    """Write a list and the lists in it."""
    name = page.lists.begin(ordered=block.ordered, level=level, start=block.start)
    style = ("List Number" if block.ordered else "List Bullet") + (f" {level + 1}" if level else "")
    for item in block.items:
        paragraph = page.paragraph(style)
        docx_list.put_in(paragraph, name, level)
        write_runs(page, paragraph, item.runs)
        if item.sublist:
            _write_list(page, item.sublist, level + 1)


def _write_table(page: Page, block: Table) -> None:
    """Write a table that somebody wrote in a text: all columns of one width."""
    heads = [block.head] if block.head else []
    columns = max((len(row) for row in (*heads, *block.rows)), default=0)
    if not columns:
        return
    grid = Grid(page, [Length(page.width // columns)] * columns)
    for place, row in enumerate((*heads, *block.rows)):
        cells = grid.row(head=place < len(heads))
        for cell, written in zip(row, cells, strict=False):
            write_runs(page, written, cell.runs)
    grid.end()


def _write_figure(page: Page, sha256: str) -> None:
    """Write a picture with its alternative text, and its number and caption under it."""
    figure = page.pictures.get(sha256)
    if figure is None:
        return
    if sha256 not in page.shown:
        page.shown.append(sha256)
    paragraph = page.paragraph("Normal")
    paragraph.paragraph_format.keep_with_next = True
    write_picture(page, paragraph, figure, (page.width, _HIGHEST_PICTURE))
    label = WORDS[page.printed.language]["figure"].format(number=page.shown.index(sha256) + 1)
    caption = page.paragraph("Caption", label)
    caption.paragraph_format.keep_with_next = False
    if figure.caption:
        caption.add_run(printable(f": {figure.caption}"))


def write_picture(page: Page, paragraph: Paragraph, figure: Figure, within: tuple[int, int]) -> None:
    """Write a picture with its alternative text, no wider and no higher than `within`."""
    widest, highest = within
    try:
        _, data = page.figures[figure.sha256]
        width = min(Length(widest), Length(int(highest * figure.width / figure.height)))
        picture = paragraph.add_run().add_picture(io.BytesIO(data), width=width)
        picture._inline.docPr.set("descr", printable(figure.alt))
    except (KeyError, UnrecognizedImageError):
        # Word has no such pictures; what the picture shows is told in its place.
        paragraph.add_run(printable(figure.alt)).italic = True
