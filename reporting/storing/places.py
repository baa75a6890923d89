"""Where in a document a field of the plan was read, in words: «avsnitt 275–285», «tabell 3, rad 2». Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable

from reporting.intake.document.reading import Reading

_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)
_COLUMN = re.compile(r", kolonne \d+$")
#: As many places as are read at a glance.
_FEW = 3


class Places:
    """The places of a reading, by the paths that the reading itself uses."""

    def __init__(self, reading: Reading) -> None:
        self._of: dict[str, list[str]] = defaultdict(list)
        for path, place in reading.places:
            self._of[path].append(place)
        self._rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for table in reading.stated.tables:
            for row in table.rows:
                if row.path and row.place:
                    self._rows[row.path].append((table.key, row.place))

    def field(self, path: str) -> str:
        """Return where a field was read; of a field that stands in a row of a table, the row."""
        own = self._of.get(path) or self._of.get(path.removesuffix("/ikke-relevant"))
        part = "/".join(path.split("/")[:2])
        return in_words(own) if own else self.row(part, "delmaal-", "seksjon-")

    def row(self, part: str, *tables: str) -> str:
        """Return the row of a part in the first of some tables that has one, each by what its key begins with."""
        for begins in tables:
            found = [place for key, place in self._rows[part] if key.startswith(begins)]
            if found:
                return found[0]
        return ""

    def amount(self, part: str, *, is_state: bool, is_this_year: bool) -> str:
        """Return where an amount of a part was read: state money in section 3 or 6, other money in section 7."""
        if is_state and is_this_year:
            return self.row(part, "seksjon-3", "delmaal-", "seksjon-6", "seksjon-7")
        return self.row(part, "seksjon-6" if is_state or not is_this_year else "seksjon-7", "delmaal-", "seksjon-")


def in_words(places: Iterable[str]) -> str:
    """Return several places as one: the first and the last of those that differ in their last number alone."""
    numbers: dict[str, list[int]] = {}
    for place in places:
        whole = _COLUMN.sub("", place)
        match = _NUMBERED.fullmatch(whole)
        numbers.setdefault(match[1] if match else whole, []).extend([int(match[2])] if match else [])
    found = [
        f"{before}{min(here)}–{max(here)}" if len(set(here)) > 1 else f"{before}{here[0] if here else ''}"
        for before, here in numbers.items()
    ]
    return ", ".join(found[:_FEW]) + (" m.m." if len(found) > _FEW else "")
