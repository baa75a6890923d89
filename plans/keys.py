"""Readable keys for addresses and files, made from Norwegian and Sámi names."""

import re
import unicodedata
from collections.abc import Container

#: Letters that are no Latin letter with a mark; the others lose their mark (á, č, ï, š, å).
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "t", "ǥ": "g", "ß": "ss", "ʒ": "z"}
)

#: First parts of addresses that are the portal's own, so that no pilot can have them.
RESERVED = frozenset(
    {"er-dette-planen", "folk", "forvaltning", "invitasjon", "kdd", "konto", "piloter", "roller", "static", "varsler"}
)


def make_key(name: str, *, taken: Container[str] = (), max_length: int = 80) -> str:
    """Return a key of a to z, 0 to 9 and hyphens: «Snåase – Snåsa» gives `snaase-snasa`.

    One that is `taken` gets the first free number at its end. A name without a letter or digit gives `uten-navn`.
    """
    folded = unicodedata.normalize("NFD", name.casefold().translate(_LETTERS))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:max_length].strip("-") or "uten-navn"
    found, number = key, 1
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = key[: max_length - len(ending)].rstrip("-") + ending
    return found
