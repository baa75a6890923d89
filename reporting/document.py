"""The printed plan as a value: chapters, blocks and contents, in the order of KDD's template.

Both the preview on the page and the PDF are this one HTML. Chapters follow the form's prompts; what belongs to a
chapter besides the answer (goals, tables, signatures) hangs on the prompt's key, so that a form with other prompts
is printed too.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from django.template.loader import render_to_string
from django.templatetags.static import static

from plans.richtext import FigureRef
from plans.timeframe import in_words
from reporting import tables
from reporting.account.chapter import chapter as account_chapter
from reporting.charts import charts
from reporting.document_parts import only, part_of
from reporting.printed import (
    Block,
    ChartBlock,
    Document,
    Fact,
    Goal,
    Goals,
    PrintedFigure,
    Prose,
    Section,
    Sentence,
    Signatures,
    TableBlock,
)
from reporting.table import Table
from reporting.typography import enumerate_words, printable
from reporting.value import Answer, Delmaal, Figure, Handlingsplan, Party, Prompt, Standing, Tiltak
from reporting.words import STATUS_NYNORSK, WORDS, phase_word

#: A table with more columns than this stands on a page of its own, the long side across.
WIDEST_UPRIGHT = 7

#: The style sheet of the document, on screen and on paper.
SHEETS = ("document/fonts.css", "document/document.css")


class Attached(NamedTuple):
    """What a later app prints with a plan: its own title, the time of its last entry, and chapters after the plan's.

    The chapters are numbered on from the plan's own. `sheets` are style sheets of theirs in `static/document/`.
    """

    title: str
    description: str
    created: str
    chapters: tuple[Section, ...]
    sheets: tuple[str, ...] = ()


def build(plan: Handlingsplan, standing: Standing, attached: Attached | None = None) -> Document:
    """Return the printed plan; the same for the same arguments, whatever the day."""
    words = WORDS[plan.language]
    agreement = plan.agreement
    names = {"pilot": plan.pilot, "year": plan.year, "first": agreement.first_year, "last": agreement.last_year}
    document = Document(
        language=plan.language,
        title=f"Handlingsplan {plan.year}",
        pilot=plan.pilot,
        subtitle=words["subtitle"].format(**names),
        description=words["description"].format(**names),
        created=f"{plan.document_date.isoformat()}T00:00:00Z" if plan.document_date else "",
        footer=_footer(plan, standing),
        mark=version_mark(plan, standing),
        contents_heading=words["contents"],
        facts=tuple(_facts(plan, standing)),
        sections=tuple(_chapters(plan, standing)),
    )
    return document if attached is None else _with(document, attached)


def _with(document: Document, attached: Attached) -> Document:
    """Return the document under another title, and with chapters after its own."""
    first = len(document.sections) + 1
    more = tuple(one.model_copy(update={"number": first + place}) for place, one in enumerate(attached.chapters))
    return document.model_copy(
        update={
            "title": attached.title,
            "description": attached.description,
            "created": attached.created,
            "sections": (*document.sections, *more),
        }
    )


def _chapters(plan: Handlingsplan, standing: Standing) -> Iterator[Section]:
    """Yield the year in figures, a chapter for each of the form's prompts, and last the account of its changes."""
    yield from _year_in_figures(plan)
    for number, prompt in enumerate(plan.form.plan, start=1):
        yield _chapter(plan, standing, number, prompt)
    changes = account_chapter(plan, len(plan.form.plan) + 1, WIDEST_UPRIGHT)
    if changes:
        yield changes


def html(
    plan: Handlingsplan,
    standing: Standing,
    figure_url: Callable[[str], str],
    css_urls: Sequence[str] | None = None,
    attached: Attached | None = None,
    part: str = "",
) -> str:
    """Return the printed plan as one HTML page, for the preview on screen and for the PDF alike.

    `figure_url` gives the address of a figure from its SHA-256, `css_urls` the style sheets in order; without them
    the page links the site's own. `attached` is what is printed with the plan, `part` the key of a part that stands
    alone. Raises UnknownPart.
    """
    document = build(plan, standing, attached)
    if part:
        document = only(document, part_of(plan, part))
    context = {
        "document": document,
        "figures": _figures_in(document, plan, figure_url),
        "logo": _printed(plan.logo, figure_url) if plan.logo else None,
        "css_urls": [static(sheet) for sheet in SHEETS] if css_urls is None else css_urls,
    }
    return printable(render_to_string("reporting/document/document.html", context))


def figures(plan: Handlingsplan, figure_url: Callable[[str], str]) -> dict[str, PrintedFigure]:
    """Return the figures that the plan's texts show by SHA-256, numbered in the order they come in."""
    return _figures_in(build(plan, Standing()), plan, figure_url)


