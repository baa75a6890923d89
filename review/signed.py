"""Holding a signed PDF against the version it is said to be of. Pure: works on the text of pages.

Signing adds words: a name on a line, a stamp in the margin, a page of its own at the end. Nothing of what was adopted
may be missing or other than it was.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from reporting.formats.pdf_text import hashes

#: How many sentences are said of a file; the rest of a list of differences says the same once more.
MOST_SAID = 5


class Compared(NamedTuple):
    """What a signed file is: sentences about what differs, which refuse it, and about what has been added."""

    differs: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    is_scanned: bool = False


def compare_signed(stored: Sequence[str], sent: Sequence[str], sha256: str, other: dict[str, str]) -> Compared:
    """Return how the pages of a signed file differ from those of a version with this hash.

    `other` has what else a hash in the file may be: names of versions by their hashes.
    """
    if not any(sent):
        return Compared(is_scanned=True)
    found = hashes(list(sent))
    if sha256 not in found:
        known = next((other[one] for one in found if one in other), "")
        said = f"Filen er {known}, ikke denne versjonen." if known else "Filen er ikke en PDF av denne versjonen: "
        return Compared(differs=(said if known else f"{said}kontrollkoden står ikke nederst på sidene.",))
    differs, added = [], []
    for number, page in enumerate(stored, start=1):
        if number > len(sent):
            differs.append(f"Side {number} mangler.")
            continue
        gone, new = _words(page, sent[number - 1])
        if gone:
            differs.append(f"Side {number}: {gone}")
        if new:
            added.append(f"Side {number}: «{new}» er lagt til.")
    more = len(sent) - len(stored)
    if more > 0:
        added.append("1 side er lagt til sist." if more == 1 else f"{more} sider er lagt til sist.")
    return Compared(tuple(differs[:MOST_SAID]), tuple(added[:MOST_SAID]))


def _words(stored: str, sent: str) -> tuple[str, str]:
    """Return the first words that are missing or other in a sentence, and all that has been added."""
    old, new = stored.split(), sent.split()
    gone, added = "", []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = " ".join(old[start:end])[:80], " ".join(new[first:last])[:80]
        if kind == "insert":
            added.append(now)
        elif kind != "equal" and not gone:
            gone = f"«{now}» står der versjonen har «{was}»." if now else f"«{was}» mangler."
    return gone, " … ".join(added)[:200]
