"""Texts of a document beside those of a plan: when they are the same, and paragraphs put under them by hand. Pure."""

import re
from collections.abc import Iterable, Mapping
from html import escape

from plans.richtext import RichText, RichTextError, normalise, parse, plain_text, to_html

_FIGURE = re.compile(r'<figure data-sha256="(\w+)"></figure>')


def same_html(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space, and how deep their highest headings are.

    Our own documents keep an amount on one line with spaces that do not break; nobody means anything by them.
    """
    return one == other or _plain(one) == _plain(other)


def _plain(html: str) -> str:
    if "<h3>" not in html:
        html = html.replace("<h4>", "<h3>").replace("</h4>", "</h3>")
    return " ".join(html.split())


def same_words(one: str, other: str) -> bool:
    """Whether two lines of text are the same but for white space."""
    return one.split() == other.split()


def as_html(text: RichText, figures: Mapping[str, str]) -> str:
    """Return a text of the document as it is stored, its figures named as the plan names them."""
    return with_figures(to_html(text), figures)


def with_figures(html: str, figures: Mapping[str, str]) -> str:
    """Return a text with figures named anew."""
    for old, new in figures.items():
        html = html.replace(f'data-sha256="{old}"', f'data-sha256="{new}"')
    return html


def figures_in(html: str) -> set[str]:
    """Return the SHA-256 of each figure that a text shows."""
    return set(_FIGURE.findall(html))


def without_figure(html: str, sha256: str) -> str:
    """Return a text without a figure."""
    return html.replace(f'<figure data-sha256="{sha256}"></figure>', "")


def with_paragraphs(html: str, texts: Iterable[str]) -> str:
    """Return a text with the lines of others as paragraphs at its end."""
    lines = [line.strip() for text in texts for line in text.split("\n") if line.strip()]
    return html + "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def readable(html: str) -> str:
    """Return a text without its marks."""
    try:
        return plain_text(parse(html))
    except RichTextError:
        return html


def normal(html: str) -> str:
    """Return a text in normal form, or as it is where it is too much for that; the service then says so."""
    try:
        return normalise(html)
    except RichTextError:
        return html
