"""What is said of a file that was read: how much was understood, and what Kontroll finds as it is printed. Pure."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reporting.checks import Finding
from reporting.control import Control, Shown, control
from reporting.intake.document.front import UNKNOWN_PILOT
from reporting.intake.document.reading import Reading
from reporting.money import amount
from reporting.value import Handlingsplan


class Found(NamedTuple):
    """A finding, with its place in the source and the piece of it that stands there; 0 where there is none."""

    shown: Shown
    place: str
    piece: int


class FoundGroup(NamedTuple):
    """The findings of one level."""

    level: str
    heading: str
    findings: tuple[Found, ...]


class Checked(NamedTuple):
    """What Kontroll says of a document. `counts` are of all of it."""

    groups: tuple[FoundGroup, ...]
    counts: object


def facts(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield how much of a document was understood, as names and words."""
    plan, share = reading.plan, reading.share
    if reading.is_workbook:
        sheets = dict.fromkeys(table.place for table in reading.stated.sheets)
        yield "Ark", ", ".join(sheets)
        yield "Tabeller", str(len(reading.stated.sheets))
    if plan.delmaal:
        yield "Delmål", str(len(plan.delmaal))
        yield "Tiltak", str(sum(len(goal.tiltak) for goal in plan.delmaal))
    if not reading.is_workbook:
        yield "Tabeller", str(len(reading.stated.tables))
        yield "Figurer", str(len(plan.figures))
        yield "Målform", "nynorsk" if plan.language == "nn" else "bokmål"
    if share.words:
        percent = f"{int(share.percent * 100) / 100:.2f}".replace(".", ",").removesuffix(",00")
        yield "Ord som fant sin plass", f"{amount(share.placed)} av {amount(share.words)} ({percent} %)"


def title(reading: Reading) -> str:
    """Return what was read, in a few words."""
    if not reading.plan.pilot:
        return "Budsjettabeller"
    named = "" if reading.plan.pilot == UNKNOWN_PILOT else f" for {reading.plan.pilot}"
    return f"Handlingsplan {reading.plan.year}{named}"


def checked(reading: Reading, findings: Iterable[Finding]) -> Checked:
    """Return what Kontroll finds, each with its place in the source."""
    found: Control = control(reading.plan, findings, {})
    where = _Where(reading)
    groups = tuple(
        FoundGroup(group.level, group.heading, tuple(Found(one, *where.of(one.finding)) for one in group.findings))
        for group in found.groups
    )
    return Checked(groups, found.counts)


class _Where:
    """Finds the place in the source that a finding is about."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._numbers: dict[str, int] = {}
        self._first: dict[str, tuple[str, int]] = {}
        for number, seen in enumerate(reading.seen, start=1):
            self._numbers.setdefault(seen.place, number)
            if seen.is_row:
                self._numbers.setdefault(seen.place.rpartition(", ")[0], number)
            for path in seen.paths:
                self._first.setdefault(path, (seen.place, number))

    def of(self, finding: Finding) -> tuple[str, int]:
        """Return the place in words and the number of its piece; nothing where no place is known."""
        place = self._in_table(finding)
        if place:
            return place, self._numbers.get(place, 0) or self._numbers.get(place.rpartition(", ")[0], 0)
        for path in (finding.path, self._title(finding.path), _part(finding.path)):
            if path in self._first:
                return self._first[path]
        return "", 0

    def _in_table(self, finding: Finding) -> str:
        """Return the row of the table that a finding names."""
        key, _, row = finding.at.partition("/")
        table = self._reading.stated.table(key)
        if table is None:
            return ""
        rows = [one for one in table.rows if one.path and row.startswith(one.path)]
        rows = rows or [one for one in table.rows if one.kind == "total" and row.startswith("sum")]
        return rows[-1].place if rows else table.place

    def _title(self, path: str) -> str:
        part = _part(path)
        return f"{part}/title" if part.partition("/")[0] in ("tiltak", "delmaal") else part


def _part(path: str) -> str:
    return "/".join(path.split("/")[:2])


def wrong_pilot(plan: Handlingsplan, pilot: str) -> bool:
    """Tell whether a document names another pilot than the one it is read for."""
    return plan.pilot not in ("", UNKNOWN_PILOT) and plan.pilot.casefold() != pilot.casefold()
