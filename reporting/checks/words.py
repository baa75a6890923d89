"""Words in bokmål and nynorsk, written side by side and filled with the same values, so that they cannot drift."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from plans.templatetags.kroner import kroner

Language = Literal["nb", "nn"]

_FIELD = re.compile(r"\{(\w+)\}")


class Text(NamedTuple):
    """A finished text in both written languages."""

    nb: str
    nn: str

    def in_language(self, language: Language) -> str:
        """Return the text in one of the languages."""
        return self.nb if language == "nb" else self.nn


#: What fills a place in a text: kroner, words that are the same in both languages, or words in both.
Value = int | str | Text

EMPTY = Text("", "")


class Words:
    """A text with places for values, in both languages. Refuses two that do not have the same places."""

    def __init__(self, nb: str, nn: str) -> None:
        if not nb or not nn or set(_FIELD.findall(nb)) != set(_FIELD.findall(nn)):
            raise ValueError(f"«{nb}» and «{nn}» do not say the same")
        self.nb, self.nn = nb, nn
        # Text and names of values in turn. What is put in is never read for places: braces that people wrote stay.
        self._pieces = _FIELD.split(nb), _FIELD.split(nn)

    @property
    def fields(self) -> frozenset[str]:
        """Names of the values that the text needs."""
        return frozenset(_FIELD.findall(self.nb))

    def __call__(self, **values: Value) -> Text:
        """Return the text with its values: an int is written as kroner. Raises KeyError for a value left out."""
        nb, nn = self._pieces
        return Text(_filled(nb, values, "nb"), _filled(nn, values, "nn"))


def _filled(pieces: list[str], values: Mapping[str, Value], language: Language) -> str:
    """Return text and values in turn, put together."""
    return "".join(shown(values[piece], language) if place % 2 else piece for place, piece in enumerate(pieces))


def shown(value: Value | None, language: Language) -> str:
    """Return a value as it is read: kroner with their unit, text as it is, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.in_language(language)
    return kroner(value) if isinstance(value, int) else value


def places(count: int) -> Text:
    """Return «Ett sted» or «3 steder», as the end of a tip that is told once for many places."""
    return Text(f"{count} steder", f"{count} stader") if count > 1 else Text("Ett sted", "Éin stad")


def same(text: str) -> Text:
    """Return words that are the same in both languages, such as a name."""
    return Text(text, text)


def uncapitalised(name: Text) -> Text:
    """Return the name of a place as it stands within a sentence: «tiltak 6.1», «seksjon 7»."""
    return Text(*(words[:1].lower() + words[1:] for words in name))


def together(*texts: Text) -> Text:
    """Return sentences after one another in both languages; empty ones are left out."""
    return Text(*(" ".join(filter(None, parts)) for parts in zip(*texts, strict=True)))


def listed(texts: list[Text]) -> Text:
    """Return `a, b og c` in both languages."""
    return Text(*(_enumerated([text.in_language(language) for text in texts]) for language in ("nb", "nn")))


def _enumerated(parts: list[str]) -> str:
    return " og ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""
