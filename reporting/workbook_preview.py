"""What the page says of a workbook before anything is saved: each change, what collides, and the sums. Pure."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from budgets.services import Amount, cell_base
from reporting.formats.xlsx_read import Remark
from reporting.intake.applied import with_changes
from reporting.intake.workbook_changes import AmountsCompared, CellChange
from reporting.money import CERTAINTY_WORDS, amount
from reporting.table import Table
from reporting.tables import agreement_years, financing
from reporting.value import Handlingsplan


class Shown(NamedTuple):
    """A change as the page shows it. `number` names its boxes; `refused` says why it cannot be saved by this person."""

    number: int
    change: CellChange
    where: str
    what: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    difference: str
    refused: str = ""

    @property
    def cells(self) -> str:
        """Where it stands in the workbook."""
        return ", ".join(self.change.cells)


class SumRow(NamedTuple):
    """A sum before and after, in words."""

    label: str
    before: str
    after: str
    difference: str


class Preview(NamedTuple):
    """The page. `seen` is a hash of everything that is offered, so that nothing else is saved than what was shown."""

    changes: tuple[Shown, ...]
    collisions: tuple[Shown, ...]
    refused: tuple[Shown, ...]
    errors: tuple[Remark, ...]
    notices: tuple[Remark, ...]
    sums: tuple[SumRow, ...]
    seen: str

    @property
    def offered(self) -> tuple[Shown, ...]:
        """All that can be saved."""
        return (*self.changes, *self.collisions)


def preview(found: AmountsCompared, plan: Handlingsplan, writable: frozenset[str], sheet: str) -> Preview:
    """Return the page. `writable` holds the rows that the reader may write, as `tiltak/UID`."""
    shown = [_shown(number, one, writable, sheet) for number, one in enumerate(found.changes)]
    offered = [one for one in shown if not one.refused]
    return Preview(
        changes=tuple(one for one in offered if not one.change.collides),
        collisions=tuple(one for one in offered if one.change.collides),
        refused=tuple(one for one in shown if one.refused),
        errors=tuple(one for one in found.remarks if one.level == "feil"),
        notices=tuple(one for one in found.remarks if one.level == "merk"),
        sums=tuple(_sums(plan, offered)),
        seen=_seen(offered),
    )


def _shown(number: int, change: CellChange, writable: frozenset[str], sheet: str) -> Shown:
    where = f"{change.row.number} {change.row.name}"
    refused = "" if change.row.key in writable else "Du kan ikke skrive her."
    difference = change.difference
    return Shown(
        number,
        change._replace(cells=tuple(f"{sheet}!{cell}" for cell in change.cells)),
        where,
        f"{change.source_name}, {change.year}",
        in_words(change.old),
        in_words(change.new),
        "" if difference is None else signed(difference),
        refused,
    )


def in_words(amounts: Iterable[Amount]) -> tuple[str, ...]:
    """Return the amounts of a cell in words, one each; nothing is said of planned money that is nobody else's."""
    return tuple(_amount(one) for one in sorted(amounts)) or ("tom",)


def _amount(one: Amount) -> str:
    said = amount(one.kroner)
    if one.certainty != "planlagt":
        said += f" {CERTAINTY_WORDS[one.certainty]}"
    if one.shared:
        said += f", delt med {one.shared}"
    return said + (f" («{one.note}»)" if one.note else "")


def signed(kroner: int) -> str:
    """Return a difference with its sign."""
    return f"{'+' if kroner > 0 else '−'}{amount(abs(kroner))}" if kroner else amount(0)


def _seen(shown: Iterable[Shown]) -> str:
    parts = [f"{one.change.key} {cell_base(one.change.old)} {cell_base(one.change.new)}" for one in shown]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _sums(plan: Handlingsplan, shown: Iterable[Shown]) -> Iterator[SumRow]:
    """Yield the sums that change when everything is taken in: the year's by source, then state money by year."""
    after = with_changes(plan, {one.change.key: one.change.new for one in shown})
    yield from _differing(financing(plan), financing(after), f"{{}}, {plan.year}")
    yield from _differing(agreement_years(plan), agreement_years(after), "Bygdevekstmidler, {}")


def _differing(before: Table, after: Table, label: str) -> Iterator[SumRow]:
    """Yield the columns of two tables whose totals differ."""
    old = {column.key: cell.kroner for column, cell in zip(before.columns, before.rows[-1].cells, strict=True)}
    new = {column.key: cell.kroner for column, cell in zip(after.columns, after.rows[-1].cells, strict=True)}
    headings = {column.key: column.heading for table in (before, after) for column in table.columns}
    for key, heading in headings.items():
        one, two = old.get(key), new.get(key)
        if one != two:
            named = "hele avtalen" if key == "total" and before.key == "seksjon-6" else heading
            yield SumRow(label.format(named), _or_empty(one), _or_empty(two), signed((two or 0) - (one or 0)))


def _or_empty(kroner: int | None) -> str:
    return "tom" if kroner is None else amount(kroner)
