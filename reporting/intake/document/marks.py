"""What a paragraph is by its form and wording: a section, a delmål, a tiltak, a prompt, or text."""

import re
from dataclasses import replace
from typing import Literal, NamedTuple

from reporting.intake.document.blocks import Paragraph, Span, tidy
from reporting.intake.document.known import KnownForm, Wording
from reporting.intake.document.synonyms import ALSO, FIELDS
from reporting.intake.document.wording import YEAR, alike, plain, shared, within

Kind = Literal["section", "unknown", "goal", "tiltak", "prompt", "lead", "overview", "field", "contents", "text"]

_LONGEST_HEADING = 200
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2})?)"
_WORDS = ("en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
#: Numbers that are no digits count where the line looks like a heading and something parts them from the title.
_OTHER = rf"(?P<other>{'|'.join((*_WORDS, 'ein', 'eitt', 'én', 'syv', *sorted(_ROMAN, key=len, reverse=True)))})"
_GOAL = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:prioritert\s+)?"
    rf"(?:del\s?-?m[åa]l\s*(?:nr\.?\s*|nummer\s+)?(?:{_NUMBER}(?!\d)|{_OTHER}(?=\s*[:.)–—-]))"
    r"|(?P<first>\d{1,2})\.\s?del\s?-?m[åa]l(?=\s*[:–—-]|$))\s*[:.)–—-]*\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TILTAK = re.compile(
    rf"(?:\d+(?:\.\d+)*\.?\s+)?tiltak\s*(?:nr\.?\s*|nummer\s+)?(?:{_NUMBER}(?!\d)|(?P<other>[a-l])(?=\s*[:.)–—-]))"
    r"\s*[:.)–—-]*\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEADING_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s+(?P<title>\S.*)", re.DOTALL)
_FIELD = re.compile(
    "|".join(rf"(?P<{key}>{words})" for key, words in FIELDS.items()).join(("(?:", r")\s*[:–-]\s*(?P<rest>\S.*)")),
    re.IGNORECASE | re.DOTALL,
)
FIELD_NAMES = {key: re.compile(words, re.IGNORECASE) for key, words in FIELDS.items()}


class Mark(NamedTuple):
    """What a paragraph is. `sure` runs from 0 to 1; `strength`: 3 by its style, 2 by its look, 1 by its words alone."""

    kind: Kind
    title: str = ""
    key: str = ""
    level: str = ""
    number: int | None = None
    upper: int | None = None
    sure: float = 1.0
    strength: int = 1


TEXT = Mark("text")


