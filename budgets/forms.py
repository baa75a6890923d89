"""The form of one row's amounts."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from budgets.certainty import Certainty
from budgets.kroner import parse_kroner
from budgets.models import UNKNOWN_CERTAINTY, BudgetLine, BudgetPost, FundingSource
from budgets.services import Cell, Row, line_value, move_amount
from plans.forms import Entry, SavedFieldsForm
from plans.models import Person, Tiltak
from plans.templatetags.kroner import belop, kroner


class KronerField(forms.CharField):
    """Whole kroner, written as people write them; blank is None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "class": "kroner"}

    def clean(self, value: Any) -> int | None:
        """Return kroner or None. Raises ValidationError with a sentence."""
        return parse_kroner(super().clean(value))


class AmountsForm(SavedFieldsForm):
    """A row's amounts: this year's from every source, and for delmål and posts state money of later years."""

    def __init__(self, row: Row, *args: Any, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        plan = row.plan
        lines = list(row.lines.select_related("source", "shared_with"))
        years = [plan.year] if isinstance(row, Tiltak) else range(plan.year, plan.agreement.last_year + 1)
        sources = list(FundingSource.objects.filter(pilot=plan.agreement.pilot_id))
        layout: list[Fieldset] = []
        for year in years:
            parts = []
            for source in sources:
                found = [line for line in lines if line.year == year and line.source_id == source.pk]
                forecast = source.kind == FundingSource.Kind.STAT or isinstance(row, BudgetPost)
                if not found and year > plan.year and not forecast:
                    continue
                parts += [self._line(Cell(row, source, year, line.certainty, line.shared_with), line) for line in found]
                if not found:
                    parts.append(self._line(Cell(row, source, year, Certainty.PLANLAGT), None))
            layout.append(Fieldset(str(year), *parts))
        self.helper.layout = Layout(*layout)

    def _line(self, cell: Cell, line: BudgetLine | None) -> Div:
        """Add the fields of one amount and return their place on the page."""
        name = f"{cell.source.key}-{cell.year}-{cell.certainty}" + (
            f"-{cell.shared_with.slug}" if cell.shared_with else ""
        )
        shared = f", delt med {cell.shared_with}" if cell.shared_with else ""
        self.fields[f"{name}-kroner"] = KronerField(label=f"{cell.source}{shared}", max_length=40)
        self.fields[f"{name}-certainty"] = forms.ChoiceField(
            label="Sikkerhet", choices=Certainty.choices, error_messages={"invalid_choice": UNKNOWN_CERTAINTY}
        )
        self.fields[f"{name}-note"] = forms.CharField(label="Merknad", max_length=300, required=False)
        self.initial.update(
            {
                f"{name}-kroner": belop(line.kroner) if line else "",
                f"{name}-certainty": cell.certainty,
                f"{name}-note": line.note if line else "",
            }
        )
        self.add_entry(name, self._entry(name, cell), line_value(line))
        fields = (f"{name}-kroner", f"{name}-certainty", f"{name}-note", f"{name}-base")
        return Div(*fields, css_class="amount-row")

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
