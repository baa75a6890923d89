"""Saving cells of the budget grid. A cell is a row x source x year with all its amounts, saved as one.

The base of a cell is the hash of all of them, so that two people in one empty cell collide whatever each of them makes
of it; their amounts never add up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import BudgetLine, EarlierFigure, FundingSource
from budgets.services.amounts import Cell, Row, row_kind, set_amount
from budgets.services.history import set_earlier_figure
from plans.models import Person, Pilot, Tiltak
from plans.services.fields import UNCHECKED, Conflict, check_base, field_hash, locked_plan

#: Stands where the source's key stands, for what is typed as history. No key begins so.
HISTORY = "-"


class Amount(NamedTuple):
    """One amount of a cell in whole kroner; `shared` is the name of the pilot it is shared with, or nothing."""

    certainty: str
    shared: str
    kroner: int
    note: str = ""


class Place(NamedTuple):
    """Where a cell is; without a source it is state money of an earlier year, typed as history."""

    row: Row
    source: FundingSource | None
    year: int

    @property
    def key(self) -> str:
        """The cell's name on the page."""
        source = self.source.key if self.source else HISTORY
        return f"{row_kind(self.row)}/{self.row.uid}/{source}/{self.year}"


class Edit(NamedTuple):
    """What a cell is to hold: every amount of it. `base` is the hash of `cell_value` as the writer saw the cell."""

    place: Place
    amounts: tuple[Amount, ...]
    base: str


class CellsRefused(Exception):
    """Some of the cells could not be saved, so none was: who else wrote in which, and what is wrong with which."""

    def __init__(self, conflicts: dict[str, Conflict], errors: dict[str, ValidationError]) -> None:
        super().__init__("Ingen av beløpene er lagret.")
        self.conflicts = conflicts
        self.errors = errors


def cell_value(amounts: Iterable[Amount]) -> list[list[Any]]:
    """Return what a cell's base hash is taken of, whatever order its amounts come in; empty when it has none."""
    return sorted(list(amount) for amount in amounts)


def amounts_of(place: Place) -> tuple[Amount, ...]:
    """Return what a cell holds as it is stored now."""
    if place.source is None:
        figures = EarlierFigure.objects.filter(year=place.year, **{row_kind(place.row): place.row})
        return tuple(Amount("planlagt", "", figure.kroner) for figure in figures)
    return tuple(_amount(line) for line in _lines(place))


def _lines(place: Place) -> list[BudgetLine]:
    where = {row_kind(place.row): place.row}
    found = BudgetLine.objects.filter(source=place.source, year=place.year, **where)
    return list(found.select_related("shared_with"))


def _amount(line: BudgetLine) -> Amount:
    return Amount(line.certainty, line.shared_with.name if line.shared_with else "", line.kroner, line.note)


@transaction.atomic
def set_cell(*, place: Place, amounts: Sequence[Amount], base: str, by: Person | None) -> None:
    """Let a cell hold these amounts and no others; none empties it.

    `base` is the hash of `cell_value`. Raises ValidationError (negative, wrong year, foreign row, two amounts of one
    certainty, an unknown pilot), Conflict, Closed.
    """
    amounts = [one._replace(note=" ".join(one.note.split())) for one in amounts]
    path = f"{row_kind(place.row)}/{place.row.uid}/kroner"
    locked_plan(place.row.plan, path)
    check_base(path, base, cell_value(amounts), cell_value(amounts_of(place)))
    if place.source is None:
        _set_history(place, amounts, by)
        return
    if any(count > 1 for count in Counter(one[:2] for one in amounts).values()):
        raise ValidationError("To beløp i samme rute må være ulikt sikre eller delt med hver sin pilot.")
    pilots = {pilot.name: pilot for pilot in Pilot.objects.filter(name__in={one.shared for one in amounts} - {""})}
    if unknown := {one.shared for one in amounts} - {"", *pilots}:
        raise ValidationError(f"Fant ikke piloten «{min(unknown)}».")
    wanted = [
        (Cell(place.row, place.source, place.year, one.certainty, pilots.get(one.shared)), one) for one in amounts
    ]
    kept = {(cell.certainty, cell.shared_with) for cell, _ in wanted}
    for line in _lines(place):
        if (line.certainty, line.shared_with) not in kept:
            cell = Cell(place.row, place.source, place.year, line.certainty, line.shared_with)
            set_amount(cell=cell, kroner=None, base=UNCHECKED, by=by)
    for cell, one in wanted:
        set_amount(cell=cell, kroner=one.kroner, note=one.note, base=UNCHECKED, by=by)


def _set_history(place: Place, amounts: Sequence[Amount], by: Person | None) -> None:
    """Save an earlier year's figure, which is one amount and nothing more."""
    if isinstance(place.row, Tiltak) or len(amounts) > 1:
        raise ValidationError("Et tidligere beløp hører til ett delmål eller én post.")
    kroner = amounts[0].kroner if amounts else None
    set_earlier_figure(row=place.row, year=place.year, kroner=kroner, base=UNCHECKED, by=by)


def set_cells(*, edits: Sequence[Edit], by: Person | None) -> None:
    """Save several cells of one plan, all or none. Raises CellsRefused, which says what is wrong, and Closed."""
    conflicts: dict[str, Conflict] = {}
    errors: dict[str, ValidationError] = {}
    with transaction.atomic():
        for edit in edits:
            try:
                set_cell(place=edit.place, amounts=edit.amounts, base=edit.base, by=by)
            except Conflict as conflict:
                conflicts[edit.place.key] = conflict
            except ValidationError as error:
                errors[edit.place.key] = error
        if conflicts or errors:
            raise CellsRefused(conflicts, errors)


def cell_base(amounts: Iterable[Amount]) -> str:
    """Return the base hash of a cell that holds these amounts."""
    return field_hash(cell_value(amounts))
