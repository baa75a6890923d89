"""Saving an amount. A figure is entered once, as row x source x year; sums are never stored."""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import BudgetLine, BudgetPost, FundingSource
from plans import paths
from plans.models import Person, Pilot, Plan, PlanDelmaal, Tiltak
from plans.services.fields import check_base, create, field_hash, locked_plan, save_columns
from plans.services.trace import record

Row = Tiltak | PlanDelmaal | BudgetPost


def row_kind(row: Row) -> str:
    """Return `tiltak`, `delmaal` or `post`: the row's column and its word in paths and addresses."""
    if isinstance(row, Tiltak):
        return "tiltak"
    return "delmaal" if isinstance(row, PlanDelmaal) else "post"


class Cell(NamedTuple):
    """Where an amount stands: unique within a plan."""

    row: Row
    source: FundingSource
    year: int
    certainty: str
    shared_with: Pilot | None = None

    @property
    def kind(self) -> str:
        """The row's column and its word in the path."""
        return row_kind(self.row)

    @property
    def path(self) -> str:
        """The cell's path, built of uids and keys."""
        shared = self.shared_with.slug if self.shared_with else ""
        return paths.line(self.kind, self.row.uid, self.source.key, self.year, self.certainty, shared)

    @property
    def label(self) -> str:
        """The cell's name for people."""
        return f"{self.row}, {self.source} {self.year}"


def line_value(line: BudgetLine | None) -> list[Any]:
    """Return what a cell's base hash is taken of: kroner, note and certainty, or nothing when the cell is empty."""
    return [] if line is None else [line.kroner, line.note, line.certainty]


def find_line(cell: Cell) -> BudgetLine | None:
    """Return the stored amount of a cell, or none when it is empty."""
    return BudgetLine.objects.filter(
        **{cell.kind: cell.row},
        source=cell.source,
        year=cell.year,
        certainty=cell.certainty,
        shared_with=cell.shared_with,
    ).first()


def _check_cell(plan: Plan, cell: Cell) -> None:
    """Refuse a cell that cannot be in this plan: foreign rows and sources, years that are not the plan's to hold."""
    if cell.row.plan_id != plan.pk or cell.source.pilot_id != plan.agreement.pilot_id:
        raise ValidationError("Raden eller kilden hører til en annen plan.")
    if cell.shared_with is not None and cell.shared_with.pk == plan.agreement.pilot_id:
        raise ValidationError("Et beløp kan bare deles med en annen pilot.")
    if cell.year < plan.year:
        raise ValidationError(f"Planen for {plan.year} kan ikke ha beløp for {cell.year}.")
    if cell.year > plan.agreement.last_year:
        raise ValidationError(f"Avtalen slutter i {plan.agreement.last_year}; {cell.year} er utenfor avtaleperioden.")
    if cell.year > plan.year and isinstance(cell.row, Tiltak):
        raise ValidationError("Beløp for senere år føres på delmålet eller posten, ikke på et tiltak.")


@transaction.atomic
def set_amount(*, cell: Cell, kroner: int | None, base: str, by: Person | None, note: str = "") -> BudgetLine | None:
    """Save one figure in whole kroner; None empties the cell (blank and zero differ).

    `base` is the hash of `line_value` as the writer saw it, so two people typing in one empty cell collide.
    Raises ValidationError (negative, wrong year, foreign row), Conflict, Closed.
    """
    plan = locked_plan(cell.row.plan, cell.path)
    _check_cell(plan, cell)
    line = find_line(cell)
    before = line_value(line)
    note = " ".join(note.split())
    check_base(cell.path, base, [] if kroner is None else [kroner, note, cell.certainty], before)
    if kroner is None:
        if line is not None:
            line.delete()
        line = None
    elif line is None:
        line = BudgetLine(
            plan=plan,
            source=cell.source,
            year=cell.year,
            certainty=cell.certainty,
            shared_with=cell.shared_with,
            kroner=kroner,
            note=note,
            **{cell.kind: cell.row},
        )
        create(line)
    else:
        line.kroner, line.note = kroner, note
        save_columns(line, "kroner", "note")
    record(path=cell.path, label=cell.label, before=before, after=line_value(line), by=by, plan=plan)
    return line


@transaction.atomic
def add_amount(*, cell: Cell, kroner: int, by: Person | None, note: str = "") -> BudgetLine | None:
    """Add a figure to a cell that is empty. Raises as `set_amount`, and ValidationError when it is not."""
    locked_plan(cell.row.plan, cell.path)
    _refuse_taken(cell)
    return set_amount(cell=cell, kroner=kroner, base=field_hash([]), by=by, note=note)


def _refuse_taken(cell: Cell) -> None:
    """Raise ValidationError when an amount stands in a cell."""
    if find_line(cell) is not None:
        raise ValidationError("Det står allerede et beløp her med samme kilde, år og sikkerhet.")


@transaction.atomic
def move_line(
    *, cell: Cell, target: Cell, kroner: int | None, base: str, by: Person | None, note: str = ""
) -> BudgetLine | None:
    """Save a figure and where it stands in one step: out of `cell`, into `target`, another cell of the same plan.

    `base` is the hash of `line_value` of `cell`. Raises as `set_amount`, and ValidationError when `target` already
    holds an amount.
    """
    if target == cell or kroner is None:
        return set_amount(cell=cell, kroner=kroner, base=base, by=by, note=note)
    plan = locked_plan(cell.row.plan, target.path)
    _check_cell(plan, target)
    _refuse_taken(target)
    set_amount(cell=cell, kroner=None, base=base, by=by)
    return set_amount(cell=target, kroner=kroner, base=field_hash([]), by=by, note=note)


def move_amount(
    *, cell: Cell, certainty: str, kroner: int | None, base: str, by: Person | None, note: str = ""
) -> BudgetLine | None:
    """Save a figure and how sure it is in one step: from applied for to granted is the same money in another cell.

    `base` and what is raised as for `move_line`.
    """
    target = cell._replace(certainty=certainty)
    return move_line(cell=cell, target=target, kroner=kroner, base=base, by=by, note=note)


@transaction.atomic
def set_shared_with(*, cell: Cell, shared_with: Pilot | None, base: str, by: Person | None) -> BudgetLine | None:
    """Say which pilot a figure is shared with, or none; kroner and note come along.

    `base` and what is raised as for `move_line`; also ValidationError when the cell is empty or shared with itself.
    """
    locked_plan(cell.row.plan, cell.path)
    line = find_line(cell)
    if line is None:
        raise ValidationError("Her står det ikke noe beløp som kan deles.")
    target = cell._replace(shared_with=shared_with)
    return move_line(cell=cell, target=target, kroner=line.kroner, note=line.note, base=base, by=by)