class Marker:
    """Tells what paragraphs are, by one form."""

    def __init__(self, form: KnownForm) -> None:
        self.form = form

    def mark(self, paragraph: Paragraph, within_level: str = "") -> Mark:
        """Return what a paragraph is; `within_level`: `tiltak` or `delmaal` where the text stands under one."""
        text = " ".join(paragraph.labelled.split())
        if paragraph.style == "contents":
            return Mark("contents")
        if not text or paragraph.style in ("title", "subtitle", "note"):
            return TEXT
        strength = strength_of(paragraph, text)
        if found := self._numbered(paragraph, text, strength):
            return found
        for find in (self._lead, self._prompt, self._section):
            if found := find(paragraph, text, strength, within_level):
                return found
        if within_level == "tiltak" and (field := _FIELD.fullmatch(text)) and len(text) < 300:
            key = next(name for name in FIELDS if field[name])
            return Mark("field", title=field["rest"], key=key, strength=strength)
        return TEXT

    def _numbered(self, paragraph: Paragraph, text: str, strength: int) -> Mark | None:
        if len(text) > _LONGEST_HEADING or not strength:
            return None
        for kind, pattern in (("goal", _GOAL), ("tiltak", _TILTAK)):
            match = pattern.fullmatch(text)
            if match and _is_title(match["title"], strength):
                upper, _, number = _number_of(match, strength).rpartition(".")
                if not number:
                    continue
                return Mark(
                    "goal" if kind == "goal" else "tiltak",
                    title=tidy(match["title"]).strip(" :–—-"),
                    number=int(number),
                    upper=int(upper) if upper else None,
                    strength=strength,
                )
        return None

    def _lead(self, paragraph: Paragraph, text: str, strength: int, level: str) -> Mark | None:
        if len(text) > _LONGEST_HEADING:
            return None
        if any(alike(text, lead) >= 0.8 for lead in self.form.lead if lead):
            return Mark("lead", title=text, strength=strength)
        if any(alike(text, overview) >= 0.85 for overview in self.form.overview if overview):
            return Mark("overview", title=text, strength=strength)
        return None

    def split_prompt(self, paragraph: Paragraph, level: str) -> tuple[Paragraph, Paragraph] | None:
        """Return a prompt in the form's own words and the answer after it in the same paragraph."""
        text = paragraph.text
        if not level or paragraph.level or "\n" in text:
            return None
        for one in self.form.prompts:
            for wording in one.both if one.level == level else ():
                count = len(plain(wording).split())
                if count >= 4 and (end := _end_of_words(text, count)) and plain(text[:end]) == plain(wording):
                    rest = text[end:].lstrip(" .:?–-")
                    if rest[:1].isupper() or rest[:1].isdigit():
                        return _cut(paragraph, len(text) - len(rest))
        return None

    def _prompt(self, paragraph: Paragraph, text: str, strength: int, level: str) -> Mark | None:
        """Return the prompt that a paragraph prints: of the part it stands under first, then of another."""
        if len(text) > 2 * _LONGEST_HEADING or not level:
            return None
        own = strip_number(text)
        found = [(self._likeness(own, one, strength), one.level == level, one) for one in self.form.prompts]
        found = [each for each in found if each[2].level != "plan" and each[0] > 0]
        found.sort(key=lambda each: each[0] + (0.08 if each[1] else 0), reverse=True)
        if not found:
            return None
        sure, _, best = found[0]
        if best.level == "tiltak" and level == "delmaal" and sure < 0.95:
            here = [each for each in found if each[1]]
            sure, _, best = here[0] if here else (0.0, False, best)
        needed = 0.74 if text.casefold().startswith(("beskriv", "skildr", "omtal", "gjør rede", "gjer greie")) else 0.82
        if strength >= 2:
            needed -= 0.1
        return Mark("prompt", text, best.key, best.level, sure=sure, strength=strength) if sure >= needed else None

    def _likeness(self, text: str, one: Wording, strength: int) -> float:
        score = max(alike(text, wording) for wording in one.both)
        if strength >= 2 or text.endswith(":"):
            names = ALSO.get((one.level, one.key), ())
            score = max([score, *(0.97 for name in names if plain(text) == plain(name))])
        return score

    def _section(self, paragraph: Paragraph, text: str, strength: int, level: str) -> Mark | None:
        if len(text) > _LONGEST_HEADING or not strength:
            return None
        number, title = split_number(text)
        best, sure = None, 0.0
        for one in self.form.of("plan"):
            score = max(
                self._likeness(title, one, max(strength, 2)), *(_inside(title, wording) for wording in one.both)
            )
            if score > sure:
                best, sure = one, score
        numbered = number is not None and "." not in number
        needed = 0.6 if paragraph.level == 1 else 0.72 if strength == 3 or (numbered and strength >= 2) else 0.85
        if best and sure >= needed:
            whole = int(number) if number and number.isdigit() else None
            return Mark("section", title, best.key, "plan", whole, sure=sure, strength=strength)
        if paragraph.level == 1:
            return Mark("unknown", title, strength=strength)
        return None


def _number_of(match: re.Match[str], strength: int) -> str:
    """Return the number of a delmål or tiltak as digits, whatever it is written as; empty where it is none."""
    found = match.groupdict()
    if found["number"] or found.get("first"):
        return found["number"] or found["first"]
    other = found["other"].casefold()
    if strength < 2:
        return ""
    if "first" not in found:
        return str(ord(other) - ord("a") + 1)
    other = {"ein": "en", "eitt": "en", "én": "en", "syv": "sju"}.get(other, other)
    return str(1 + next(names.index(other) for names in (_WORDS, _ROMAN) if other in names))


