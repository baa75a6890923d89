"""Norwegian sort order: Æ Ø Å last, Sámi letters beside their Latin kin, capitals and small letters together.

PostgreSQL has it from ICU (`norwegian` = nb-NO, made in the first migration); SQLite gets this function.
"""

import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Places after z, in the order of the Norwegian alphabet; aa is not folded to å, as place names are modern spellings.
_AFTER_Z = {"æ": "{a", "ä": "{b", "ø": "{c", "ö": "{d", "å": "{e"}
_KIN = {"đ": "d", "ŋ": "n", "ŧ": "t", "ð": "d", "þ": "t", "ß": "ss", "ʒ": "z", "ǥ": "g"}


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts `text` as a Norwegian reader expects; equal only for equal texts."""
    letters = []
    for char in unicodedata.normalize("NFC", text).casefold():
        if char in _AFTER_Z:
            letters.append(_AFTER_Z[char])
        elif char in _KIN:
            letters.append(_KIN[char])
        else:
            letters.append(unicodedata.normalize("NFD", char)[0])
    return "".join(letters), text


def compare(left: str, right: str) -> int:
    """Return -1, 0 or 1 as SQLite's collation interface wants it."""
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


def register(sender: type[BaseDatabaseWrapper], connection: Any, **kwargs: Any) -> None:
    """Give a new SQLite connection the collation named `norwegian`."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("norwegian", compare)
