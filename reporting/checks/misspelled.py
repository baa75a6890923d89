"""Names of several words in running text with a slip in them: a hyphen for the space, a letter too many or too few."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from reporting.checks.case import Case, Piece
from reporting.checks.matching import matches

#: A misspelled name begins with so many of its own letters, and the misspelled word is as alike as this.
_SAME_START = 6
_VERY_ALIKE = 0.9


def misspelled(case: Case, name: str, right: set[str]) -> Iterator[tuple[str, Piece]]:
    """Yield what stands for a name of several words and is none of the right names, with its place."""
    hyphened, start = name.replace(" ", "-").casefold(), name.split()[0][:_SAME_START].casefold()
    for words, piece in _found(case, hyphened, rf"{re.escape(hyphened)}"):
        if words not in right:
            yield words, piece
    if len(start) == _SAME_START:
        for words, piece in _found(case, start, rf"{re.escape(start)}[\w-]*(?: [\w-]+){{{name.count(' ')}}}"):
            if words not in right and _has_a_slip(words.casefold(), name.casefold()):
                yield words, piece


def _found(case: Case, wanted: str, words: str) -> Iterator[tuple[str, Piece]]:
    """Yield every match of some words in what people wrote, where the letters that are wanted stand in it."""
    for piece in case.holding(wanted):
        pattern = re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)
        yield from ((match[0], piece) for match in matches(piece.text, pattern))


@lru_cache(maxsize=4096)
def _has_a_slip(words: str, name: str) -> bool:
    """Tell whether some words, in lower case, are a name but for a slip in one long word; an inflected one has none."""
    differing = [pair for pair in zip(words.split(), name.split(), strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    said, right = differing[0]
    if len(right) < _SAME_START or said.startswith(right) or right.startswith(said):
        return False
    return SequenceMatcher(None, said, right).ratio() >= _VERY_ALIKE
