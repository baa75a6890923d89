"""What a workbook that was read would change in a plan, cell by cell. Pure: no database, no request.

Three values of every cell are compared: what the workbook says, what the plan holds now, and what the plan held when
the workbook was made, of which only a hash is known. What was changed in the workbook alone is a change; what was
changed in both is a collision, which a person decides; what was changed in the portal alone stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from budgets.certainty import Certainty
from budgets.services import HISTORY, Amount, cell_base
from budgets.sums import counted
from plans.services.fields import field_hash
from reporting.formats.xlsx_entry import BudgetRow, budget_rows, cells_of
from reporting.formats.xlsx_entry_words import EARLIER, SOURCE
from reporting.formats.xlsx_read import NAMED, AmountsRead, ReadRow, Remark
from reporting.formats.xlsx_text import clean
from reporting.money import kroner as kroner_words
from reporting.value import Handlingsplan

#: So many figures written over on one sheet are told one by one.
_MOST_PRINTED = 8


class CellChange(NamedTuple):
    """A cell of the budget that the workbook changes.

    `cells` are the places in the workbook; `collides` tells that the plan's cell was changed meanwhile too.
    """

    key: str
    row: BudgetRow
    source: str
    source_name: str
    year: int
    cells: tuple[str, ...]
    old: tuple[Amount, ...]
    new: tuple[Amount, ...]
    collides: bool

    @property
    def difference(self) -> int | None:
        """How much more counts afterwards, in kroner; None where nothing that counts is changed."""
        before, after = counted(self.old), counted(self.new)
        return None if before == after else (after or 0) - (before or 0)


class AmountsCompared(NamedTuple):
    """What would change, and everything that must be said of the file."""

    changes: tuple[CellChange, ...]
    remarks: tuple[Remark, ...]


def compared(
    read: AmountsRead, plan: Handlingsplan, typed: Iterable[tuple[str, int]], pilots: Iterable[str]
) -> AmountsCompared:
    """Compare a workbook with a plan.

    `typed` holds uid and year of the history that is typed in the plan, for the other earlier figures come from
    approved plans; `pilots` the names of those that money can be shared with.
    """
    return _Comparison(read, plan, frozenset(typed), frozenset(pilots)).made()


class _Comparison:
    def __init__(
        self, read: AmountsRead, plan: Handlingsplan, typed: frozenset[tuple[str, int]], pilots: frozenset[str]
    ) -> None:
        self.read, self.plan, self.typed, self.pilots = read, plan, typed, pilots
        self.rows = {row.key: row for row in budget_rows(plan)}
        self.sources = {source.key: source.name for source in plan.sources}
        self.remarks = list(read.remarks)
        self.columns = dict(self._columns())
        self.wanted: dict[str, list[Amount]] = {}
        self.places: dict[str, list[str]] = defaultdict(list)
        #: Cells whose new value cannot be told, and rows of the budget of which nothing can.
        self.unknown: set[str] = set()
        self.broken: set[str] = set()
        self.seen: set[str] = set()

    def made(self) -> AmountsCompared:
        """Return the comparison."""
        self._check_whose()
        self._tell_missing_columns()
        for row in self.read.rows:
            self._take(row)
        self._tell_missing()
        self._tell_printed()
        return AmountsCompared(tuple(self._changes()), tuple(self.remarks))

    def _say(self, said: str, cell: str = "", *, mark: bool = False, sheet: str | None = None) -> None:
        where = self.read.sheet if sheet is None else sheet
        self.remarks.append(Remark(sheet=where, cell=cell, said=said, level="merk" if mark else "feil"))

    def _check_whose(self) -> None:
        if self.read.year and (self.read.plan, self.read.year) != (self.plan.slug, self.plan.year):
            said = f"Arbeidsboken er laget av en annen plan ({self.read.plan}). Se nøye gjennom endringene."
            self._say(said, mark=True)

    # Columns

    def _columns(self) -> Iterator[tuple[str, str]]:
        """Yield which source each column of the file is; what is none of the plan's is told."""
        named = {" ".join(name.split()).casefold(): key for key, name in self.sources.items()}
        for key, heading in self.read.headings.items():
            cell = self.read.heading_places.get(key, "")
            if key == EARLIER:
                yield key, HISTORY
                continue
            source = key.removeprefix(SOURCE) if key.startswith(SOURCE) else named.get(_plain(key), "")
            if source not in self.sources:
                self._say(f"Kolonnen «{heading}» er ingen av planens finansieringskilder, og er ikke lest.", cell)
                continue
            name = clean(self.sources[source])
            if key.startswith(SOURCE) and _plain(heading) != _plain(name):
                said = f"Overskriften er «{heading[:80]}», i planen «{name}». Kolonnen er lest som «{name}»."
                self._say(said, cell, mark=True)
            yield key, source

    def _tell_missing_columns(self) -> None:
        for source, name in self.sources.items():
            if source not in self.columns.values():
                self._say(f"Kolonnen for «{name}» mangler. Beløpene der blir stående i planen.", mark=True)

    # Rows

    def _take(self, row: ReadRow) -> None:
        """Take the amounts of a row as what the plan's cells shall hold."""
        of = self._row_of(row)
        if of is None:
            return
        self.seen.add(of.key)
        if row.broken:
            self.broken.add(of.key)
            return
        if self._refused_row(row, of):
            return
        for column, source in self.columns.items():
            key = f"{of.key}/{source}/{row.year}"
            if not self._can_hold(of, source, row, row.places.get(column, ""), row.amounts.get(column)):
                continue
            amounts = self.wanted.setdefault(key, [])
            if column in row.unread:
                self.unknown.add(key)
            elif (kroner := row.amounts.get(column)) is not None:
                self._add(amounts, key, Amount(row.certainty, row.shared, kroner, row.note), row.places[column])
            elif (row.certainty, row.shared) == (Certainty.PLANLAGT, ""):
                self.places[key].append(row.places.get(column, ""))

    def _add(self, amounts: list[Amount], key: str, amount: Amount, cell: str) -> None:
        if any(one[:2] == amount[:2] for one in amounts):
            self.unknown.add(key)
            self._say("To beløp på samme rad, kilde og år må være ulikt sikre eller delt med hver sin pilot.", cell)
        amounts.append(amount)
        self.places[key].append(cell)

    def _row_of(self, row: ReadRow) -> BudgetRow | None:
        """Return which row of the budget a row of the sheet is: by its key, else by its number and name."""
        if row.key in self.rows:
            of = self.rows[row.key]
            if row.name and _plain(row.name) != _plain(clean(of.name)):
                said = f"Navnet er «{row.name[:80]}», i planen «{of.name[:80]}». Navn endres ikke herfra."
                self._say(said, f"rad {row.row}", mark=True)
            return of
        filled = any(kroner is not None for kroner in row.amounts.values()) or row.unread
        if row.key:
            if filled:
                said = f"«{row.name[:80]}» er ikke i planen lenger. Beløpene på raden er ikke tatt med."
                self._say(said, f"rad {row.row}")
            return None
        alike = [of for of in self.rows.values() if _plain(clean(of.name)) == _plain(row.name)]
        if len(alike) > 1 or not row.name:
            alike = [of for of in alike or self.rows.values() if of.number == row.number]
        if len(alike) == 1:
            return alike[0]
        if filled:
            said = "Raden har ingen nøkkel. Kopier en rad som finnes, eller skriv nummeret og navnet likt som der."
            self._say(said, f"rad {row.row}")
        return None

    def _refused_row(self, row: ReadRow, of: BudgetRow) -> bool:
        """Tell whether amounts can stand on a row at all, and say so where they cannot."""
        filled = any(kroner is not None for kroner in row.amounts.values())
        said = ""
        if row.shared and row.shared not in self.pilots:
            said = f"Fant ikke piloten «{row.shared[:80]}»."
        elif row.year > self.plan.agreement.last_year and filled:
            said = f"Avtalen slutter i {self.plan.agreement.last_year}; {row.year} er utenfor avtaleperioden."
        elif of.kind == "tiltak" and row.year != self.plan.year and filled:
            said = "Beløp for andre år føres på delmålet eller posten, ikke på et tiltak."
        if said:
            self._say(said, f"rad {row.row}")
            self.broken.add(of.key)
        return bool(said)

    def _can_hold(self, of: BudgetRow, source: str, row: ReadRow, cell: str, kroner: int | None) -> bool:
        """Tell whether a row's cell in a column is one of the plan's; an amount where none can be is told."""
        said = ""
        if source == HISTORY:
            if row.year >= self.plan.year or of.kind == "tiltak":
                said = f"Her føres bare år før {self.plan.year}, på delmål og poster."
            elif row.year in of.earlier and (of.uid, row.year) not in self.typed:
                if kroner == of.earlier[row.year]:
                    return False
                said = f"Beløpet for {row.year} kommer fra den godkjente planen for det året og kan ikke endres her."
            elif kroner is not None and (row.certainty, row.shared, row.note) != (Certainty.PLANLAGT, "", ""):
                said = "Et tidligere beløp har verken sikkerhet, deling eller merknad."
        elif row.year < self.plan.year:
            said = f"Planen for {self.plan.year} kan ikke ha beløp for {row.year} her."
        if said and (kroner is not None or "godkjente" in said):
            self._say(said, cell)
        return not said

    # What comes of it

    def _changes(self) -> Iterator[CellChange]:
        """Yield the cells that differ, in the order of the plan."""
        now = cells_of(self.plan)
        order = {key: place for place, key in enumerate(self.rows)}
        sources = {source: place for place, source in enumerate([*self.sources, HISTORY])}
        found = []
        for key, amounts in self.wanted.items():
            kind, uid, source, year = key.split("/")
            place = (order[f"{kind}/{uid}"], int(year), sources[source])
            if key not in self.unknown and f"{kind}/{uid}" not in self.broken:
                found.append((place, key, tuple(amounts), tuple(now.get(key, ()))))
        for _, key, new, old in sorted(found):
            base = None if self.read.bases is None else self.read.bases.get(key, cell_base(()))
            mine, theirs = _base(new), _base(old)
            if mine in (theirs, base):
                continue
            kind, uid, source, year = key.split("/")
            name = self.sources.get(source, "Tidligere år")
            cells = tuple(dict.fromkeys(cell for cell in self.places[key] if cell))
            collides = base is not None and theirs != base
            yield CellChange(key, self.rows[f"{kind}/{uid}"], source, name, int(year), cells, old, new, collides)

    def _tell_missing(self) -> None:
        """Say which rows of the plan's year are not in the file; what stands there in the plan is left alone."""
        gone = [of for key, of in self.rows.items() if key not in self.seen and of.lines]
        for of in gone[:20]:
            self._say(f"Raden «{of.number} {of.name[:80]}» mangler i filen. Beløpene blir stående i planen.", mark=True)

    def _tell_printed(self) -> None:
        """Say what was written over on the sheets of the sections, from which nothing is read."""
        by_sheet: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in self.read.printed:
            amount = "" if one.kroner is None else kroner_words(one.kroner)
            if one.how == "sum":
                said = f"Formelen er skrevet over{amount and ' med '}{amount}. Summer leses ikke."
                by_sheet[one.sheet].append((one.cell, said))
            elif field_hash(one.kroner) != one.base:
                said = f"Beløpet er endret{amount and ' til '}{amount}, men beløp leses bare fra «{self.read.sheet}»."
                by_sheet[one.sheet].append((one.cell, f"{said} Skriv det der."))
        for sheet, found in by_sheet.items():
            if len(found) > _MOST_PRINTED:
                said = (
                    f"{len(found)} beløp og summer er skrevet over, og er ikke lest. Skriv dem i «{self.read.sheet}»."
                )
                self._say(said, sheet=sheet, mark=True)
            for cell, said in found if len(found) <= _MOST_PRINTED else ():
                self._say(said, cell, sheet=sheet, mark=True)


def _plain(text: str) -> str:
    return " ".join(text.removeprefix(NAMED).split()).casefold()


def _base(amounts: Iterable[Amount]) -> str:
    """Return the hash of a cell as a workbook can hold it."""
    return cell_base(one._replace(shared=clean(one.shared), note=" ".join(clean(one.note).split())) for one in amounts)
