"""Whether two names are the same, and whether a sentence speaks of a thing by its name, inflected or shortened."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{2,}")
#: Words that say nothing of which tiltak or delmål is meant.
_EMPTY = """av at de den det en et ei for fra i med mot og om på som til ved alle alt sin våre vår felles nye ny økt øke
mer bidra bruk bruke etablere gjennomføre følge opp lage styrke utvikle utarbeide teste test støtte arbeid arbeidet
prosjekt prosjektet tiltak tiltaket delmål arbeide auke frå ein eit dei vere nytt"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


def normal(name: str) -> str:
    """Return a name for comparing: lower case, one kind of dash and space, without a final full stop."""
    text = unicodedata.normalize("NFC", name).replace("\N{EN DASH}", "-").replace("\N{NO-BREAK SPACE}", " ")
    text = re.sub(r"\s*-\s*", "-", " ".join(text.split()))
    return text.strip(" .:,").casefold()


def content_words(name: str, ignored: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words of a name that tell it from others, in lower case."""
    words = (word.casefold() for word in _WORD.findall(name))
    return tuple(dict.fromkeys(word for word in words if word not in _EMPTY_WORDS and word not in ignored))


@lru_cache(maxsize=1 << 14)
def speaks_of(sentence: str, name: str, ignored: frozenset[str] = frozenset()) -> bool:
    """Tell whether a sentence has most of a name's own words, in any inflection: at least two, or the only one."""
    words = content_words(name, ignored)
    said = [word.casefold() for word in _WORD.findall(sentence)]
    if len(words) == 1:
        return len(words[0]) >= 6 and any(_same_word(words[0], other) for other in said)
    found = [word for word in words if any(_same_word(word, other) or _within(word, other) for other in said)]
    return len(found) >= 2 and len(found) * 5 >= len(words) * 3


def _within(word: str, compound: str) -> bool:
    """Tell whether a compound begins or ends with a word: «strategisk» and «plan» in «strategiskplanen»."""
    return len(word) >= 4 and (compound.startswith(word) or compound.endswith((word, f"{word}en", f"{word}et")))


def _same_word(word: str, other: str) -> bool:
    """Tell whether two words are one word in two inflections."""
    stem = min(len(word), len(other))
    longest = max(len(word), len(other))
    return word == other or (stem >= 4 and longest - stem <= 3 and word[:stem] == other[:stem])
