"""The form of an agreement's hourly rates."""

from typing import Any

from budgets.forms.fields import KronerField
from plans.forms import Entry, SavedFieldsForm
from plans.models import Agreement
from plans.services import set_hourly_rate
from plans.templatetags.kroner import kroner


class RatesForm(SavedFieldsForm):
    """Kroner an hour for each year of the agreement, each saved on its own; blank is no rate."""

    template = "plans/plain_fields.html"

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        self.agreement = agreement
        super().__init__(*args, **kwargs)
        stored = {rate.year: rate.kroner for rate in agreement.hourly_rates.all()}
        for year in sorted({*agreement.years, *stored}):
            name = f"sats-{year}"
            self.fields[name] = KronerField(label=f"Kroner per time i {year}")
            self.initial[name] = stored.get(year)
            self.add_entry(name, self._entry(name, year), stored.get(year))

    def _entry(self, name: str, year: int) -> Entry:
        """Return how one year's rate is saved."""
        return Entry(
            (name,),
            lambda data: data[name],
            lambda data, base, by: set_hourly_rate(
                agreement=self.agreement, year=year, kroner=data[name], base=base, by=by
            ),
            lambda theirs: kroner(theirs),
        )
