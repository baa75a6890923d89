"""The first pages of the Word document: what it is and whose, and its contents."""

from collections.abc import Iterator

from docx.shared import Mm

from reporting.formats.docx_page import Page
from reporting.formats.docx_section import write_link
from reporting.formats.docx_text import write_picture
from reporting.formats.docx_xml import field_code, field_edge
from reporting.printed import Section
from reporting.typography import keep_together, printable

#: Headings down to tiltak, as links, and no page numbers in a web view.
_CONTENTS = 'TOC \\o "1-3" \\h \\z'
_DEEPEST = 3
#: The logo is no wider and no higher than this.
_LOGO = Mm(80), Mm(26)


def write_title_page(page: Page) -> None:
    """Write the logo, title, pilot, and the facts that stand on the first page."""
    printed = page.printed
    if page.logo:
        write_picture(page, page.paragraph("Normal"), page.logo, _LOGO)
    page.paragraph("Title", f"{printed.title} – {printed.pilot}")
    page.paragraph("Subtitle", printed.subtitle)
    for fact in printed.facts:
        line = page.paragraph("Normal")
        line.add_run(printable(f"{fact.label}: ")).bold = True
        line.add_run(printable(keep_together(fact.text)))


def write_contents(page: Page) -> None:
    """Write the contents as a field, filled with links as it stands now; Word puts page numbers in when it is updated.

    Asking Word to update it on opening would make it ask the reader a question that sounds like a warning.
    """
    page.paragraph("TOC Heading", page.printed.contents_heading).paragraph_format.page_break_before = True
    entries = list(_listed(page.printed.sections, 1))
    lines = [page.paragraph(f"toc {level}") for level, _ in entries] or [page.paragraph("toc 1")]
    field_code(lines[0], _CONTENTS)
    for line, (_, section) in zip(lines, entries, strict=False):
        number = f"{section.number} " if section.number else ""
        write_link(page, line, section.anchor, number + section.heading)
    field_edge(lines[-1], "end")


def _listed(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    """Yield the sections that the contents name, each with its level, in the order of reading."""
    for section in sections:
        if section.listed and section.heading:
            yield level, section
        if level < _DEEPEST:
            yield from _listed(section.contents, level + 1)
