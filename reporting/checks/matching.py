"""Looking for patterns in texts, where most texts are those of the last time."""

import re
from functools import lru_cache

#: A long plan has some hundred texts, each read for some thirty patterns; a few plans are written at once.
_REMEMBERED = 1 << 16

#: The patterns that are looked for in every text of a plan, each in the order in which its rule was read.
_EVERYWHERE: list[re.Pattern[str]] = []


@lru_cache(maxsize=_REMEMBERED)
def first(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the first match in a text; remembered as in `matches`."""
    return pattern.search(text)


#: Words that say something of what comes after them stand this near; a whole text before each amount is far too much.
_NEAR = 120


def just_before(text: str, end: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the match in what stands shortly before a place; `$` in the pattern is that place."""
    return pattern.search(text, max(0, end - _NEAR), end)


@lru_cache(maxsize=_REMEMBERED)
def matches(text: str, *patterns: re.Pattern[str]) -> tuple[re.Match[str], ...]:
    """Return every match in a text, pattern by pattern.

    A plan is checked again after each change, which leaves all its texts but one as they were: what was found in them
    is remembered.
    """
    return tuple(match for pattern in patterns for match in pattern.finditer(text))


def everywhere(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is looked for in every text, with all others of its kind at once (`Case.matches`).

    For the top of a module with rules: what was found in a text is remembered without patterns that come later.
    """
    _EVERYWHERE.append(re.compile(pattern, flags))
    return _EVERYWHERE[-1]


@lru_cache(maxsize=1 << 13)
def matches_of_all(text: str) -> tuple[re.Match[str], ...]:
    """Return every match of the patterns that are looked for everywhere; remembered as in `matches`."""
    return tuple(match for pattern in _EVERYWHERE for match in pattern.finditer(text))