def _figures_in(document: Document, plan: Handlingsplan, figure_url: Callable[[str], str]) -> dict[str, PrintedFigure]:
    """Return the figures of a document."""
    found = {figure.sha256: figure for figure in plan.figures}
    used = dict.fromkeys(sha256 for section in document.sections for sha256 in _figure_refs(section) if sha256 in found)
    label = WORDS[plan.language]["figure"]
    return {
        sha256: _printed(found[sha256], figure_url, label.format(number=number))
        for number, sha256 in enumerate(used, start=1)
    }


def _printed(figure: Figure, figure_url: Callable[[str], str], label: str = "") -> PrintedFigure:
    """Return a picture with its address."""
    return PrintedFigure(
        label=label,
        url=figure_url(figure.sha256),
        alt=figure.alt,
        caption=figure.caption,
        width=figure.width,
        height=figure.height,
    )


def _figure_refs(section: Section) -> Iterator[str]:
    """Yield the SHA-256 of every figure in the section, in the order of reading."""
    for block in section.blocks:
        if isinstance(block, Prose):
            yield from (node.sha256 for node in block.text if isinstance(node, FigureRef))
    for part in section.sections:
        yield from _figure_refs(part)


def _footer(plan: Handlingsplan, standing: Standing) -> str:
    """Return what the foot of every page says about the plan's standing; nothing once it is approved."""
    words = WORDS[plan.language]
    if standing.is_draft:
        return words["footer_draft"]
    return "" if standing.is_approved else words["footer_adopted"]


def version_mark(plan: Handlingsplan, standing: Standing) -> str:
    """Return the frozen version and its hash as the foot of every page has them; nothing for a draft."""
    if standing.version is None:
        return ""
    return WORDS[plan.language]["mark"].format(number=standing.version, sha256=standing.sha256)


def _facts(plan: Handlingsplan, standing: Standing) -> Iterator[Fact]:
    """Yield the lines of the title page."""
    words = WORDS[plan.language]
    status = (
        STATUS_NYNORSK.get(standing.status, standing.status_name) if plan.language == "nn" else standing.status_name
    )
    if municipalities := tuple(party.name for party in plan.agreement.municipalities):
        yield Fact(label=words["municipalities"], text=enumerate_words(municipalities))
    yield Fact(label=words["period"], text=f"{plan.agreement.first_year}–{plan.agreement.last_year}")
    if plan.document_date:
        yield Fact(label=words["date"], text=in_words(plan.document_date.isoformat()))
    yield Fact(label=words["status"], text=status[:1].upper() + status[1:])


def _chapter(plan: Handlingsplan, standing: Standing, number: int, prompt: Prompt) -> Section:
    """Return a numbered chapter: what stands before its answer, the answer, what stands after, and its parts."""
    answer = _blocks_of(plan, plan.answers, prompt, level=3)
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    if prompt.key == "introduksjon" and plan.delmaal:
        after = (_goals(plan),)
    elif prompt.key == "handlingsplan_per_delmaal":
        before = (_table(tables.overview(plan)),) if plan.delmaal else ()
        parts = tuple(_delmaal(plan, delmaal) for delmaal in plan.delmaal)
    elif prompt.key == "forankring":
        before = tuple(_anchoring(plan, standing))
        parts = tuple(_signatures(plan))
    elif prompt.key == "budsjett_avtaleperioden":
        before = (_table(tables.agreement_years(plan)),)
    elif prompt.key == "samlet_budsjett":
        before = (_table(tables.financing(plan)),)
    return Section(
        anchor=f"del-{prompt.key}",
        kind="chapter",
        level=2,
        heading=prompt.wording,
        number=number,
        landscape=any(isinstance(block, TableBlock) and len(block.table.columns) > WIDEST_UPRIGHT for block in before),
        blocks=(*before, *answer, *after),
        sections=parts,
    )


def _blocks_of(plan: Handlingsplan, answers: Sequence[Answer], prompt: Prompt, level: int) -> tuple[Block, ...]:
    """Return what was answered to a prompt, or why it is not relevant; nothing where nothing was answered."""
    for answer in answers:
        if answer.key == prompt.key and answer.text:
            return (Prose(text=answer.text, level=level),)
        if answer.key == prompt.key and answer.not_relevant_reason:
            sentence = WORDS[plan.language]["not_relevant"].format(reason=answer.not_relevant_reason)
            return (Sentence(text=sentence, role="not-relevant"),)
    return ()