def _inside(title: str, wording: str) -> float:
    """Return how sure a heading is that is a part of a section's wording, or has it in it."""
    if len(plain(title).split()) < 2:
        return 0.0
    return 0.9 * min(1.0, within(title, wording)) if shared(title, wording) >= 0.5 else 0.0


def strength_of(paragraph: Paragraph, text: str) -> int:
    """Return how much a paragraph looks like a heading: 3 by style, 2 by its look, 1 as a short line, 0 not at all."""
    if paragraph.level:
        return 3
    letters = [char for char in text if char.isalpha()]
    if len(text) <= _LONGEST_HEADING and (
        paragraph.stands_out or (len(letters) > 3 and all(char.isupper() for char in letters))
    ):
        return 2
    short = len(text) <= 140 and not text.endswith((".", ";", ",")) and paragraph.style != "caption"
    return 1 if short or (len(text) <= 60 and paragraph.item is None) else 0


def _is_title(title: str, strength: int) -> bool:
    """Whether what stands after «Tiltak 2» can be its title, and not the rest of a sentence."""
    if strength >= 2:
        return True
    words = title.split()
    return bool(words) and len(words) <= 16 and (title[:1].isupper() or title[:1] in "«\"'") and not title.endswith(".")


def _end_of_words(text: str, count: int) -> int:
    """Return where the first words of a text end, as `plain` counts them; 0 where it has no more than these."""
    found = [match for match in re.finditer(r"[^\W_]+", text) if not YEAR.fullmatch(match[0])]
    return found[count - 1].end() if len(found) > count else 0


def _cut(paragraph: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
    """Return a paragraph in two, cut at a place in its text."""
    head = replace(paragraph, spans=(Span(paragraph.text[:at], strong=True),), stands_out=True)
    rest = replace(paragraph, spans=(Span(paragraph.text[at:]),), label="", item=None, stands_out=False)
    return head, rest


def split_number(text: str) -> tuple[str | None, str]:
    """Return a typed or generated number before a heading, and the heading without it."""
    match = _LEADING_NUMBER.fullmatch(text)
    return (match["number"], match["title"]) if match else (None, text)


def strip_number(text: str) -> str:
    """Return a heading without the number or letter before it."""
    text = split_number(text)[1]
    return re.sub(r"^(?:[a-zæøå]\)|[•▪–-])\s+", "", text)


def split_soft(paragraph: Paragraph) -> list[Paragraph]:
    """Return the lines of a paragraph with soft line breaks as paragraphs of their own."""
    if not any("\n" in span.text for span in paragraph.spans):
        return [paragraph]
    lines: list[list[Span]] = [[]]
    for span in paragraph.spans:
        for place, part in enumerate(span.text.split("\n")):
            if place:
                lines.append([])
            if part:
                lines[-1].append(span._replace(text=part))
    kept = [line for line in lines if "".join(span.text for span in line).strip()]
    return [
        replace(
            paragraph,
            spans=tuple(line),
            label=paragraph.label if place == 0 else "",
            item=paragraph.item if place == 0 else None,
            stands_out=all(span.strong for span in line if span.text.strip()) or paragraph.stands_out,
        )
        for place, line in enumerate(kept)
    ] or [paragraph]


def split_bold(paragraph: Paragraph) -> tuple[Paragraph, Paragraph] | None:
    """Return the bold beginning of a paragraph and the rest, where it begins with bold words and goes on without."""
    place = next((n for n, span in enumerate(paragraph.spans) if span.text.strip() and not span.strong), 0)
    if not place or not "".join(span.text for span in paragraph.spans[:place]).strip():
        return None
    head = replace(paragraph, spans=paragraph.spans[:place], stands_out=True)
    rest = replace(paragraph, spans=paragraph.spans[place:], label="", item=None, stands_out=False)
    return head, rest
