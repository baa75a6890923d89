"""Every write of kroner. A figure is entered once, as row x source x year; sums are never stored."""

import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from budgets.models import BudgetLine, BudgetPost, EarlierFigure, Frame, FundingSource
from plans import paths
from plans.models import Agreement, Person, Pilot, Plan, PlanDelmaal, Tiltak
from plans.services.fields import check_base, create, field_hash, locked_plan, save_columns
from plans.services.trace import record

Row = Tiltak | PlanDelmaal | BudgetPost


class Cell(NamedTuple):
    """Where an amount stands: unique within a plan."""

    row: Row
    source: FundingSource
    year: int
    certainty: str
    shared_with: Pilot | None = None

    @property
    def kind(self) -> str:
        """`tiltak`, `delmaal` or `post`: the row's column and its word in the path."""
        if isinstance(self.row, Tiltak):
            return "tiltak"
        return "delmaal" if isinstance(self.row, PlanDelmaal) else "post"

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
def move_amount(
    *, cell: Cell, certainty: str, kroner: int | None, base: str, by: Person | None, note: str = ""
) -> BudgetLine | None:
    """Save a figure and how sure it is in one step: from applied for to granted is the same money in another cell.

    `base` is the hash of `line_value` of `cell`. Raises as `set_amount`, and ValidationError when the cell it moves to
    already holds an amount.
    """
    if certainty == cell.certainty or kroner is None:
        return set_amount(cell=cell, kroner=kroner, base=base, by=by, note=note)
    target = cell._replace(certainty=certainty)
    locked_plan(cell.row.plan, target.path)
    if find_line(target) is not None:
        raise ValidationError("Det står allerede et beløp her med samme kilde, år og sikkerhet.")
    set_amount(cell=cell, kroner=None, base=base, by=by)
    return set_amount(cell=target, kroner=kroner, base=field_hash([]), by=by, note=note)


@transaction.atomic
def create_source(*, pilot: Pilot, key: str, kind: str, name: str, by: Person | None, **fields: Any) -> FundingSource:
    """Add a funding source last in a pilot's list, or at `position`. Raises ValidationError."""
    if "position" not in fields:
        last = FundingSource.objects.filter(pilot=pilot).aggregate(last=Max("position"))["last"] or 0
        fields["position"] = last + 1
    source = FundingSource(pilot=pilot, key=key, kind=kind, name=name, **fields)
    create(source)
    record(path=f"kilde/{key}", label="Ny finansieringskilde", before="", after=name, by=by, pilot=pilot)
    return source


#: The sources a new pilot begins with (KDD's template, section 7); each pilot may add, rename and order.
STANDARD_SOURCES: tuple[dict[str, str], ...] = (
    {
        "key": "kdd",
        "kind": "stat",
        "name": "KDD 13.50 post 66",
        "programme_category": "13.50",
        "chapter": "553",
        "post": "66",
    },
    {"key": "egenandel", "kind": "egenandel", "name": "Kommunal egenandel"},
    {"key": "fylkeskommune", "kind": "fylkeskommune", "name": "Fylkeskommunen"},
    {"key": "statsforvalter", "kind": "statsforvalter", "name": "Statsforvalter"},
    {"key": "offentlige", "kind": "offentlige", "name": "Offentlige tilskuddsordninger"},
    {"key": "annet", "kind": "annet", "name": "Annet"},
)


def create_standard_sources(*, pilot: Pilot, by: Person | None) -> list[FundingSource]:
    """Give a new pilot the standard set of sources, in KDD's order."""
    return [create_source(pilot=pilot, by=by, **source) for source in STANDARD_SOURCES]


@transaction.atomic
def create_frame(
    *,
    agreement: Agreement,
    source: FundingSource,
    year: int,
    kroner: int,
    certainty: str,
    by: Person | None,
    reference: str = "",
    moved_to: int | None = None,
) -> Frame:
    """Add money promised to an agreement for a year. Raises ValidationError."""
    frame = Frame(
        agreement=agreement,
        source=source,
        year=year,
        kroner=kroner,
        certainty=certainty,
        reference=reference,
        moved_to=moved_to,
    )
    create(frame)
    record(path=f"ramme/{year}", label=f"Ny ramme {year}", before="", after=kroner, by=by, pilot=agreement.pilot)
    return frame


@transaction.atomic
def create_post(
    *, plan: Plan, name: str, position: int, by: Person | None, outside_sum: bool = False, **fields: Any
) -> BudgetPost:
    """Add a row that is no delmål. `outside_sum` prints it in brackets. Raises ValidationError, Closed."""
    plan = locked_plan(plan, "plan/poster")
    post = BudgetPost(plan=plan, name=name, position=position, outside_sum=outside_sum, **fields)
    create(post)
    record(path=paths.post_field(post.uid, "navn"), label="Ny budsjettpost", before="", after=name, by=by, plan=plan)
    return post


@transaction.atomic
def set_earlier_figure(
    *, row: PlanDelmaal | BudgetPost, year: int, kroner: int, by: Person | None, at: datetime.datetime | None = None
) -> EarlierFigure:
    """Type an earlier year's state money where the portal has no approved plan. Raises ValidationError, Closed."""
    kind = "delmaal" if isinstance(row, PlanDelmaal) else "post"
    path = f"{kind}/{row.uid}/tidligere/{year}"
    plan = locked_plan(row.plan, path)
    if not plan.agreement.first_year <= year < plan.year:
        raise ValidationError(f"{year} er ikke et tidligere år i avtalen.")
    figure = EarlierFigure.objects.filter(plan=plan, year=year, **{kind: row}).first()
    before = figure.kroner if figure else None
    if figure is None:
        figure = EarlierFigure(plan=plan, year=year, kroner=kroner, **{kind: row})
        create(figure)
    else:
        figure.kroner = kroner
        save_columns(figure, "kroner")
    record(path=path, label=f"{row}, {year}", before=before, after=kroner, by=by, plan=plan, at=at)
    return figure