def _year_in_figures(plan: Handlingsplan) -> Iterator[Section]:
    """Yield the page with the year's bars and their figures, which answers no prompt; nothing without any money."""
    words = WORDS[plan.language]
    parts = tuple(
        Section(
            anchor=chart.key,
            kind="part",
            level=3,
            heading=chart.title,
            listed=False,
            blocks=(ChartBlock(chart=chart), TableBlock(table=chart.table, caption=chart.title)),
        )
        for chart in charts(plan)
    )
    if parts:
        note = Sentence(text=words["chart_note"])
        heading = words["year_in_figures"]
        yield Section(anchor="aret-i-tall", kind="chapter", level=2, heading=heading, blocks=(note,), sections=parts)


def _answers(
    plan: Handlingsplan, place: str, answers: Sequence[Answer], prompts: Sequence[Prompt], level: int
) -> Iterator[Section]:
    """Yield the answers of a delmål or tiltak, each under its prompt as a heading; unanswered prompts are left out."""
    for prompt in prompts:
        blocks = _blocks_of(plan, answers, prompt, level + 1)
        if blocks:
            yield Section(
                anchor=f"{place}-{prompt.key}",
                kind="prompt",
                level=level,
                heading=prompt.wording,
                listed=False,
                blocks=blocks,
            )


def _table(table: Table, caption: str = "") -> TableBlock:
    """Return a table as a block, under its own title unless other words stand above it."""
    return TableBlock(table=table, caption=caption or table.title)


def _goals(plan: Handlingsplan) -> Goals:
    """Return the list of delmål, each leading to its own page."""
    goals = tuple(
        Goal(number=delmaal.number, title=delmaal.title, anchor=f"delmaal-{delmaal.uid}") for delmaal in plan.delmaal
    )
    return Goals(lead=WORDS[plan.language]["goals"], goals=goals)


def _delmaal(plan: Handlingsplan, delmaal: Delmaal) -> Section:
    """Return a delmål: its answers, the table of its tiltak, and every tiltak."""
    anchor = f"delmaal-{delmaal.uid}"
    prompts = tuple(_answers(plan, anchor, delmaal.answers, plan.form.delmaal, level=4))
    table = _table(tables.tiltak_of(plan, delmaal), plan.form.lead)
    listed = Section(anchor=f"{anchor}-tiltak", kind="part", level=4, heading="", listed=False, blocks=(table,))
    return Section(
        anchor=anchor,
        kind="delmaal",
        level=3,
        heading=f"Delmål {delmaal.number}: {delmaal.title}",
        sections=(
            *prompts,
            *((listed,) if delmaal.tiltak else ()),
            *(_tiltak(plan, tiltak) for tiltak in delmaal.tiltak),
        ),
    )


def _tiltak(plan: Handlingsplan, tiltak: Tiltak) -> Section:
    """Return a tiltak with its phase and its answers."""
    anchor = f"tiltak-{tiltak.uid}"
    phase = phase_word(tiltak.phase, plan.language)
    phase = phase[:1].upper() + phase[1:]
    status = (Sentence(text=f"{WORDS[plan.language]['status']}: {phase}", role="status"),) if phase else ()
    return Section(
        anchor=anchor,
        kind="tiltak",
        level=4,
        heading=f"Tiltak {tiltak.number}: {tiltak.title}",
        blocks=status,
        sections=tuple(_answers(plan, anchor, tiltak.answers, plan.form.tiltak, level=5)),
    )


def _anchoring(plan: Handlingsplan, standing: Standing) -> Iterator[Sentence]:
    """Yield who adopts the plan and when, and before which councils it is laid."""
    words = WORDS[plan.language]
    when = f" {in_words(standing.adoption_date.isoformat())}" if standing.adoption_date else ""
    if standing.case_number:
        when += f", {words['case'].format(number=standing.case_number)}"
    yield Sentence(text=words["to_be_adopted" if standing.is_draft else "adopted"].format(when=when))
    names = tuple(_everyday(party) for party in plan.agreement.municipalities)
    if names:
        yield Sentence(text=words["council" if len(names) == 1 else "councils"].format(names=enumerate_words(names)))


def _signatures(plan: Handlingsplan) -> Iterator[Section]:
    """Yield the part with a signature line per signing party, where any party signs."""
    words = WORDS[plan.language]
    names = tuple(
        words["municipality"].format(name=_everyday(party)) if party.kind == "kommune" else party.name
        for party in plan.agreement.signatories
    )
    if names:
        block = Signatures(signature=words["signature"], place_and_date=words["place_and_date"], names=names)
        yield Section(
            anchor="underskrifter", kind="part", level=3, heading=words["signatures"], listed=False, blocks=(block,)
        )


def _everyday(party: Party) -> str:
    """Return a municipality's Norwegian name, where the official one is in several languages."""
    return party.short_name or party.name
