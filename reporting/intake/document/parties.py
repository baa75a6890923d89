"""Parties named in a cell: those that the register knows, and the rest as text."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reporting.value import Party

_BETWEEN = re.compile(r"\s*[,;\n•]\s*|\s+/\s+|(?<=[a-zæøå])/\s*(?=[A-ZÆØÅ])")
_AND = re.compile(r"\s+(?:og|samt|&)\s+")
_PLAIN = re.compile(r"[^\wæøå]+")


class Named(NamedTuple):
    """Parties of the register in the order they are named, and the words that name none of them."""

    parties: tuple[Party, ...] = ()
    rest: str = ""
    unsure: tuple[tuple[str, tuple[Party, ...]], ...] = ()


class Register:
    """The register of parties by how they are written."""

    def __init__(self, parties: Sequence[Party], text: str = "") -> None:
        """`text` is the whole document: a name that fits several is the one that stands there in full."""
        self._names: dict[str, list[Party]] = {}
        for party in parties:
            for name in {_key(party.name), _key(party.short_name), *_abbreviations(party)} - {""}:
                self._names.setdefault(name, []).append(party)
        self._parties = parties
        self._text = _key(text)

    def read(self, text: str) -> Named:
        """Return who is named in a cell."""
        found: list[Party] = []
        rest: list[str] = []
        unsure: list[tuple[str, tuple[Party, ...]]] = []
        for piece in self._pieces(text):
            candidates = self.find(piece)
            if len(candidates) == 1:
                if candidates[0] not in found:
                    found.append(candidates[0])
            else:
                rest.append(piece)
                if candidates:
                    unsure.append((piece, tuple(candidates)))
        return Named(tuple(found), ", ".join(rest), tuple(unsure))

    def _pieces(self, text: str) -> Iterable[str]:
        for piece in _BETWEEN.split(text):
            words = " ".join(piece.split()).strip(" .")
            if not words:
                continue
            parts = _AND.split(words)
            # «Husbanken og kommunene» are two, «Skogen og Øvre Åsheim» is one.
            if len(parts) > 1 and not self.find(words) and any(self.find(part) for part in parts):
                yield from (part.strip() for part in parts if part.strip())
            else:
                yield words

    def find(self, name: str) -> list[Party]:
        """Return the parties that a name may mean."""
        key = _key(name)
        exact = self._names.get(key, [])
        if exact:
            return self._likeliest(exact)
        if len(key) < 4:
            return []
        near = [party for known, parties in self._names.items() if _same(key, known) for party in parties]
        if not near and len(key) > 8:
            near = [party for party in self._parties if _key(party.name).startswith(f"{key} ")]
        return self._likeliest(list({party.key: party for party in near}.values()))

    def _likeliest(self, parties: list[Party]) -> list[Party]:
        if len(parties) < 2:
            return parties
        named = [party for party in parties if _key(party.name) in self._text]
        return named if len(named) == 1 else parties


def _key(name: str) -> str:
    return " ".join(_PLAIN.sub(" ", name.casefold()).split())


def _abbreviations(party: Party) -> set[str]:
    """Return short forms that are made by rule: «TFK» for Trøndelag fylkeskommune, a name without «kommune»."""
    words = party.name.split()
    if party.kind == "fylkeskommune" and len(words) == 2:
        return {f"{words[0][0]}fk".casefold()}
    if party.kind == "kommune" and "kommune" not in party.name.casefold():
        return {_key(f"{party.short_name or party.name} kommune")}
    return set()


def _same(one: str, other: str) -> bool:
    """Whether two names are one but for a letter or an ending: «Distriktssentret», «Namdal næringsforeningen»."""
    if abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < 8 or one[:4] != other[:4]:
        return False
    squeezed, known = one.replace(" ", ""), other.replace(" ", "")
    if squeezed == known:
        return True
    short, long = sorted((squeezed, known), key=len)
    if len(short) == len(long):
        return False
    place = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    gap = len(long) - len(short)
    return short[place:] == long[place + gap :] or short[place:] == long[place + gap :].rstrip("en")
