"""The form of a funding source."""

from typing import Any

from django import forms

from budgets.models import FundingSource
from budgets.services import create_source, update_source
from budgets.services.sources import SOURCE_COLUMNS
from plans.forms import RowForm
from plans.models import Person


class SourceForm(RowForm):
    """A funding source of a pilot; a new one comes last."""

    columns = SOURCE_COLUMNS

    name = forms.CharField(
        label="Navn",
        max_length=80,
        help_text="Slik det skal stå over kolonnen i budsjettet.",
        error_messages={"required": "Kilden må ha et navn."},
    )
    kind = forms.ChoiceField(label="Slag", choices=FundingSource.Kind.choices, initial=FundingSource.Kind.ANNET)
    programme_category = forms.CharField(
        label="Programkategori", max_length=8, required=False, help_text="For eksempel 13.50."
    )
    chapter = forms.CharField(label="Kapittel", max_length=8, required=False, help_text="For eksempel 553.")
    post = forms.CharField(label="Post", max_length=8, required=False, help_text="For eksempel 66.")

    def clean(self) -> dict[str, Any]:
        """Say at its own field what state money lacks, which the database refuses for the source as a whole."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == FundingSource.Kind.STAT:
            for name, word in (("chapter", "kapittel"), ("post", "post")):
                if name in data and not data[name]:
                    self.add_error(name, f"Bygdevekstmidler fra KDD må ha {word}.")
        return data

    def in_words(self, theirs: list[Any]) -> str:
        """Return name, kind, and where in the state budget the money stands."""
        name, kind, category, chapter, post = theirs
        state = (("programkategori", category), ("kapittel", chapter), ("post", post))
        return ", ".join([name, FundingSource.Kind(kind).label, *(f"{word} {one}" for word, one in state if one)])

    def create(self, values: dict[str, Any], by: Person) -> None:
        """Add the source."""
        create_source(pilot=self.owner, by=by, **values)

    def update(self, values: dict[str, Any], base: str, by: Person) -> None:
        """Save the source."""
        update_source(source=self.row, base=base, by=by, **values)
