"""Dates in running text as spans of months, and what is said of them: that something begins then, or ends."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from plans.templatetags.kroner import MONTHS
from reporting.checks.amounts import sentences
from reporting.checks.matching import first, just_before, matches

_MONTHS = {month[:3]: number for number, month in enumerate(MONTHS, start=1)}
_MONTH = rf"(?:{'|'.join([*MONTHS, *(month[:3] for month in MONTHS if len(month) > 3)])})"
#: First and last month of what is called by these words; spring and autumn are read wide.
_PARTS = {
    "vår": (1, 6),
    "sommer": (6, 8),
    "sommar": (6, 8),
    "høst": (8, 12),
    "haust": (8, 12),
    "vinter": (1, 4),
    "første halv": (1, 6),
    "fyrste halv": (1, 6),
    "1. halv": (1, 6),
    "andre halv": (7, 12),
    "2. halv": (7, 12),
    **{
        f"{name} kvartal": (3 * number + 1, 3 * number + 3)
        for number, names in enumerate(
            (("1.", "første", "fyrste"), ("2.", "andre"), ("3.", "tredje"), ("4.", "fjerde"))
        )
        for name in names
    },
    "tidlig": (1, 4),
    "tidleg": (1, 4),
    "slutten": (10, 12),
    "utgangen": (12, 12),
    "starten": (1, 3),
    "begynnelsen": (1, 3),
    "midten": (5, 8),
}
_PART = (
    r"(?:vår|sommer|sommar|høst|haust|vinter)(?:en)?|(?:første|fyrste|andre|[12]\.)\shalv(?:del|år)(?:en|et)?"
    r"|(?:første|fyrste|andre|tredje|fjerde|[1-4]\.)\skvartal|tidl[ei]?g|slutten|utgangen|starten|begynnelsen|midten"
)
_PERIOD = (
    r"(?:hei?le\s|gjennom\s)?(?:avtale|bygdevekst|prosjekt)perioden(?:\sut)?"
    r"|(?:så|like)\slenge\s(?:som\s)?\w*avtale\w*(?:\s(?:varer|varar|gjør|gjelder|gjeld))?"
)
_DATE = re.compile(
    rf"""(?<![\d./])(?:
      (?P<day>\d{{1,2}})\.?\s?(?P<dm>{_MONTH})\b\.?(?:\s?(?P<dy>20\d\d))?
    | \b(?P<m>{_MONTH})\b\.?\s?(?P<my>20\d\d|\d\d\b|samm?e\sår)
    | (?<!\w)(?P<part>{_PART})\s(?:av\s|i\s)?(?P<py>20\d\d|\d\d\b)
    | \b(?P<period>{_PERIOD})
    | (?:(?<=i\s)|(?<=ila\s)|(?<=innen\s)|(?<=innan\s)|(?<=fra\s)|(?<=frå\s))(?P<bare>{_MONTH})\b(?!\.?\s?\d)
    | (?<![–-])(?<![–-]\s)(?P<y>20\d\d)(?!\s?[–-]\s?\d|\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_WHOLE_PERIOD = re.compile(r"hei?le|gjennom|\sut$|lenge", re.IGNORECASE)

_END = re.compile(
    r"\b(?:avslutt\w*|ferdig\w*|klar[et]?|siste frist\w*|frist(?:en)? for|slutt\w*|foreligg\w*|fullfør\w*|varer|varar"
    r"|pågår|holder på|leveres|på plass|etablert|gjennom|innan|innen|senest|seinast|før|er over|er omme)\b",
    re.IGNORECASE,
)
#: The last of several things may come before the work ends, and never after.
_LAST = re.compile(
    r"\bsiste\s(?!år|tid|ti\b|to\b|tre\b|fire\b|fem\b|uk|vek|måned|månad|frist)\w+|\båpn\w+|\bopn(?:a|ar|ast|es|ing\w*)\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:start(?!lån)\w*|oppstart\w*|begyn\w*|byrj\w*|i gang|iverksett\w*|sett(?:es|ast) i verk)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:til|ut|fram til|frem til|fram mot)\s(?:og med\s)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:fra|frå)\s(?:og med\s)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:før)\s$", re.IGNORECASE)
#: «1. september–31. desember»: what the second date of a range says.
_DASH = re.compile(r"\s?[–-]\s?")
_AND_THEN = re.compile(r",? og d[aå]\b", re.IGNORECASE)
_AND = re.compile(r",? og\b", re.IGNORECASE)
#: A deadline for applying is not when the work is done.
_NOT_THE_WORK = re.compile(r"\bsøknadsfrist\w*|\bsøknad\w*frist\w*", re.IGNORECASE)


Kind = Literal["start", "end", "last"]


class Span(NamedTuple):
    """Months counted from year 0, both included, and the words that said so."""

    first: int
    last: int
    words: str

    def meets(self, other: "Span") -> bool:
        """Tell whether the two have a month in common."""
        return self.first <= other.last and other.first <= self.last


class Said(NamedTuple):
    """A date that something begins or ends at, or that the last of something is at, with the sentence that says it."""

    kind: Kind
    span: Span
    sentence: str


def months(year: int, first: int = 1, last: int = 12) -> tuple[int, int]:
    """Return the first and last month of a part of a year."""
    return year * 12 + first, year * 12 + last


def partial_span(partial: str, *, end: bool = False) -> Span | None:
    """Return the span of `2025`, `2025-04` or `2025-04-30`; None for an open end."""
    if not partial:
        return None
    year, _, rest = partial.partition("-")
    month = int(rest[:2]) if rest else 0
    first, last = months(int(year), month, month) if month else months(int(year))
    return Span(first, last, partial)


def find_spans(text: str, year: int, last_year: int) -> Iterator[tuple[int, int, Span]]:
    """Yield start, end and span of every date in a text. `year` is that of a month that stands alone."""
    latest = year
    found = matches(text, _DATE)
    for place, match in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        span = _span(match, _year_beside(text, match, after) or year, last_year, latest)
        if span:
            latest = (span.last - 1) // 12
            yield match.start(), match.end(), span


_BETWEEN = re.compile(r"\s?(?:[–-]|og|til|eller|til og med)\s?", re.IGNORECASE)


def _year_beside(text: str, match: re.Match[str], after: re.Match[str] | None) -> int | None:
    """Return the year of a month that stands without one before a month that has one: «november og desember 2024»."""
    said = after and (after["dy"] or after["my"])
    name, other = match["dm"] or match["bare"], after and (after["dm"] or after["m"])
    if not (after and said and said.isdigit() and name and other):
        return None
    if match["dy"] or not _BETWEEN.fullmatch(text, match.end(), after.start()):
        return None
    # «fra november til mars 2026» begins the year before.
    return _year(said, 0) - (_MONTHS[name[:3].lower()] > _MONTHS[other[:3].lower()])


def _span(match: re.Match[str], year: int, last_year: int, latest: int) -> Span | None:
    """Return the span that a match means."""
    words = match[0].strip()
    if match["period"]:
        return Span(*months(last_year), words)
    if match["part"]:
        part = next(months for word, months in _PARTS.items() if match["part"].lower().startswith(word))
        return Span(*months(_year(match["py"], latest), *part), words)
    if match["y"]:
        return Span(*months(int(match["y"])), words)
    name = next(match[key] for key in ("dm", "m", "bare") if match[key])
    month = _MONTHS[name[:3].lower()]
    said = match["dy"] or match["my"]
    if match["day"] and not 1 <= int(match["day"]) <= 31:
        return None
    return Span(*months(_year(said, latest) if said else year, month, month), words)


def _year(text: str, latest: int) -> int:
    """Return the year of «2025», «25» or «samme år»."""
    if not text.isdigit():
        return latest
    return int(text) if len(text) == 4 else 2000 + int(text)


def starts_and_ends(text: str, year: int, last_year: int) -> Iterator[Said]:
    """Yield the dates of a text that something is said to begin or end at; other dates are left."""
    for sentence in sentences(text):
        if first(sentence, _NOT_THE_WORK):
            continue
        last = 0
        kind: Kind | None = None
        for start, end, span in find_spans(sentence, year, last_year):
            goes_on = kind if _AND.match(sentence, last) else None
            kind = "end" if _WHOLE_PERIOD.search(span.words) else _kind(sentence, last, start, end) or goes_on
            if kind:
                yield Said(kind, _before(span) if just_before(sentence, start, _BEFORE) else span, sentence)
            last = end


def _before(span: Span) -> Span:
    """Return the half year before a month: «før juli». A whole year («før 2025 er slutt») is left as it is."""
    return Span(span.first - 6, span.first - 1, span.words) if span.first == span.last else span


_SAID: dict[Kind, re.Pattern[str]] = {"start": _START, "end": _END, "last": _LAST}


#: What is said of a date after it is said within so many characters.
_AFTER = 200


def _kind(sentence: str, last: int, start: int, end: int) -> Kind | None:
    """Return what is said of the date: by the word right before it, the nearest before it, or one after it."""
    before = sentence[last:start]
    if first(before, _FROM):
        return "start"
    if first(before, _TO) or (last and _DASH.fullmatch(before)):
        return "end"
    found = [(match.start(), kind) for kind, words in _SAID.items() for match in words.finditer(before)]
    if found:
        return max(found)[1]
    after = sentence[end : end + _AFTER]
    after = after if _AND_THEN.match(after) else re.split(r"[,;]| og ", after)[0]
    if first(after, _START):
        return "start"
    return "end" if first(after, _END) else None
