"""Text inside one line: from loose stretches, as they were found, to the runs of the tree."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from plans.richtext import characters
from plans.richtext.nodes import Run

# Longer addresses are tracking, not places a reader goes to.
MAX_HREF = 2000
_SCHEME = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_UNSAFE = re.compile(r'[<>"`{}|\\^\[\]]')
_SPACES = re.compile(r"^( ?)(.*?)( ?)$", re.DOTALL)


class Span(NamedTuple):
    """A stretch of text as it was found, before it is cleaned."""

    text: str
    strong: bool = False
    href: str = ""


def safe_href(address: str) -> str:
    """Return the address as a link may hold it, or "" where it may not be a link.

    Only https, http and mailto are links; an address within another site (`/side`, `#punkt`) leads nowhere here.
    """
    address = characters.composed(characters.remove_private_use(characters.remove_invisible(address)))
    # Browsers skip line breaks and tabs inside an address; other white space is written as %20.
    address = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]", "", address).strip()
    scheme = _SCHEME.match(address)
    if scheme is None:
        return ""
    rest = re.sub(r"\s", "%20", address[scheme.end() :])
    rest = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", rest)
    href = scheme[0].lower() + rest
    if len(href) > MAX_HREF:
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    place = parts.path if parts.scheme == "mailto" else parts.hostname
    return href if place and (parts.scheme == "mailto" or "%" not in place) else ""


def clean(spans: Iterable[Span]) -> list[Span]:
    """Return the spans joined where their formatting is equal, in NFC, without characters that cannot be seen.

    Private-use characters stay where they begin the line, so that a bullet can still be told from text.
    """
    joined = _join(Span(characters.remove_invisible(text), strong, href) for text, strong, href in spans)
    kept = characters.leading_private_use(text_of(joined))
    cleaned = []
    for text, strong, href in joined:
        cleaned.append(Span(text[:kept] + characters.remove_private_use(text[kept:]), strong, href))
        kept = max(0, kept - len(text))
    return _join(cleaned)


def text_of(spans: Iterable[Span]) -> str:
    """Return the text of the spans without formatting."""
    return "".join(span.text for span in spans)


def drop_prefix(spans: list[Span], length: int) -> list[Span]:
    """Return the spans without their first `length` characters."""
    rest = []
    for text, strong, href in spans:
        rest.append(Span(text[length:], strong, href))
        length = max(0, length - len(text))
    return rest


def finish(spans: Iterable[Span]) -> tuple[Run, ...]:
    """Return the runs of a line of cleaned spans: white space collapsed across runs, nothing but text at either end.

    A space between two runs has the formatting that both have, so that «<b>Mål </b>og» and «<b>Mål</b> og» are one.
    """
    collapsed = []
    after_space = True
    for text, strong, href in spans:
        text = characters.collapse(characters.remove_private_use(text))
        text = text.removeprefix(" ") if after_space else text
        if text:
            after_space = text.endswith(" ")
            collapsed.append(Span(text, strong, href))
    joined = _join(_spaces_between(_strip(collapsed)))
    return tuple(Run(text=text, strong=strong, href=href) for text, strong, href in joined)


def _strip(spans: list[Span]) -> list[Span]:
    """Return the spans without white space of any kind at the ends of the line."""
    seen = [index for index, span in enumerate(spans) if span.text.strip()]
    spans = spans[seen[0] : seen[-1] + 1] if seen else []
    if spans:
        spans[0] = spans[0]._replace(text=spans[0].text.lstrip())
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip())
    return spans


def _spaces_between(spans: list[Span]) -> Iterator[Span]:
    """Yield the spans with each space at an edge as a span of its own, formatted as both its neighbours are."""
    before: Span | None = None
    space = False
    for span in spans:
        leading, text, trailing = _SPACES.match(span.text).groups()  # type: ignore[union-attr]  # matches any text
        space = space or bool(leading)
        if text:
            if space and before:
                same_href = span.href if span.href == before.href else ""
                yield Span(" ", span.strong and before.strong, same_href)
            before = Span(text, span.strong, span.href)
            yield before
            space = False
        space = space or bool(trailing)


def _join(spans: Iterable[Span]) -> list[Span]:
    """Return the spans with neighbours of equal formatting joined, empty ones dropped, text in NFC."""
    joined: list[tuple[list[str], bool, str]] = []
    for text, strong, href in spans:
        if not text:
            continue
        if joined and joined[-1][1:] == (strong, href):
            joined[-1][0].append(text)
        else:
            joined.append(([text], strong, href))
    return [Span(characters.composed("".join(texts)), strong, href) for texts, strong, href in joined]
