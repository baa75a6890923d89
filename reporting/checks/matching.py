"""Looking for patterns in texts, where most texts are those of the last time."""

import re
from functools import lru_cache

#: A long plan has some hundred texts, each read for some thirty patterns; a few plans are written at once.
_REMEMBERED = 1 << 16


@lru_cache(maxsize=_REMEMBERED)
def first(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the first match in a text; remembered as in `matches`."""
    return pattern.search(text)


@lru_cache(maxsize=_REMEMBERED)
def matches(text: str, *patterns: re.Pattern[str]) -> tuple[re.Match[str], ...]:
    """Return every match in a text, pattern by pattern.

    A plan is checked again after each change, which leaves all its texts but one as they were: what was found in them
    is remembered.
    """
    return tuple(match for pattern in patterns for match in pattern.finditer(text))
