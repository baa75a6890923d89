"""Finding words in a plan: in titles, texts, names of parties, sources and posts. Pure: reads the plan's value."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plans.richtext import plain_text
from reporting import tables
from reporting.value import Answer, Delmaal, Handlingsplan, Line, Prompt, Tiltak

#: The longest search, in characters; how many parts are shown; how much stands on each side of the first hit.
LONGEST, MOST, AROUND = 100, 100, 70


class Piece(NamedTuple):
    """Some of a text; `hit` where it is what was searched for."""

    text: str
    hit: bool = False


class Found(NamedTuple):
    """A field in which a word was found: what it is called, and the text around the word."""

    field: str
    pieces: tuple[Piece, ...]


class Hit(NamedTuple):
    """A part of the plan in which all words were found: its place on the plan's page, its name, and the fields."""

    place: str
    name: str
    marked: tuple[Piece, ...]
    found: tuple[Found, ...]


class Search(NamedTuple):
    """A search and what it found; `more` are parts that are not shown."""

    asked: str
    hits: tuple[Hit, ...]
    more: int

    @property
    def total(self) -> int:
        """How many parts have all the words."""
        return len(self.hits) + self.more


class _Part(NamedTuple):
    place: str
    name: str
    texts: tuple[tuple[str, str], ...]


def fold(text: str) -> str:
    """Return a text in small letters, with as many characters as it had: places in it are places in the text."""
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def search(plan: Handlingsplan, asked: str) -> Search | None:
    """Return the parts of the plan in which every word that is asked for is found; None where nothing is asked for.

    A part has a word where one of its texts has it, also inside a longer word.
    """
    asked = " ".join(asked.split())[:LONGEST]
    words = list(dict.fromkeys(fold(asked).split()))
    if not words:
        return None
    hits = [hit for hit in (_hit(part, words) for part in _parts(plan)) if hit is not None]
    return Search(asked, tuple(hits[:MOST]), max(0, len(hits) - MOST))


def _hit(part: _Part, words: list[str]) -> Hit | None:
    """Return a part where all words are, with those of its texts that have one of them."""
    texts = [("", part.name), *part.texts]
    folded = [fold(text) for _, text in texts]
    if not all(any(word in text for text in folded) for word in words):
        return None
    found = tuple(
        Found(field, marked(text, words))
        for (field, text), small in zip(texts[1:], folded[1:], strict=True)
        if any(word in small for word in words)
    )
    return Hit(part.place, part.name, marked(part.name, words), found)


def marked(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Return a text in pieces with the words marked, cut to what stands around the first of them."""
    small = fold(text)
    spans = sorted(span for word in words for span in _spans(small, word))
    start = max(0, spans[0][0] - AROUND) if spans else 0
    end = min(len(text), (spans[0][1] if spans else 0) + 2 * AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = len(text) if end == len(text) or (space := text.find(" ", end)) < 0 else space
    pieces, at = [Piece("… ")] if start else [], start
    for first, last in spans:
        if last <= at or first >= end:
            continue
        first = max(first, at)
        pieces += [Piece(text[at:first])] if first > at else []
        pieces.append(Piece(text[first:last], hit=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces) if end == len(text) else (*pieces, Piece(" …"))


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word))


def _parts(plan: Handlingsplan) -> Iterator[_Part]:
    """Yield the plan's parts in the order of the document."""
    sources = {source.key: source.name for source in plan.sources}
    answers = {answer.key: answer for answer in plan.answers}
    for number, prompt in enumerate(plan.form.plan, start=1):
        texts = list(_said((prompt,), [answers[prompt.key]] if prompt.key in answers else []))
        if prompt.key == "samlet_budsjett":
            texts += [("Post", post.name) for post in plan.posts]
            texts += [text for post in plan.posts for text in _lines(post.lines, sources)]
        yield _Part(f"del-{number}", f"{number}. {prompt.wording}", tuple(texts))
        if prompt.key == "handlingsplan_per_delmaal":
            yield from _delmaal(plan, sources)


def _delmaal(plan: Handlingsplan, sources: dict[str, str]) -> Iterator[_Part]:
    for goal in plan.delmaal:
        texts = (
            ("Kort tittel", goal.short_title),
            *_said(plan.form.delmaal, goal.answers),
            ("Merknad om midler", goal.money_note),
            *_lines(goal.lines, sources),
        )
        yield _Part(f"delmaal-{goal.uid}", f"Delmål {goal.number}: {goal.title}", texts)
        for item in goal.tiltak:
            yield _tiltak(plan, goal, item, sources)


def _tiltak(plan: Handlingsplan, goal: Delmaal, item: Tiltak, sources: dict[str, str]) -> _Part:
    texts = (
        ("Hovedansvarlig", tables.party_names(item.responsible, item.responsible_text)),
        ("Samarbeidsparter", tables.party_names(item.partners, item.partners_text)),
        ("Tidsramme", tables.time_frame(plan, item)),
        *_said(plan.form.tiltak, item.answers),
        *_lines(item.lines, sources),
    )
    return _Part(f"tiltak-{item.uid}", f"Tiltak {goal.number}.{item.number}: {item.title}", texts)


def _said(prompts: Iterable[Prompt], answers: Iterable[Answer]) -> Iterator[tuple[str, str]]:
    """Yield the answers as text under their prompts."""
    wordings = {prompt.key: prompt.wording for prompt in prompts}
    for answer in answers:
        text = answer.not_relevant_reason or " ".join(plain_text(answer.text).split())
        yield wordings.get(answer.key, ""), text


def _lines(lines: Iterable[Line], sources: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield where money comes from, each source once, and what is noted at the amounts."""
    found = list(lines)
    yield from (("Kilde", sources[key]) for key in dict.fromkeys(line.source for line in found) if key in sources)
    yield from (("Merknad til beløp", line.note) for line in found if line.note)
