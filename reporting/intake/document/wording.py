"""How alike two wordings are, however they are inflected, punctuated or dated."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NOT_A_LETTER = re.compile(r"[^\w]+|_")
#: Words that two sentences may share without being alike.
_COMMON = frozenset(
    [
        "og",
        "i",
        "på",
        "av",
        "for",
        "til",
        "å",
        "en",
        "ei",
        "et",
        "ein",
        "eit",
        "som",
        "med",
        "under",
        "det",
        "de",
        "den",
        "dei",
        "skal",
        "er",
        "kort",
        "beskriv",
        "skildr",
        "om",
        "gjer",
        "gjør",
    ]
)
_STEM = 5
_LONGEST = 400


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return the words in small letters, without years, numbers before them and punctuation."""
    words = _NOT_A_LETTER.sub(" ", YEAR.sub(" ", text[:_LONGEST].casefold().replace("{år}", " ")))
    return " ".join(words.split())


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that say something; of all words where none do."""
    words = [word for word in plain(text).split() if not word.isdigit()]
    return frozenset(word[:_STEM] for word in words if word not in _COMMON) or frozenset(words)


def shared(one: str, other: str) -> float:
    """Return how much of their words two wordings share, from 0 to 1."""
    first, second = stems(one), stems(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


@lru_cache(maxsize=20_000)
def alike(one: str, other: str) -> float:
    """Return how alike two wordings are, from 0 to 1: by the words they share, or letter by letter."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    by_words = shared(one, other)
    least = max(by_words, 0.6)
    if by_words < 0.3 and max(len(stems(one)), len(stems(other))) > 2:
        return by_words
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # Short words that differ in most of their letters may still share many of them.
    if matcher.real_quick_ratio() <= least or matcher.quick_ratio() <= least:
        return by_words
    by_letters = matcher.ratio()
    return by_letters if by_letters > least else by_words


def within(short: str, long: str) -> float:
    """Return how much of a short wording's words stand in a longer one, from 0 to 1."""
    first, second = stems(short), stems(long)
    return len(first & second) / len(first) if first else 0.0
