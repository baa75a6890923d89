"""Norwegian sort order: Æ Ø Å last, Sámi letters beside their Latin kin, capitals and small letters together.

PostgreSQL has it from ICU (`norwegian` = nb-NO, made in the first migration); SQLite gets this function, which follows
the same rules (CLDR, Norwegian), so that a list reads the same on both.
"""

import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# `{` comes after z and `~` after everything: «{a» is a letter of its own after z, «n~» one after all of n.
_LETTERS = {
    "æ": "{a",
    "ä": "{a",
    "ø": "{b",
    "ö": "{b",
    "å": "{c",
    "ü": "y",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "œ": "oe",
    "ß": "ss",
    "ŋ": "n~",
    "ŧ": "t~",
    "ǥ": "g~",
    "ʒ": "z~",
}
# Two letters that are one: aa is å in Norwegian lists, whatever language a name is in. «aA» is no way to write it.
_DOUBLE_A = ("aa", "Aa", "AA")


def sort_key(text: str) -> tuple[str, str, str, str]:
    """Return a key that sorts `text` as a Norwegian reader expects; equal only for equal texts.

    First the letters alone, then their marks, then small before capital.
    """
    letters, marks, capitals = [], [], []
    composed = unicodedata.normalize("NFC", text)
    place = 0
    while place < len(composed):
        found = composed[place : place + 2]
        # The second a may carry a mark of its own: PostgreSQL takes letters apart before it looks for pairs.
        pair = found[:1] + unicodedata.normalize("NFD", found[1:])
        if pair[:2] in _DOUBLE_A:
            letter, mark = _LETTERS["å"], f"aa{pair[2:]}"
        else:
            found = composed[place]
            letter, mark = _letter(found)
        letters.append(letter)
        marks.append(mark or "\0")
        capitals.append(str(sum(char != char.casefold() for char in found)))
        place += len(found)
    return "".join(letters), "".join(marks), "".join(capitals), text


def _letter(char: str) -> tuple[str, str]:
    """Return what a character sorts as, and what tells it from others that sort as the same."""
    small = char.casefold()
    if small in _LETTERS:
        return _LETTERS[small], "" if small in "æøå" else small
    parts = unicodedata.normalize("NFD", small)
    return _LETTERS.get(parts[0], parts[0]), parts[1:]


def compare(left: str, right: str) -> int:
    """Return -1, 0 or 1 as SQLite's collation interface wants it."""
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


def register(sender: type[BaseDatabaseWrapper], connection: Any, **kwargs: Any) -> None:
    """Give a new SQLite connection the collation named `norwegian`."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("norwegian", compare)
