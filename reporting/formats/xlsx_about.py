"""The first sheet: what the workbook is, where the plan stands, and how its tables are read."""

import datetime
from collections.abc import Iterator, Sequence

from plans.timeframe import in_words
from reporting.document import version_mark
from reporting.formats.xlsx_page import Edges, Page, lines_of
from reporting.formats.xlsx_style import LABEL, LINK, PARAGRAPH, SECTION, SUBTITLE, TITLE
from reporting.formats.xlsx_words import Words
from reporting.typography import enumerate_words
from reporting.value import Handlingsplan, Standing
from reporting.words import STATUS_NYNORSK, WORDS

#: Characters: the column of labels and the column of what is said.
LABEL_WIDTH, TEXT_WIDTH = 32, 72


def _date(day: datetime.date | None) -> str:
    """Return a date in words, or nothing."""
    return in_words(day.isoformat()) if day else ""


def status_words(plan: Handlingsplan, standing: Standing) -> str:
    """Return the plan's status in its own written language."""
    return STATUS_NYNORSK.get(standing.status, standing.status_name) if plan.language == "nn" else standing.status_name


def _facts(plan: Handlingsplan, standing: Standing, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what is known about the plan, as label and text."""
    shared = WORDS[plan.language]
    status = status_words(plan, standing)
    yield shared["status"], status[:1].upper() + status[1:]
    yield shared["municipalities"], enumerate_words(tuple(party.name for party in plan.agreement.municipalities))
    yield shared["period"], f"{plan.agreement.first_year}–{plan.agreement.last_year}"
    yield words.document_date, _date(plan.document_date)
    yield words.to_be_adopted if standing.is_draft else words.adopted, _date(standing.adoption_date)
    yield words.case_number, standing.case_number
    if standing.version is not None:
        yield words.version, version_mark(plan, standing)
    state = [source for source in plan.sources if source.kind == "stat"]
    yield (
        words.sources,
        "\n".join(
            words.chapter.format(
                name=source.name, category=source.programme_category, chapter=source.chapter, post=source.post
            )
            for source in state
        ),
    )


def write_about(
    page: Page,
    plan: Handlingsplan,
    standing: Standing,
    words: Words,
    edges: Edges,
    sheets: Sequence[tuple[str, str]],
) -> None:
    """Write the sheet. `sheets` are the names of the other sheets with their titles."""
    page.widths([LABEL_WIDTH, TEXT_WIDTH])
    page.height(0, 1, spare=11)
    page.text(0, 0, words.about.format(year=plan.year, pilot=plan.pilot), TITLE)
    page.text(1, 0, words.about_subtitle.format(year=plan.year), SUBTITLE)
    row = 3
    for label, text in _facts(plan, standing, words):
        if text:
            page.text(row, 0, label, LABEL)
            _paragraph(page, row, 1, text, TEXT_WIDTH)
            row += 1
    row = _section(page, row + 1, words.sheets)
    for name, title in sheets:
        page.link(row, 0, name, LINK)
        _paragraph(page, row, 1, title, TEXT_WIDTH)
        row += 1
    row = _section(page, row + 1, words.how_to_read)
    for rule in words.rules:
        page.wide_text(row, (0, 1), rule, PARAGRAPH)
        page.height(row, lines_of(rule, (LABEL_WIDTH + TEXT_WIDTH) * 1.1))
        row += 1
    page.print_on_a4(edges, (row - 1, 1), landscape=False)


def _section(page: Page, row: int, heading: str) -> int:
    """Write a heading with a line under it across the sheet. Return the row after it."""
    page.text(row, 0, heading, SECTION)
    page.blank(row, 1, SECTION)
    page.height(row, 1)
    # The line touches no text.
    page.height(row + 1, 0, spare=5)
    return row + 2


def _paragraph(page: Page, row: int, column: int, text: str, width: int) -> None:
    """Write text on as many lines as it takes."""
    page.text(row, column, text, PARAGRAPH)
    page.height(row, lines_of(text, width))
