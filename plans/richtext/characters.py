"""Which characters a text may hold, and the marks that stand for a list where there is no list.

Word writes its bullets as private-use characters of the fonts Symbol and Wingdings; copied text also brings byte order
marks, zero-width spaces, soft hyphens, direction marks and control characters. None of them can be seen, all of them
break search, comparison or an export, so they go. No-break spaces stay: amounts are written with them.
"""

import re
import unicodedata

# No language puts more on one letter; whoever does is drawing, or trying to wear the reader out.
MAX_MARKS = 8

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(0x10000 * n + 0xFFFE)}{chr(0x10000 * n + 0xFFFF)}" for n in range(17))
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # soft hyphen, zero width, direction
    "\ufff9-\ufffc\U000e0000-\U000e007f"  # places of embedded objects, tags
    f"\ud800-\udfff{_NONCHARACTERS}]"  # halves of characters, and no characters at all
)
_PRIVATE_USE = re.compile(f"[{_PRIVATE}]")
_LEADING_PRIVATE_USE = re.compile(rf"(?:\s*[{_PRIVATE}])+")
# Every combining mark is from U+0300 on.
_MANY_MARKS = re.compile(rf"[\u0300-\U0010ffff]{{{MAX_MARKS + 1},}}")
_WHITE_SPACE = re.compile("[ \t\n\v\f\r\x85\u2028\u2029]+")

# Word turns --> , <-- and ==> into these while one types, in the font Wingdings: the arrow is part of what was written.
_ARROWS = str.maketrans({"\uf0e0": "→", "\uf0df": "←", "\uf0e8": "→"})

_BULLETS = re.compile(rf"\s*(?:[{_PRIVATE}]\s*|[•·▪▫◦‣●○■□◆❖➢✓](?:\s+|$))+")
# What is left of Word's own list when its formatting is lost: the mark, then several no-break spaces.
_LOST_SUBLIST = re.compile(r"\s*[o§]([ \t\n\u00a0]+)")
_LOST_NUMBER = re.compile(r"\s*(\d{1,4})[.)]([ \t\n\u00a0]+)")


def remove_invisible(text: str) -> str:
    """Return the text without characters that cannot be seen; private-use characters and white space are kept."""
    return _INVISIBLE.sub("", text)


def remove_private_use(text: str) -> str:
    """Return the text without private-use characters; Word's arrows become real arrows."""
    return _PRIVATE_USE.sub("", text.translate(_ARROWS)) if _PRIVATE_USE.search(text) else text


def clean(text: str) -> str:
    """Return a text that is no rich text as it is stored: nothing that cannot be seen, no private use, composed."""
    return composed(remove_private_use(remove_invisible(text)))


def composed(text: str) -> str:
    """Return the text in NFC, with at most `MAX_MARKS` combining marks on one letter.

    Unicode sorts the marks of a letter, in a time that grows with the square of their number.
    """
    return _fewer_marks(unicodedata.normalize("NFC", _fewer_marks(text)))


def _fewer_marks(text: str) -> str:
    return _MANY_MARKS.sub(_first_marks, text)


def _first_marks(match: re.Match[str]) -> str:
    kept = []
    marks = 0
    for character in match[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def collapse(text: str) -> str:
    """Return the text with each stretch of ordinary white space as one space; no-break and thin spaces are kept."""
    return _WHITE_SPACE.sub(" ", text)


def leading_private_use(text: str) -> int:
    """Return how many characters the private-use characters at the beginning of the line take."""
    match = _LEADING_PRIVATE_USE.match(text)
    return match.end() if match else 0


def bullets(text: str) -> int:
    """Return how many characters the bullets at the beginning of the line take, white space included; 0 for none."""
    match = _BULLETS.match(text)
    return match.end() if match else 0


def lost_marker(text: str) -> tuple[int, int, int | None] | None:
    """Return what is left of a list of Word's at the beginning of the line, or None.

    The answer is (characters taken, level 1 or 2, number or None). A mark counts only with two no-break spaces after
    it, which nobody types: «1. mai» at the beginning of a paragraph is a date.
    """
    if match := _LOST_SUBLIST.match(text):
        level, number = 2, None
    elif match := _LOST_NUMBER.match(text):
        level, number = 1, int(match[1])
    if match is None or match[match.lastindex or 0].count("\u00a0") < 2:
        return None
    return match.end(), level, number
