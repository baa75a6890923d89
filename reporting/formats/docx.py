"""The plan as a Word document on the structure of KDD's template, for those who must go on working in Word.

python-docx writes it from the same printed plan (`reporting.document`) that the page and the PDF are made of, so that
chapters, tables and numbers are theirs. The same arguments give the same bytes.
"""

from collections.abc import Mapping

from reporting.document import build
from reporting.formats.docx_page import Page
from reporting.formats.docx_section import write_section
from reporting.formats.docx_title import write_contents, write_title_page
from reporting.formats.zipped import unzipped, zipped
from reporting.value import Handlingsplan, Standing

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(plan: Handlingsplan, standing: Standing, figures: Mapping[str, tuple[str, bytes]]) -> bytes:
    """Return the plan as docx. `figures` gives media type and bytes by SHA-256."""
    printed = build(plan, standing)
    # Word is for those who go on in KDD's template, which has no page of the year in figures.
    document = printed.model_copy(update={"sections": tuple(one for one in printed.sections if one.number)})
    page = Page(document, plan, figures)
    write_title_page(page)
    write_contents(page)
    for section in document.sections:
        write_section(page, section)
    return zipped(unzipped(page.bytes()))
