"""The form of one row's amounts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from budgets.certainty import COUNTED, Certainty
from budgets.forms.fields import KronerField
from budgets.models import UNKNOWN_CERTAINTY, BudgetLine, BudgetPost, FundingSource
from budgets.services import Cell, Row, add_amount, line_value, move_line, set_earlier_figure
from plans.forms import Entry, SavedFieldsForm
from plans.models import Person, Pilot, Tiltak
from plans.services import field_hash
from plans.templatetags.kroner import belop, kroner

PARTS = ("kroner", "certainty", "note", "shared")


class AmountRow(NamedTuple):
    """The fields of one amount; `source` is there where one chooses it, as for an amount that is added."""

    label: str
    kroner: forms.BoundField
    certainty: forms.BoundField
    note: forms.BoundField
    shared: forms.BoundField
    source: forms.BoundField | None = None


class AmountYear(NamedTuple):
    """A year's amounts, one for each source or more, and room for one more; a later year holds a forecast.

    `more_is_used` tells whether something stands in the last, or is wrong with it.
    """

    year: int
    rows: tuple[AmountRow, ...]
    more: AmountRow | None
    more_is_used: bool
    is_forecast: bool


class AmountsForm(SavedFieldsForm):
    """A row's amounts: this year's from every source, and for delmål and posts later years and history.

    With `only` it has the amounts of one source and year, as a cell of the grid is opened.
    """

    template = "budgets/amounts_fields.html"

    def __init__(self, row: Row, *args: Any, only: tuple[str, int] | None = None, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        #: Certainties whose amounts are in the sum, for the script that adds up while one types.
        self.counted = " ".join(sorted(COUNTED))
        self._years: dict[int, list[tuple[str, str]]] = {}
        self._earlier: list[str] = []
        plan = row.plan
        self._pilots = {one.slug: one for one in Pilot.objects.exclude(pk=plan.agreement.pilot_id)}
        lines = {self._cell(line): line for line in row.lines.select_related("source", "shared_with")}
        years = [plan.year] if isinstance(row, Tiltak) else range(plan.year, plan.agreement.last_year + 1)
        sources = list(FundingSource.objects.filter(pilot=plan.agreement.pilot_id))
        if only:
            sources = [source for source in sources if source.key == only[0]]
            years = [year for year in years if year == only[1]]
        for year in years:
            open_to = [source for source in sources if year == plan.year or self._has_forecast(source)]
            for source in sources:
                stored = [cell for cell in lines if (cell.year, cell.source) == (year, source)]
                cells = [*stored, *(cell for cell in self._posted(source, year) if cell not in stored)]
                if not cells and source in open_to:
                    cells = [Cell(row, source, year, Certainty.PLANLAGT)]
                for cell in cells:
                    self._add(cell, lines.get(cell))
            if open_to:
                self._add_more(year, open_to)
        if not isinstance(row, Tiltak) and not only:
            self._add_earlier(row)

    def _has_forecast(self, source: FundingSource) -> bool:
        """Whether later years take money of a source: section 6 tells of state money, and all money of a post."""
        return source.kind == FundingSource.Kind.STAT or isinstance(self.row, BudgetPost)

    @property
    def years(self) -> Iterator[AmountYear]:
        """The amounts in the order they are shown, for the template."""
        for year, names in self._years.items():
            rows = tuple(AmountRow(label, *(self[f"{name}-{part}"] for part in PARTS)) for label, name in names)
            more = None
            if f"ny-{year}-kroner" in self.fields:
                label = f"Et beløp til i {year}"
                more = AmountRow(label, *(self[f"ny-{year}-{part}"] for part in (*PARTS, "source")))
            boxes = (more.kroner, more.note, more.shared) if more else ()
            used = any(box.errors or box.value() for box in boxes)
            yield AmountYear(year, rows, more, more_is_used=used, is_forecast=year != self.row.plan.year)

    @property
    def earlier(self) -> list[forms.BoundField]:
        """The fields of earlier years, for the template."""
        return [self[name] for name in self._earlier]

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
            shared_with = self._pilots.get(slug)
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
        self._add_fields(name, f"{label}{sure} i {cell.year}")
        stored = {
            f"{name}-kroner": belop(line.kroner) if line else "",
            f"{name}-certainty": cell.certainty,
            f"{name}-note": line.note if line else "",
            f"{name}-shared": cell.shared_with.slug if cell.shared_with else "",
        }
        self.initial.update(stored)
        self.add_entry(name, self._entry(name, cell), line_value(line))
        self._years.setdefault(cell.year, []).append((label, name))
        written = any(field.endswith("-kroner") for field in self.data)
        if written and self.add_prefix(f"{name}-kroner") not in self.data:
            # Somebody added it while this was being written. It is shown as it stands, and is nobody's mistake.
            self._put({**stored, f"{name}-base": field_hash(line_value(line))})

    def _add_fields(self, name: str, where: str) -> None:
        """Add the boxes of an amount under the names of its parts."""
        self.fields[f"{name}-kroner"] = KronerField(label=f"{where}, beløp")
        self.fields[f"{name}-certainty"] = forms.ChoiceField(
            label=f"{where}, sikkerhet",
            choices=Certainty.choices,
            error_messages={"invalid_choice": UNKNOWN_CERTAINTY},
        )
        self.fields[f"{name}-note"] = forms.CharField(label=f"{where}, merknad", max_length=300, required=False)
        self.fields[f"{name}-shared"] = forms.ChoiceField(
            label=f"{where}, delt med piloten",
            choices=[("", "Ingen"), *((slug, str(one)) for slug, one in self._pilots.items())],
            required=False,
        )

    def _value(self, name: str, data: dict[str, Any]) -> list[Any]:
        """Return what was written as an amount's value: empty where no amount stands. Raises ValidationError."""
        amount, note = data[f"{name}-kroner"], " ".join(data[f"{name}-note"].split())
        if amount is None and note:
            raise ValidationError("En merknad må ha et beløp.")
        return [] if amount is None else [amount, note, data[f"{name}-certainty"]]

    def _place(self, name: str, cell: Cell, data: dict[str, Any]) -> Cell:
        """Return where what was written is to stand."""
        shared_with = self._pilots.get(data[f"{name}-shared"])
        return cell._replace(certainty=data[f"{name}-certainty"], shared_with=shared_with)

    def _entry(self, name: str, cell: Cell) -> Entry:
        """Return how one amount is compared, saved and spoken of."""

        def value(data: dict[str, Any]) -> list[Any]:
            found = self._value(name, data)
            target = self._place(name, cell, data)
            # The cell knows whom it is shared with, so only a move is a change.
            return [*found, data[f"{name}-shared"]] if found and target.shared_with != cell.shared_with else found

        def save(data: dict[str, Any], base: str, by: Person) -> None:
            amount, note = data[f"{name}-kroner"], data[f"{name}-note"]
            move_line(cell=cell, target=self._place(name, cell, data), kroner=amount, note=note, base=base, by=by)

        return Entry((f"{name}-kroner",), value, save, _shown)

    def _add_more(self, year: int, sources: list[FundingSource]) -> None:
        """Add room for one more amount of a year, as when a part of the money is granted and a part applied for."""
        name = f"ny-{year}"
        by_key = {source.key: source for source in sources}
        self._add_fields(name, f"Et beløp til i {year}")
        self.fields[f"{name}-source"] = forms.ChoiceField(
            label=f"Et beløp til i {year}, kilde", choices=[(key, str(source)) for key, source in by_key.items()]
        )
        self.initial.update({f"{name}-source": sources[0].key, f"{name}-certainty": Certainty.SOKT})

        def save(data: dict[str, Any], base: str, by: Person) -> None:
            cell = Cell(self.row, by_key[data[f"{name}-source"]], year, "")
            amount, note = data[f"{name}-kroner"], data[f"{name}-note"]
            add_amount(cell=self._place(name, cell, data), kroner=amount, note=note, by=by)

        self.add_entry(name, Entry((f"{name}-kroner",), lambda data: self._value(name, data), save, _shown), [])

    def _add_earlier(self, row: Any) -> None:
        """Add state money of earlier years of the agreement, each saved on its own."""
        stored = {figure.year: figure.kroner for figure in row.earlier_figures.all()}
        for year in range(row.plan.agreement.first_year, row.plan.year):
            name = f"tidligere-{year}"
            self.fields[name] = KronerField(label=f"Bygdevekstmidler i {year}, beløp")
            self.initial[name] = belop(stored.get(year))
            self.add_entry(name, self._earlier_entry(row, name, year), stored.get(year))
            self._earlier.append(name)

    def _earlier_entry(self, row: Any, name: str, year: int) -> Entry:
        """Return how one earlier year is saved."""
        return Entry(
            (name,),
            lambda data: data[name],
            lambda data, base, by: set_earlier_figure(row=row, year=year, kroner=data[name], base=base, by=by),
            lambda theirs: kroner(theirs),
        )


def _shown(stored: list[Any]) -> str:
    """Return a stored amount in words."""
    return f"{kroner(stored[0])}, {Certainty(stored[2]).label}" if stored else ""
