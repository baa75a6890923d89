"""A section of the printed plan in the Word document: its heading, its blocks and the sections under it."""

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Length
from docx.text.paragraph import Paragraph

from reporting.formats import docx_list
from reporting.formats.docx_page import Page
from reporting.formats.docx_style import HEADING, PROMPT, SIGNATURE
from reporting.formats.docx_table import write_table
from reporting.formats.docx_text import write_text
from reporting.formats.docx_xml import add
from reporting.printed import Block, ChartBlock, Goals, Prose, Section, Sentence, Signatures, TableBlock
from reporting.typography import keep_together, printable

#: The document's own title is no heading in Word, so a chapter, which is of level 2 on the page, is of level 1.
ABOVE = 1


def write_section(page: Page, section: Section) -> None:
    """Write a section and all that stands under it. A chapter begins a page, on paper that lies as its tables need."""
    if section.kind == "chapter" or section.landscape:
        page.turn(landscape=section.landscape)
    if section.heading:
        level = section.level - ABOVE
        style = (PROMPT if section.kind == "prompt" else HEADING).format(level=level)
        number = f"{section.number} " if section.number else ""
        heading = page.paragraph(style, keep_together(number + section.heading), at=section.anchor)
        heading.paragraph_format.page_break_before = section.kind in ("chapter", "delmaal") and not section.landscape
    for block in section.blocks:
        _write_block(page, block)
    for part in section.sections:
        write_section(page, part)


def _write_block(page: Page, block: Block) -> None:
    match block:
        case Prose():
            write_text(page, block.text, block.level - ABOVE)
        case Sentence():
            written = page.paragraph("Normal", keep_together(block.text))
            for run in written.runs:
                run.italic = block.role == "not-relevant" or None
        case Goals():
            _write_goals(page, block)
        case TableBlock():
            write_table(page, block.table, block.caption)
        case ChartBlock():
            pass  # its figures are the table after it
        case Signatures():
            _write_signatures(page, block)


def _write_goals(page: Page, goals: Goals) -> None:
    """Write the delmål as a numbered list, each leading to its own page."""
    page.paragraph("Normal", goals.lead).paragraph_format.keep_with_next = True
    for goal in goals.goals:
        item = page.paragraph("List Number")
        # A list of its own for each: the numbers are the delmål's, also where one is missing.
        docx_list.put_in(item, page.lists.begin(ordered=True, level=0, start=goal.number), 0)
        write_link(page, item, goal.anchor, goal.title)


def write_link(page: Page, paragraph: Paragraph, anchor: str, text: str) -> None:
    """Write a link to another place in the document."""
    run = paragraph.add_run(printable(keep_together(text)))
    link = add(paragraph._p, "w:hyperlink", anchor=page.bookmark(anchor), history="1")
    link.append(run._r)


def _write_signatures(page: Page, block: Signatures) -> None:
    """Write two lines to fill in for every party that signs."""
    for name in block.names:
        page.paragraph(SIGNATURE, name).runs[0].bold = True
        line = page.paragraph(SIGNATURE, f"{block.place_and_date}: \t  {block.signature}: \t")
        for part in (0.42, 1):
            line.paragraph_format.tab_stops.add_tab_stop(
                Length(int(page.width * part)), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES
            )
