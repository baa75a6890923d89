"""The marks inside a line of typed text: **bold**, [text](https://address), and a backslash before a mark."""

import re
from collections.abc import Iterator

from plans.richtext.inline import Span, safe_href

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*\[\]#.)-])"
    r"|(?P<stars>\*+)"
    r"|\[(?P<link>(?:\\.|[^\[\]\\])+)\]\((?:<(?P<wrapped>[^\s<>\[]+)>|(?P<href>[^\s<>()\[]+))\)"
)


def inline_spans(text: str) -> list[Span]:
    """Return the spans of a typed line; marks that come alone, or link to what may not be linked to, are text."""
    return list(_spans(text))


def escape_marks(text: str) -> str:
    """Return the text with a backslash before each character that can be part of a mark inside a line."""
    return re.sub(r"[\\*\[\]]", r"\\\g<0>", text)


def _spans(text: str) -> Iterator[Span]:
    tokens = list(_TOKEN.finditer(text))
    turns = _turns(text, tokens)
    strong = False
    end = 0
    for token in tokens:
        yield Span(text[end : token.start()], strong)
        end = token.end()
        if token.start() in turns:
            strong = not strong
        elif token["escaped"]:
            yield Span(token["escaped"], strong)
        elif token["link"] and (href := safe_href(token["wrapped"] or token["href"])):
            for span in _spans(token["link"]):
                yield Span(span.text, strong or span.strong, href)
        else:
            yield Span(token[0], strong)
    yield Span(text[end:], strong)


def _turns(text: str, tokens: list[re.Match[str]]) -> set[int]:
    """Return where bold begins and ends: at two stars, next to the text they embrace, that come in pairs."""
    turns: set[int] = set()
    begun: int | None = None
    for token in tokens:
        if token["stars"] != "**":
            continue
        if begun is None and text[token.end() : token.end() + 1].strip(" \t"):
            begun = token.start()
        elif begun is not None and text[token.start() - 1].strip(" \t"):
            turns |= {begun, token.start()}
            begun = None
    return turns
