"""A time frame as people write it, as from and to. What is not understood stays as it was written."""

import re
from typing import NamedTuple

from plans.timeframe import is_partial_date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jan"),
            ("februar", "feb"),
            ("mars", "mar"),
            ("april", "apr"),
            ("mai",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("desember", "des"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\.?\s*)?(?P<month>{_MONTH})\.?\s+(?P<year>20\d\d)"
    r"|(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>20\d\d)|(?P<iso>20\d\d-\d\d(?:-\d\d)?)|(?P<only>20\d\d)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:i\s+)?(?:hele|heile)\s+(?:avtale|prosjekt|bygdevekst)?-?perioden|ut avtaleperioden|avtaleperioden",
    re.IGNORECASE,
)
_ALL_YEAR = re.compile(r"(?:hele|heile)\s+(?:året|(?P<year>20\d\d))", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-–—]|til(?: og med)?|t\.o\.m\.|og ut|,|og)\s*", re.IGNORECASE)
_BEGUN = re.compile(r"(?:fra og med|fra|frå|oppstart|start(?:er)?)\s*:?\s*", re.IGNORECASE)
_DONE = re.compile(
    r"(?:ferdig(?:stilles)?|innen|innan|frist|slutt|avslutta?|avsluttes|ut|til)\s*(?:i\s+)?:?\s*", re.IGNORECASE
)


class Frame(NamedTuple):
    """From, to, and what words were left."""

    start: str = ""
    end: str = ""
    rest: str = ""


def read_date(text: str) -> str:
    """Return the first day, month or year in a text as `2025-04-30`, `2025-04` or `2025`; empty where there is none."""
    match = _DATE.search(text)
    return _partial(match) if match else ""


def _partial(match: re.Match[str]) -> str:
    if match["only"] or match["iso"]:
        return match["only"] or match["iso"]
    if match["d"]:
        year, month, day = match["y"], int(match["m"]), int(match["d"])
    else:
        year, month, day = match["year"], _MONTHS[match["month"].lower()], int(match["day"] or 0)
    found = f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
    return found if is_partial_date(found) else ""


def read_frame(text: str, first_year: int, last_year: int, year: int) -> Frame:
    """Return a time frame. A lone month or day is when the work is done; a lone year is all of it."""
    words = " ".join(text.split()).strip(" .")
    if not words:
        return Frame()
    for pattern, start, end in ((_WHOLE, first_year, last_year), (_ALL_YEAR, year, year)):
        if match := pattern.match(words):
            named = match.groupdict().get("year")
            return Frame(named or str(start), named or str(end), _rest(words[match.end() :]))
    begun, done = _BEGUN.match(words), _DONE.match(words)
    after = begun or done
    at = after.end() if after else 0
    dates: list[str] = []
    while match := _DATE.match(words, at):
        if not (date := _partial(match)):
            return Frame(rest=words)
        dates.append(date)
        at = match.end()
        between = _BETWEEN.match(words, at)
        if not between or not _DATE.match(words, between.end()):
            break
        at = between.end()
    rest = _rest(words[at:])
    if not dates or (rest and words[at : at + 1].isalnum()):
        return Frame(rest=words)
    if begun and len(dates) == 1:
        return Frame(start=dates[0], rest=rest)
    if len(dates) > 1:
        first, last = min(dates), max(dates)
        return Frame(first, last, rest)
    alone = dates[0]
    return Frame(alone if len(alone) == 4 and not done else "", alone, rest)


def _rest(text: str) -> str:
    return text.strip(" ,.;:–-")
