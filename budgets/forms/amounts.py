"""The form of one row's amounts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from budgets.certainty import COUNTED, Certainty
from budgets.forms.fields import KronerField
from budgets.models import UNKNOWN_CERTAINTY, BudgetLine, BudgetPost, FundingSource
from budgets.services import Cell, Row, line_value, move_amount
from plans.forms import Entry, SavedFieldsForm
from plans.models import Person, Pilot, Tiltak
from plans.services import field_hash
from plans.templatetags.kroner import belop, kroner


class AmountRow(NamedTuple):
    """The fields of one amount."""

    label: str
    kroner: forms.BoundField
    certainty: forms.BoundField
    note: forms.BoundField


class AmountYear(NamedTuple):
    """A year's amounts, one for each source or more."""

    year: int
    rows: tuple[AmountRow, ...]


class AmountsForm(SavedFieldsForm):
    """A row's amounts: this year's from every source, and for delmål and posts state money of later years."""

    template = "budgets/amounts_fields.html"

    def __init__(self, row: Row, *args: Any, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        #: Certainties whose amounts are in the sum, for the script that adds up while one types.
        self.counted = " ".join(sorted(COUNTED))
        self._years: dict[int, list[tuple[str, str]]] = {}
        plan = row.plan
        lines = {self._cell(line): line for line in row.lines.select_related("source", "shared_with")}
        years = [plan.year] if isinstance(row, Tiltak) else range(plan.year, plan.agreement.last_year + 1)
        sources = list(FundingSource.objects.filter(pilot=plan.agreement.pilot_id))
        for year in years:
            for source in sources:
                stored = [cell for cell in lines if (cell.year, cell.source) == (year, source)]
                forecast = source.kind == FundingSource.Kind.STAT or isinstance(row, BudgetPost)
                cells = [*stored, *(cell for cell in self._posted(source, year) if cell not in stored)]
                if not cells and (year == plan.year or forecast):
                    cells = [Cell(row, source, year, Certainty.PLANLAGT)]
                for cell in cells:
                    self._add(cell, lines.get(cell))

    @property
    def years(self) -> Iterator[AmountYear]:
        """The amounts in the order they are shown, for the template."""
        for year, names in self._years.items():
            rows = (
                AmountRow(label, *(self[f"{name}-{part}"] for part in ("kroner", "certainty", "note")))
                for label, name in names
            )
            yield AmountYear(year, tuple(rows))

    def _cell(self, line: BudgetLine) -> Cell:
        """Return where a stored amount stands."""
        return Cell(self.row, line.source, line.year, line.certainty, line.shared_with)

    def _posted(self, source: FundingSource, year: int) -> Iterator[Cell]:
        """Yield the cells that were written in and may be gone since: what was written in them is still answered."""
        place = self.add_prefix(f"{source.key}-{year}-")
        for name in self.data:
            if not name.startswith(place) or not name.endswith("-kroner"):
                continue
            certainty, _, slug = name.removeprefix(place).removesuffix("-kroner").partition("-")
            shared_with = Pilot.objects.filter(slug=slug).first() if slug else None
            if certainty in Certainty.values and bool(slug) == bool(shared_with):
                yield Cell(self.row, source, year, certainty, shared_with)

    def _add(self, cell: Cell, line: BudgetLine | None) -> None:
        """Add the fields of one amount."""
        shared = f", delt med {cell.shared_with}" if cell.shared_with else ""
        label = f"{cell.source}{shared}"
        name = f"{cell.source.key}-{cell.year}-{cell.certainty}" + (
            f"-{cell.shared_with.slug}" if cell.shared_with else ""
        )
        sure = "" if cell.certainty == Certainty.PLANLAGT else f" ({Certainty(cell.certainty).label})"
        where = f"{label}{sure} i {cell.year}"
        self.fields[f"{name}-kroner"] = KronerField(label=f"{where}, beløp")
        self.fields[f"{name}-certainty"] = forms.ChoiceField(
            label=f"{where}, sikkerhet",
            choices=Certainty.choices,
            error_messages={"invalid_choice": UNKNOWN_CERTAINTY},
        )
        self.fields[f"{name}-note"] = forms.CharField(label=f"{where}, merknad", max_length=300, required=False)
        stored = {
            f"{name}-kroner": belop(line.kroner) if line else "",
            f"{name}-certainty": cell.certainty,
            f"{name}-note": line.note if line else "",
        }
        self.initial.update(stored)
        self.add_entry(name, self._entry(name, cell), line_value(line))
        self._years.setdefault(cell.year, []).append((label, name))
        written = any(field.endswith("-kroner") for field in self.data)
        if written and self.add_prefix(f"{name}-kroner") not in self.data:
            # Somebody added it while this was being written. It is shown as it stands, and is nobody's mistake.
            self._put({**stored, f"{name}-base": field_hash(line_value(line))})

    def _entry(self, name: str, cell: Cell) -> Entry:
        """Return how one amount is compared, saved and spoken of."""

        def value(data: dict[str, Any]) -> list[Any]:
            amount, note = data[f"{name}-kroner"], " ".join(data[f"{name}-note"].split())
            if amount is None and note:
                raise ValidationError("En merknad må ha et beløp.")
            return [] if amount is None else [amount, note, data[f"{name}-certainty"]]

        def save(data: dict[str, Any], base: str, by: Person) -> None:
            certainty = data[f"{name}-certainty"]
            amount, note = data[f"{name}-kroner"], data[f"{name}-note"]
            move_amount(cell=cell, certainty=certainty, kroner=amount, note=note, base=base, by=by)

        def shown(stored: list[Any]) -> str:
            return f"{kroner(stored[0])}, {Certainty(stored[2]).label}" if stored else ""

        return Entry((f"{name}-kroner",), value, save, shown)
