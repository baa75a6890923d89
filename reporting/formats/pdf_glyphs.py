"""Which characters the document's fonts can draw, told before anything is drawn and with the text it stands in."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_TAG = re.compile(r"<[^>]*>")
#: Spaces, joiners and marks of formatting are laid out without a glyph of their own.
_UNDRAWN = frozenset(("Zs", "Cc", "Cf"))
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
CONTEXT = 30


@lru_cache(maxsize=16)
def _characters(path: Path) -> frozenset[int]:
    """Return the code points a font file can draw."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def first_missing(html: str, fonts: Sequence[Path]) -> str:
    """Return a sentence about the first character of the page's text that no font can draw, or "" when all can."""
    text = unescape(_TAG.sub("\n", html))
    known = frozenset[int]().union(*(_characters(path) for path in fonts if path.is_file()))
    unknown = {character for character in set(text) if ord(character) not in known and _is_drawn(character)}
    if not unknown:
        return ""
    place = next(index for index, character in enumerate(text) if character in unknown)
    before = text[:place].rpartition("\n")[2][-CONTEXT:]
    after = text[place:].partition("\n")[0][:CONTEXT]
    return (
        f"PDF-en kan ikke lages fordi skriften mangler tegnet «{text[place]}» (U+{ord(text[place]):04X}). "
        f"Det står i «{(before + after).strip()}». Skriv det på en annen måte, eller ta det bort."
    )


def _is_drawn(character: str) -> bool:
    """Tell whether a character needs a glyph."""
    return unicodedata.category(character) not in _UNDRAWN and ord(character) not in _VARIATION_SELECTORS
