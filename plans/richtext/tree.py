"""Between the normal form and the typed tree, and what is most often asked of the tree."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from itertools import groupby

from plans.richtext.elements import read_elements
from plans.richtext.lines import fold
from plans.richtext.nodes import Block, Cell, FigureRef, Heading, ListBlock, Paragraph, RichText, Run, Table
from plans.richtext.reading import read_pieces

#: How many trees are remembered, and how many characters of HTML one may be of. A long plan has two hundred answers,
#: few of them over a page, and loading it after a change finds all but one as they were.
_REMEMBERED = 4096
_LONGEST = 20_000


def parse(html: str) -> RichText:
    """Return the tree of the HTML; HTML in normal form keeps every character, any other is brought to it.

    Raises `RichTextError` where the text is beyond one of the `limits`.
    """
    # Nobody can change a tree, so that the same one may be given for the same HTML.
    return _remembered(html) if len(html) <= _LONGEST else _parse(html)


def _parse(html: str) -> RichText:
    return fold(read_pieces(read_elements(html)))


_remembered = lru_cache(maxsize=_REMEMBERED)(_parse)


def to_html(blocks: Iterable[Block]) -> str:
    """Return the HTML of the tree: for a tree that `parse` gave, the one normal form."""
    return "".join(map(_block, blocks))


def plain_text(blocks: Iterable[Block]) -> str:
    """Return the text alone: one line per paragraph, heading, item and table row, with tabs between a row's cells.

    Bullets, numbers and figures are not in it. Its length is what a limit on an answer's length is about.
    """
    return "\n".join(line for block in blocks for line in _text_lines(block))


def figure_hashes(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the SHA-256 of each figure in the text, in order; one that stands there twice comes twice."""
    return tuple(block.sha256 for block in blocks if isinstance(block, FigureRef))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_inline(block.runs)}</p>"
        case Heading():
            return f"<h{block.level + 2}>{_inline(block.runs)}</h{block.level + 2}>"
        case ListBlock():
            return _list(block)
        case Table():
            return _table(block)
        case FigureRef():
            return f'<figure data-sha256="{block.sha256}"></figure>'


def _list(block: ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = "".join(
        f"<li>{_inline(item.runs)}{_list(item.sublist) if item.sublist else ''}</li>" for item in block.items
    )
    return f"<{tag}{start}>{items}</{tag}>"


def _table(table: Table) -> str:
    head = f"<thead>{_row(table.head, 'th')}</thead>" if table.head else ""
    rows = "".join(_row(row, "td") for row in table.rows)
    return f"<table>{head}<tbody>{rows}</tbody></table>" if rows else f"<table>{head}</table>"


def _row(cells: tuple[Cell, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_inline(cell.runs)}</{tag}>" for cell in cells) + "</tr>"


def _inline(runs: tuple[Run, ...]) -> str:
    """Return the runs; those with the same link stand in one `<a>`, so that it is one link to a screen reader too."""
    parts = []
    for href, group in groupby(runs, key=lambda run: run.href):
        text = "".join(_run(run) for run in group)
        parts.append(f'<a href="{escape(href)}">{text}</a>' if href else text)
    return "".join(parts)


def _run(run: Run) -> str:
    # Quotation marks in text stay as they were typed; only an attribute has to escape them.
    text = escape(run.text, quote=False)
    return f"<strong>{text}</strong>" if run.strong else text


def _text_lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield _text(block.runs)
        case ListBlock():
            for item in block.items:
                yield _text(item.runs)
                if item.sublist:
                    yield from _text_lines(item.sublist)
        case Table():
            for row in (table_row for table_row in (block.head, *block.rows) if table_row):
                yield "\t".join(_text(cell.runs) for cell in row).rstrip("\t")
        case FigureRef():
            return


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
