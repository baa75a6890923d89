"""The likely cause of a wrong sum, where arithmetic can name one. With two equally good causes none is named."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from reporting.checks.words import EMPTY, Text, Words, listed

LEFT_OUT = Words(
    nb="Differansen er lik {parts}, som ser ut til å være utelatt.",
    nn="Differansen er lik {parts}, som ser ut til å vere utelaten.",
)
COUNTED_TWICE = Words(
    nb="Differansen er lik {parts}, som ser ut til å være regnet med to ganger.",
    nn="Differansen er lik {parts}, som ser ut til å vere rekna med to gonger.",
)
COUNTED_IN = Words(
    nb="Differansen er lik {parts}, som ser ut til å være regnet med, men ikke hører til i summen.",
    nn="Differansen er lik {parts}, som ser ut til å vere rekna med, men ikkje høyrer til i summen.",
)
EQUAL = Words(nb="Differansen er lik {parts}.", nn="Differansen er lik {parts}.")
IS_ANOTHER = Words(
    nb="Tallet er lik {parts}, og ser ikke ut til å være en sum av kolonnen.",
    nn="Talet er likt {parts}, og ser ikkje ut til å vere ein sum av kolonnen.",
)
ONE_DIGIT = Words(nb="Bare ett siffer skiller de to tallene.", nn="Berre eitt siffer skil dei to tala.")
SWAPPED = Words(
    nb="To siffer ser ut til å ha byttet plass.",
    nn="To siffer ser ut til å ha bytt plass.",
)
TENFOLD = Words(
    nb="Det ser ut til at en null er for mye eller for lite.",
    nn="Det ser ut til at ein null er for mykje eller for lite.",
)


class Part(NamedTuple):
    """An amount that may explain a difference; `row` tells which row it belongs to."""

    name: Text
    kroner: int
    row: str = ""


def explain(
    stated: int,
    computed: int,
    parts: Sequence[Part],
    others: Callable[[], Sequence[Part]] = tuple,
    prefer: Collection[str] = (),
) -> Text:
    """Return the cause of a sum that is stated as another than computed, or an empty text.

    `parts` are what the sum adds up; `others` gives what stands beside it, where a row alone does not explain it. Rows
    in `prefer` (those that explain the other columns too) win over other rows with the same amount.
    """
    gap = stated - computed
    if not gap:
        return EMPTY
    inside = COUNTED_TWICE if gap > 0 else LEFT_OUT
    outside = COUNTED_IN if gap > 0 else EQUAL
    if match := _match(parts, abs(gap), 1, prefer):
        return inside(parts=match[0].name)
    beside = others()
    for size, words, found in ((1, outside, beside), (2, inside, parts), (2, outside, beside)):
        if match := _match(found, abs(gap), size, prefer):
            return words(parts=listed([part.name for part in match]))
    if match := _match(beside, stated, 1, prefer):
        return IS_ANOTHER(parts=match[0].name)
    return _slip(stated, computed)


def rows_that_explain(stated: int, computed: int, parts: Iterable[Part]) -> frozenset[str]:
    """Return the rows that alone are as large as the difference."""
    gap = abs(stated - computed)
    return frozenset(part.row for part in parts if gap and part.kroner == gap)


def _match(parts: Sequence[Part], gap: int, size: int, prefer: Collection[str]) -> tuple[Part, ...]:
    """Return the only set of `size` parts that makes up the gap, or the only one among the preferred rows."""
    found = [group for group in combinations(parts, size) if sum(part.kroner for part in group) == gap]
    preferred = [group for group in found if all(part.row in prefer for part in group)]
    for choice in (preferred, found):
        if len(choice) == 1:
            return choice[0]
    return ()


def _slip(stated: int, computed: int) -> Text:
    """Return the slip of the pen that turns one number into the other, if there is one."""
    one, other = str(stated), str(computed)
    if stated and computed and (stated == computed * 10 or computed == stated * 10):
        return TENFOLD()
    if len(one) != len(other):
        return EMPTY
    places = [index for index in range(len(one)) if one[index] != other[index]]
    if len(places) == 1:
        return ONE_DIGIT()
    swapped = len(places) == 2 and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
    return SWAPPED() if swapped and places[1] == places[0] + 1 else EMPTY
