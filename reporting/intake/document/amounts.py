"""An amount as a cell prints it: kroner or thousands, in brackets, with a word for how sure it is, or none at all."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError

from budgets.certainty import Certainty
from budgets.kroner import parse_kroner
from reporting.stated import StatedCell
from reporting.words import certainty_word

_THOUSANDS = re.compile(
    r"(?:\b(?:i|hele|heile|kr|kroner|nok|beløp i)\.?\s*(?:hele\s+|heile\s+)?(?:1[\s.]?000|tusen)\b)"
    r"|\b1[\s.]?000\s*(?:kr|kroner|nok)\b"
    r"|\btusen\s*(?:kr|kroner)\b|\b(?:tkr|t\.?kr|knok)\b",
    re.IGNORECASE,
)
_MILLIONS = re.compile(
    r"\b(?:i\s+)?mill(?:ioner|ionar|\.)?\s*(?:kr|kroner|nok)\b|\bmnok\b|\bi millioner\b", re.IGNORECASE
)
_BRACKETED = re.compile(r"\(\s*(.*?)\s*\)?", re.DOTALL)
_DASH = re.compile(r"[-–—.\s]*")
_TAIL = re.compile(r"\s*(?:\*+\)?|[¹²³]+|\d\))$")
_DECIMAL = re.compile(r"(\d{1,3}(?:[ .]\d{3})*|\d+)(?:,(\d+))?")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
_SURE = {certainty_word(one, language).casefold(): str(one) for one in Certainty for language in ("nb", "nn")}
_SURE |= {"søkt om": "sokt", "frosset": "fryst", "frose": "fryst", "tilsagn": "innvilget", "avslag": "avslatt"}
_COUNTED_WORDS = re.compile(
    rf"\(?\b({'|'.join(map(re.escape, sorted(_SURE, key=len, reverse=True)))})\b\)?", re.IGNORECASE
)
_NOT_COUNTED = ("fryst", "avslatt")


_CURRENCY = re.compile(r"^(?:nok\.?\s*)|(?:\s*nok\.?)$", re.IGNORECASE)
#: In a table of thousands or millions more than this is written in kroner by mistake, or by another hand.
_MOST = 100_000_000
#: What stands between two amounts and not within one.
_BETWEEN = "+-–x*/'’´"
_NUMBER = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+")
_DECIMALS = re.compile(r"(?<=\d),\d{1,2}(?!\d)")
_THOUSAND_MARK = re.compile(r"\s?(?:k|t|'|’|´|tkr|tusen)(?![a-zæøå])", re.IGNORECASE)


class Amount(NamedTuple):
    """What one cell holds: the amount that counts, in whole kroner, and amounts beside it with how sure they are.

    `named` are all words for how sure the amount that counts is: a sum of several amounts has those of each.
    """

    text: str = ""
    kroner: int | None = None
    bracketed: bool = False
    certainty: str = "planlagt"
    others: tuple[tuple[int, str], ...] = ()
    named: tuple[str, ...] = ()

    @property
    def is_malformed(self) -> bool:
        """Whether digits are printed that make no amount."""
        return self.kroner is None and not self.others and any(char.isdigit() for char in self.text)

    @property
    def stated(self) -> StatedCell:
        """The cell as it is printed."""
        return StatedCell(text=self.text, kroner=self.kroner, bracketed=self.bracketed)


def unit_in(texts: Iterable[str]) -> int | None:
    """Return how many kroner a unit is, where words around a table say so."""
    for text in texts:
        if _THOUSANDS.search(text):
            return 1_000
        if _MILLIONS.search(text):
            return 1_000_000
    return None


def read_amount(lines: Sequence[str], unit: int = 1) -> Amount:
    """Return what a cell holds. A lone dash is a blank."""
    words = " ".join(" ".join(lines).translate(_SPACES).split())
    if not words or _DASH.fullmatch(words):
        return Amount()
    own: list[Amount] = []
    others: list[tuple[int, str]] = []
    told: list[str] = []
    for line in lines:
        named = [_SURE[word.casefold()] for word in _COUNTED_WORDS.findall(line)]
        sure = next((one for one in named if one in _NOT_COUNTED), named[-1] if named else "")
        rest = " ".join(_COUNTED_WORDS.sub(" ", line).split()).strip(" ,;:")
        amount = _plain(rest, unit) if rest else None
        if sure in _NOT_COUNTED and amount is not None and amount.kroner is not None:
            others.append((amount.kroner, sure))
        elif amount is not None:
            own.append(amount)
            told += named
        elif sure not in _NOT_COUNTED:
            told += named
    if len(own) == 1:
        certainty = told[-1] if told else "planlagt"
        return own[0]._replace(certainty=certainty, others=tuple(others), named=tuple(told))
    if not own and others:
        return Amount(others=tuple(others))
    return _plain(words, unit)


def possible(text: str, unit: int = 1) -> list[int]:
    """Return the amounts in kroner that a text may mean which none can be read from, the likeliest first."""
    words = _DECIMALS.sub("", text.translate(_SPACES))
    digits = "".join(char for char in words if char in "0123456789")[:12]
    if not any(char.isalpha() or char in _BETWEEN for char in words):
        # Digits that are parted oddly are one amount.
        return list(dict.fromkeys(one for one in _scaled(int(digits or 0), unit) if one > 0))
    found: list[int] = []
    for match in _NUMBER.finditer(words):
        mark = _THOUSAND_MARK.match(words, match.end())
        found += _scaled(int(re.sub(r"\D", "", match[0])[:12]), 1000 if mark else unit)
    return list(dict.fromkeys(one for one in found if one > 0))[:4]


def _scaled(number: int, unit: int) -> list[int]:
    """Return a number in its unit and as it stands, the likelier first."""
    return [number * unit, number] if number * unit <= _MOST else [number, number * unit]


def _plain(text: str, unit: int) -> Amount:
    words = " ".join(text.translate(_SPACES).split())
    inside = _BRACKETED.fullmatch(words) if words.startswith("(") else None
    bare = _TAIL.sub("", inside[1] if inside else words).strip()
    return Amount(words, _kroner(bare, unit), bracketed=bool(inside) and words.endswith(")"))


def _kroner(text: str, unit: int) -> int | None:
    if not text:
        return None
    text = _CURRENCY.sub("", text)
    if unit > 1 and (found := _DECIMAL.fullmatch(re.sub(r"^kr\.?\s*|\s*(?:kr\.?|kroner|,-)$", "", text))):
        exact = Decimal(f"{re.sub('[ .]', '', found[1])}.{found[2] or 0}") * unit
        return int(exact) if exact <= _MOST and exact == exact.to_integral_value() else None
    try:
        return parse_kroner(text)
    except ValidationError:
        return None
