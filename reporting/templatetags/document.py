"""Tags of the printed plan: rich text, and the places of a table. Page and PDF use the same."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from plans import paths
from plans.richtext import Block, Heading, ListBlock, Paragraph, RichText, Run
from reporting import words
from reporting.origins import place_key
from reporting.printed import Block as PrintedBlock
from reporting.printed import PrintedFigure
from reporting.table import Cell, Table
from reporting.typography import keep_together

register = template.Library()

DEEPEST_HEADING = 6


class Head(NamedTuple):
    """A cell of a table's head."""

    text: str
    kind: str
    scope: str = "col"
    columns: int = 1
    rows: int = 1


class Place(NamedTuple):
    """A cell of a table's body with what its column and row say about it."""

    cell: Cell
    kind: str
    is_head: bool
    in_brackets: bool = False
    columns: int = 1
    key: str = ""


class BodyRow(NamedTuple):
    """A row of a table's body."""

    kind: str
    places: tuple[Place, ...]


@register.filter
def whole(text: str) -> str:
    """Return the text with its amounts and dates kept on one line."""
    return keep_together(text)


@register.filter
def certainty_word(key: str) -> str:
    """Return the portal's own word for how sure an amount is."""
    return words.certainty_word(key, "nb")


@register.simple_tag(takes_context=True)
def printed_certainty(context: Context, key: str) -> str:
    """Return the plan's word for how sure an amount is, in the `language` of the context; bokmål without one."""
    return words.certainty_word(key, context.get("language") or "nb")


@register.simple_tag(takes_context=True)
def printed_word(context: Context, name: str) -> str:
    """Return one of the fixed words of the printed plan, in the `language` of the context; bokmål without one."""
    return words.WORDS["nn" if context.get("language") == "nn" else "nb"][name]


@register.filter
def template_of(block: PrintedBlock) -> str:
    """Return the name of the template that prints a block."""
    return f"reporting/document/{block.kind}.html"


@register.filter
def at(mapping: Mapping[str, object] | str, key: str) -> object:
    """Return what the mapping holds under a key, or None; a template without the mapping has an empty string."""
    return mapping.get(key) if isinstance(mapping, Mapping) else None


@register.simple_tag
def answer_path(place: str, uid: str, key: str) -> str:
    """Return the path of the answer to a prompt; `uid` is empty for the plan's own."""
    return paths.answer(place, uid, key)


@register.simple_tag
def tiltak_path(uid: str, name: str) -> str:
    """Return the path of a field of a tiltak."""
    return paths.tiltak_field(uid, name)


@register.filter
def family(table: Table) -> str:
    """Return the kind of a table for the style sheet: `delmaal` for each table of tiltak, else the table's own key."""
    return "delmaal" if table.key.startswith("delmaal-") else table.key


@register.filter
def head_rows(table: Table) -> tuple[tuple[Head, ...], ...]:
    """Return the head as one row, or as two where columns are grouped under a common heading."""
    if not any(column.group for column in table.columns):
        return (tuple(Head(column.heading, column.kind) for column in table.columns),)
    upper: list[Head] = []
    for column in table.columns:
        if not column.group:
            upper.append(Head(column.heading, column.kind, rows=2))
        elif upper and upper[-1].scope == "colgroup" and upper[-1].text == column.group:
            upper[-1] = upper[-1]._replace(columns=upper[-1].columns + 1)
        else:
            upper.append(Head(column.group, "group", scope="colgroup"))
    return tuple(upper), tuple(Head(column.heading, column.kind) for column in table.columns if column.group)


@register.filter
def has_kroner(table: Table) -> bool:
    """Tell whether a table has amounts."""
    return any(column.kind == "kroner" for column in table.columns)


@register.filter
def bodies(table: Table) -> tuple[tuple[BodyRow, ...], ...]:
    """Return the rows, a body for each group, and one for the total where there are groups.

    The first column of text names its row, and the name of a group spans the table.
    """
    head = next(place for place, column in enumerate(table.columns) if column.kind == "text")
    grouped = any(row.kind == "group" for row in table.rows)
    found: list[list[BodyRow]] = [[]]
    for index, row in enumerate(table.rows):
        if found[-1] and grouped and row.kind in ("group", "total"):
            found.append([])
        found[-1].append(BodyRow(row.kind, _places(table, index, head)))
    return tuple(tuple(body) for body in found)


def _places(table: Table, number: int, head: int) -> tuple[Place, ...]:
    """Return the cells of a row, the one at `head` as its name."""
    row, columns = table.rows[number], table.columns
    if row.kind == "group":
        return (Place(row.cells[head], columns[head].kind, is_head=True, columns=len(columns)),)
    return tuple(
        Place(
            cell,
            column.kind,
            is_head=index == head,
            in_brackets=row.kind == "outside",
            key=place_key(table, number, index),
        )
        for index, (cell, column) in enumerate(zip(row.cells, columns, strict=True))
    )


@register.filter
def heading_level(heading: Heading, base: int) -> int:
    """Return the level of a heading inside a text whose own highest headings are of level `base`."""
    return min(DEEPEST_HEADING, base + heading.level - 1)


@register.filter
def is_like_heading(node: Block) -> bool:
    """Tell whether a paragraph or a list's only item is all bold.

    People write headings so, and a page must not part them from what follows.
    """
    if isinstance(node, Paragraph):
        return _all_bold(node.runs)
    if isinstance(node, ListBlock):
        return len(node.items) == 1 and node.items[0].sublist is None and _all_bold(node.items[0].runs)
    return False


def _all_bold(found: Iterable[Run]) -> bool:
    return all(run.strong for run in found)


@register.filter
def runs(found: Iterable[Run]) -> SafeString:
    """Return text with bold and links as HTML."""
    return mark_safe("".join(_run(run) for run in found))  # each run is escaped below


def _run(run: Run) -> str:
    """Return one stretch of text as HTML."""
    text = conditional_escape(keep_together(run.text))
    if run.href:
        # Nothing but text inside a link: WeasyPrint makes a second link of each element there.
        text = format_html('<a href="{}">{}</a>', run.href, text)
    return format_html("<strong>{}</strong>", text) if run.strong else text


@register.simple_tag
def richtext(blocks: RichText, base_level: int, figures: Mapping[str, PrintedFigure] | None = None) -> SafeString:
    """Return rich text as HTML.

    `base_level` is the level of its own highest headings, `figures` what figures are printed as, by SHA-256. A figure
    that is not among them is left out.
    """
    context = {"blocks": blocks, "level": base_level, "figures": figures or {}}
    return render_to_string("reporting/document/richtext.html", context)
