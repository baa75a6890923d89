"""The Word document that is being written: what it says of itself, its pages, and paragraphs to fill."""

import datetime
import io
from collections.abc import Mapping

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from reporting.formats import docx_list, docx_style
from reporting.formats.docx_xml import add, field
from reporting.printed import Document
from reporting.typography import printable
from reporting.value import Handlingsplan

A4 = Mm(210), Mm(297)
MARGIN, FOOT = Mm(22), Mm(24)


class Page:
    """A document under way. Paragraphs, tables and pictures are added at its end."""

    def __init__(self, printed: Document, plan: Handlingsplan, figures: Mapping[str, tuple[str, bytes]]) -> None:
        self.printed, self.figures = printed, figures
        self.pictures = {figure.sha256: figure for figure in plan.figures}
        self.logo = plan.logo
        self.file = docx.Document()
        self.lists = docx_list.Lists(self.file)
        self._landscape = False
        self._anchors: dict[str, int] = {}
        #: The pictures that stand in the text so far, for their numbers.
        self.shown: list[str] = []
        docx_style.define(self.file, printed.language)
        self._say_what_it_is(plan)
        self._set_up()

    def _say_what_it_is(self, plan: Handlingsplan) -> None:
        """Write the document's properties. The date is the plan's, so that the same plan gives the same bytes."""
        day = plan.document_date or datetime.date(plan.year, 1, 1)
        moment = datetime.datetime.combine(day, datetime.time())
        about = self.file.core_properties
        about.title = printable(f"{self.printed.title} – {self.printed.pilot}")[:255]
        about.author = about.last_modified_by = printable(self.printed.pilot)[:255]
        about.subject = printable(self.printed.description)[:255]
        about.comments = printable(self.printed.mark)[:255]
        about.language = docx_style.LANGUAGES[self.printed.language]
        about.created = about.modified = moment
        package = self.file.part.package
        for key, relation in list(package.rels.items()):
            # The library's template brings a picture of its own first page.
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[key]

    def _set_up(self) -> None:
        """Set the size of the first pages. The title page has nothing at its head and foot."""
        section = self.file.sections[0]
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = section.top_margin = MARGIN
        section.bottom_margin = FOOT
        section.different_first_page_header_footer = True
        self._write_edges(section)

    def _write_edges(self, section: Section) -> None:
        """Write what stands at the head and foot of the pages: whose plan, where it stands, and which page it is."""
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.add_run(printable(f"{self.printed.pilot}\t{self.printed.title}"))
        foot.add_run(printable(self.printed.footer or self.printed.mark) + "\tSide ")
        field(foot, "PAGE")
        foot.add_run(" av ")
        field(foot, "NUMPAGES")
        for paragraph in (head, foot):
            stops = paragraph.paragraph_format.tab_stops
            # The style brings tabs for a page of another size.
            for stop in paragraph.style.paragraph_format.tab_stops if paragraph.style else ():
                stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
            stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)

    @property
    def width(self) -> Length:
        """How wide the text is on the page being written."""
        section = self.file.sections[-1]
        return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))

    def turn(self, *, landscape: bool) -> None:
        """Go on with the long side across, or upright; nothing when the page is so."""
        if landscape == self._landscape:
            return
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = A4[::-1] if landscape else A4
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        self._write_edges(section)
        self._landscape = landscape

    def paragraph(self, style: str, text: str = "", *, at: str = "") -> Paragraph:
        """Add a paragraph. `at` is the anchor that links to it name."""
        paragraph = self.file.add_paragraph(style=style)
        if at:
            name = self.bookmark(at)
            number = str(self._anchors[at])
            add(paragraph._p, "w:bookmarkStart", id=number, name=name)
        if text:
            paragraph.add_run(printable(text))
        if at:
            add(paragraph._p, "w:bookmarkEnd", id=number)
        return paragraph

    def bookmark(self, anchor: str) -> str:
        """Return Word's own name of an anchor, which may be no longer than 40 characters."""
        return f"_plan{self._anchors.setdefault(anchor, len(self._anchors) + 1)}"

    def relation(self, address: str) -> str:
        """Return the id by which a link leads out of the document."""
        return self.file.part.relate_to(printable(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def bytes(self) -> bytes:
        """Return the finished file."""
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()
