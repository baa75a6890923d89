"""Amounts of money in running text, in the many ways that people write them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reporting.checks.matching import first, just_before

_SPACES = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"), " ")
_DIGITS = r"(?!0\d)(?:\d{1,3}(?:[ .]\d{3})+|\d+)"
_COUNTED = ("en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv")
_PARTS_OF_ONE = {"halv": Decimal("0.5"), "kvart": Decimal("0.25")}
_WORDS = {
    "halvannen": Decimal("1.5"),
    "halvannan": Decimal("1.5"),
    **{f"{one} {part}": value for part, value in _PARTS_OF_ONE.items() for one in ("en", "ein")},
    **{word: Decimal(number) for number, word in enumerate(_COUNTED, start=1)},
    **{word: Decimal(1) for word in ("én", "ein")},
    "syv": Decimal(7),
    **{
        f"{word} og {one} halv": number + Decimal("0.5")
        for number, word in enumerate(_COUNTED[1:], start=2)
        for one in ("en", "ein")
    },
}
_NUMBER_WORDS = "|".join(word.replace(" ", r"\ ") for word in sorted(_WORDS, key=len, reverse=True))
#: By the beginning of the word; the longer ones first.
_SCALES = {
    "hundre": 100_000,
    "tusen": 1_000,
    "milliard": 10**9,
    "mrd": 10**9,
    "mill": 10**6,
    "mnok": 10**6,
    "tnok": 1_000,
    "tkr": 1_000,
    **dict.fromkeys("'’´", 1_000),
}
_UNIT = r"(?:kr\b\.?|kroner\b|NOK\b)"
_SCALED = r"hundre\s?tusen|tusen|mill\.?(?=\W|$)|million(?:er|ar|en)?\b|mrd\.?|milliard(?:er|ar)?\b|MNOK\b|TNOK\b|tkr\b"
_NUMBER = rf"(?:{_DIGITS})(?:,\d{{1,3}})?|\d{{1,3}},\s\d{{1,3}}|\d{{1,3}}\.\d{{1,2}}"
_NO_MORE = r"(?!\d|,\d|\s\d{3}(?!\d)|\s?(?:mill|tusen|mrd|[–-]\s?\d|['’´]))"
#: «4–5 mill.» is no amount: neither end of a range is read.
_IN_RANGE = r"(?<![\d.,/°–-])(?<!\b\d\s[–-]\s)(?<!\b\d\d\s[–-]\s)(?<!\s\d\d\d\s[–-]\s)"
_AMOUNT = re.compile(
    rf"""{_IN_RANGE}(?:
      (?P<before>{_UNIT})\s?(?P<a>{_DIGITS})(?:,-|,00)?{_NO_MORE}
    | (?:{_UNIT}\s?)?(?P<b>{_NUMBER}|\b(?:{_NUMBER_WORDS}))\s?
      (?P<scale>{_SCALED})(?:\s?{_UNIT})?
    | (?P<m>MNOK|TNOK|tkr)\s?(?P<n>{_NUMBER})
    | (?P<t>\d{{2,4}})(?P<mark>['’´])(?!\w|\s?(?:container|fot))
    | (?P<c>{_DIGITS})(?:,00)?\s?(?:,-|{_UNIT})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGN_OF_MONEY = re.compile(r"kr|,-|tusen|mill|mrd|nok\b|\d['’´]", re.IGNORECASE)
_RATE = re.compile(r"\s?(?:/\s?(?:t\b|time)|(?:i |per |pr\.? ?)?time(?:n)?\b|(?:i |per |pr\.? ?)hour)", re.IGNORECASE)
#: «timer à 500 kr», «480 × 500 kr», «timeprisen er 500 kr», «en time er regnet til 500 kr».
_RATE_BEFORE = re.compile(
    r"\btim(?:er|ar)\s(?:à|á|a|av)\s(?:kr\.?\s)?$|\d(?:\stim(?:er|ar))?\s?[×x*]\s?$"
    r"|\btime(?:pris|sats)\w*(?:\s\w+){0,3}\s$|\b(?:en|én|ein)\stime\s(?:\w+\s){1,3}$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[ .]\d{3})+)(?:\s?kr)?(?:,| og| eller| pluss|\s?\+)\s?$")
#: «Staten: 850 000 kr» is one sentence.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«\d])|(?<=:)\s+(?=[A-ZÆØÅ«])|\n")
_ABBREVIATION = re.compile(r"\b(?:nr|kap|pkt|jf|ca|evt?|pr|bl\.a|f\.eks|m\.m)\.$", re.IGNORECASE)
_BEFORE_DIGITS = re.compile(r"\b(?:kr|mill|mrd)\.$", re.IGNORECASE)


#: A longer run of digits is no amount.
_LONGEST = 60


class Amount(NamedTuple):
    """An amount in whole kroner with its place in the text. A rate is for an hour, or for one of many that are
    multiplied, and not money set aside."""

    start: int
    end: int
    raw: str
    kroner: int
    is_rate: bool = False


#: Several rules read the same texts; a long plan has some hundred paragraphs and a thousand sentences.
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a text in order.

    Takes «500 000 kr», «kr 500.000,-», «1,2 millioner», «1, 2 mill. kr», «500 tusen», «to og en halv million»,
    «MNOK 2», «250'», and the bare numbers of a list that ends in an amount («560 000 og 800 000 kr»). Parts of a krone,
    bare numbers and the two ends of a range («4–5 mill.») are left.
    """
    if not first(text, _SIGN_OF_MONEY):
        return ()
    plain = text.translate(_SPACES)
    found: list[Amount] = []
    for match in _AMOUNT.finditer(plain):
        kroner = _kroner(match)
        if kroner is None:
            continue
        found.extend(reversed(list(_listed_before(plain, match.start()))))
        is_rate = bool(_RATE.match(plain, match.end()) or just_before(plain, match.start(), _RATE_BEFORE))
        found.append(Amount(match.start(), match.end(), match[0].strip(), kroner, is_rate))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=_REMEMBERED)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a full stop after «nr», or after «kr» before a number, ends none."""
    found: list[str] = []
    held = ""
    for part in filter(None, map(str.strip, _SENTENCE.split(text.translate(_SPACES)))):
        goes_on = _ABBREVIATION.search(held) or (_BEFORE_DIGITS.search(held) and part[0].isdigit())
        if held and not goes_on:
            found.append(held)
            held = ""
        held = f"{held} {part}".strip()
    return (*found, held) if held else tuple(found)


def _kroner(match: re.Match[str]) -> int | None:
    """Return whole kroner, or None for parts of a krone."""
    digits = match["a"] or match["c"]
    if len(match[0]) > _LONGEST:
        return None
    if digits:
        return int(re.sub(r"[ .]", "", digits))
    number = (match["b"] or match["n"] or match["t"]).lower()
    scale = (match["scale"] or match["m"] or match["mark"]).lower()
    factor = next(factor for word, factor in _SCALES.items() if scale.startswith(word))
    value = _WORDS[number] if number in _WORDS else _decimal(number)
    kroner = value * factor
    return int(kroner) if kroner == kroner.to_integral_value() else None


def _decimal(number: str) -> Decimal:
    """Return a number in digits: «1 200», «1.200», «1,2», «1, 2» and «1.2»."""
    if not _POINT.fullmatch(number):
        number = re.sub(r"[ .]", "", number)
    return Decimal(number.replace(",", "."))


_POINT = re.compile(r"\d{1,3}\.\d{1,2}")


def _listed_before(text: str, end: int) -> Iterator[Amount]:
    """Yield the bare numbers of a list that ends in the amount at `end`, the last first."""
    while match := just_before(text, end, _BEFORE):
        if match[0].find("kr") != -1 or len(match[0]) > _LONGEST:
            return
        yield Amount(match.start(1), match.end(1), match[1], int(re.sub(r"[ .]", "", match[1])))
        end = match.start()
