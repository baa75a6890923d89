"""Paragraphs, tables and pictures of a document as the rich text of an answer."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from plans.richtext import RichText, RichTextError, normalise, parse
from reporting.intake.document.blocks import Block, Grid, Paragraph, Picture, Span
from reporting.intake.document.marks import split_soft

_DEEPEST_HEADING = 6


def rich_text(blocks: Iterable[Block], has_picture: Callable[[str], bool]) -> RichText:
    """Return the blocks as rich text in normal form. Raises RichTextError where they are too much for one answer."""
    return parse(normalise("".join(_html(blocks, has_picture))))


def fits(blocks: Iterable[Block], has_picture: Callable[[str], bool]) -> bool:
    """Whether the blocks may be one answer."""
    try:
        rich_text(blocks, has_picture)
    except RichTextError:
        return False
    return True


def _html(blocks: Iterable[Block], has_picture: Callable[[str], bool]) -> Iterator[str]:
    open_lists: list[str] = []
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph) and block.item is not None and block.text:
            if _begins_again(block, number):
                yield from _closed(open_lists)
            number = block.item.number or 0 if block.item.level == 0 else number
            yield from _item(block, open_lists)
            continue
        yield from _closed(open_lists)
        yield from _other(block, has_picture)
    yield from _closed(open_lists)


def _closed(open_lists: list[str]) -> Iterator[str]:
    while open_lists:
        yield f"</li></{open_lists.pop()}>"


def _other(block: Block, has_picture: Callable[[str], bool]) -> Iterator[str]:
    if isinstance(block, Paragraph):
        for line in split_soft(block):
            yield _paragraph(line)
    elif isinstance(block, Grid):
        yield _table(block)
    elif block.sha256 and has_picture(block.sha256):
        yield f'<figure data-sha256="{block.sha256}"></figure>'
    elif block.alt:
        yield f"<p>{escape(block.alt)}</p>"


def _begins_again(block: Paragraph, number: int) -> bool:
    """Whether a numbered item begins a list of its own after one whose last number is given."""
    item = block.item
    return item is not None and item.ordered and item.level == 0 and item.number == 1 <= number


def _item(block: Paragraph, open_lists: list[str]) -> Iterator[str]:
    """Yield what begins an item, and ends those before it that it does not stand under."""
    assert block.item is not None
    # An item of a deeper level that stands alone continues nothing that rich text can number.
    alone = block.item.level > 0 and not open_lists
    tag = "ol" if block.item.ordered and not alone else "ul"
    depth = min(block.item.level + 1, len(open_lists) + 1, 2)
    while len(open_lists) > depth:
        yield f"</li></{open_lists.pop()}>"
    if len(open_lists) == depth and open_lists[-1] != tag:
        yield f"</li></{open_lists.pop()}>"
    elif len(open_lists) == depth:
        yield "</li>"
    if len(open_lists) < depth:
        start = f' start="{block.item.number}"' if tag == "ol" and block.item.number not in (None, 1) else ""
        yield f"<{tag}{start}>"
        open_lists.append(tag)
    yield f"<li>{_inline(block.spans)}"


def _paragraph(block: Paragraph) -> str:
    if block.level:
        tag = f"h{min(_DEEPEST_HEADING, max(3, block.level))}"
        return f"<{tag}>{escape(block.labelled)}</{tag}>"
    label = f"{escape(block.label)} " if block.label and block.item is None else ""
    return f"<p>{label}{_inline(block.spans)}</p>"


def _inline(spans: Iterable[Span]) -> str:
    parts = []
    for span in spans:
        text = escape(span.text.replace("\n", " ").replace("\t", " "), quote=False)
        text = f"<strong>{text}</strong>" if span.strong and text.strip() else text
        parts.append(f'<a href="{escape(span.href)}">{text}</a>' if span.href and text.strip() else text)
    return "".join(parts)


def _table(grid: Grid) -> str:
    rows = []
    for row in range(len(grid.rows)):
        tag = "th" if row < grid.heads else "td"
        cells = "".join(f"<{tag}>{escape(grid.text(row, column))}</{tag}>" for column in range(grid.width))
        rows.append(f"<tr>{cells}</tr>")
    head = f"<thead>{rows[0]}</thead>" if grid.heads else ""
    return f"<table>{head}<tbody>{''.join(rows[1 if grid.heads else 0 :])}</tbody></table>"


__all__ = ["Picture", "fits", "rich_text"]
