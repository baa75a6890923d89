"""Amounts of money in running text, in the many ways that people write them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reporting.checks.matching import first

_SPACES = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"), " ")
_DIGITS = r"\d{1,3}(?:[ .]\d{3})+|\d+"
_WORDS = {
    "en halv": Decimal("0.5"),
    "ein halv": Decimal("0.5"),
    "halvannen": Decimal("1.5"),
    "halvannan": Decimal("1.5"),
    **{word: Decimal(1) for word in ("en", "én", "ein")},
    **dict(
        zip(("to", "tre", "fire", "fem", "seks", "syv", "åtte", "ni", "ti"), map(Decimal, range(2, 11)), strict=True)
    ),
    "sju": Decimal(7),
}
_NUMBER_WORDS = "|".join(word.replace(" ", r"\ ") for word in _WORDS)
#: By the beginning of the word; the longer ones first.
_SCALES = {"hundre": 100_000, "tusen": 1_000, "milliard": 10**9, "mrd": 10**9, "mill": 10**6}
_UNIT = r"(?:kr\b\.?|kroner\b|NOK\b)"
_AMOUNT = re.compile(
    rf"""(?<![\d.,/-])(?:
      (?P<before>{_UNIT})\s?(?P<a>{_DIGITS})(?:,-|,00)?(?!\d|,\d|\s?(?:mill|tusen|mrd))
    | (?:{_UNIT}\s?)?(?P<b>(?:{_DIGITS})(?:,\s?\d{{1,3}})?|\b(?:{_NUMBER_WORDS}))\s?
      (?P<scale>hundre\s?tusen|tusen|mill\.?(?=\W|$)|million(?:er|ar|en)?\b|mrd\.?|milliard(?:er|ar)?\b)(?:\s?{_UNIT})?
    | (?P<c>{_DIGITS})(?:,00)?\s?(?:,-|{_UNIT})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGN_OF_MONEY = re.compile(r"kr|,-|tusen|mill|mrd|nok\b", re.IGNORECASE)
_RATE = re.compile(r"\s?(?:/\s?(?:t\b|time)|(?:i |per |pr\.? ?)?time(?:n)?\b|(?:i |per |pr\.? ?)hour)", re.IGNORECASE)
_BEFORE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[ .]\d{3})+)(?:\s?kr)?(?:,| og| eller| pluss|\s?\+)\s?$")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ«\d])|\n")
_ABBREVIATION = re.compile(r"\b(?:nr|kap|pkt|jf|ca|evt?|pr|bl\.a|f\.eks|m\.m)\.$", re.IGNORECASE)
_BEFORE_DIGITS = re.compile(r"\b(?:kr|mill|mrd)\.$", re.IGNORECASE)


#: A longer run of digits is no amount.
_LONGEST = 60


class Amount(NamedTuple):
    """An amount in whole kroner with its place in the text. A rate is kroner for an hour, not money set aside."""

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

    Takes «500 000 kr», «kr 500.000,-», «1,2 millioner», «1, 2 mill. kr», «500 tusen», «to millioner», and the bare
    numbers of a list that ends in an amount («560 000 og 800 000 kr»). Parts of a krone and bare numbers are left.
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
        is_rate = bool(_RATE.match(plain, match.end()))
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
    number = match["b"].lower()
    factor = next(factor for word, factor in _SCALES.items() if match["scale"].lower().startswith(word))
    value = _WORDS[number] if number in _WORDS else Decimal(re.sub(r"[ .]", "", number).replace(",", "."))
    kroner = value * factor
    return int(kroner) if kroner == kroner.to_integral_value() else None


def _listed_before(text: str, end: int) -> Iterator[Amount]:
    """Yield the bare numbers of a list that ends in the amount at `end`, the last first."""
    while match := _BEFORE.search(text, 0, end):
        if match[0].find("kr") != -1 or len(match[0]) > _LONGEST:
            return
        yield Amount(match.start(1), match.end(1), match[1], int(re.sub(r"[ .]", "", match[1])))
        end = match.start()
