"""The forms of a frame: the frame itself, and moving money of it to a later year."""

from collections.abc import Iterable
from typing import Any

from django import forms

from budgets.certainty import Certainty
from budgets.forms.fields import KronerField
from budgets.models import UNKNOWN_CERTAINTY, Frame, FundingSource
from budgets.services import create_frame, move_frame, update_frame
from budgets.services.frames import FRAME_COLUMNS
from plans.forms import Entry, RowForm, SavedFieldsForm
from plans.models import Agreement, Person
from plans.services import row_value
from plans.templatetags.kroner import kroner


def _year_choices(years: Iterable[int]) -> list[tuple[int, str]]:
    return [(year, str(year)) for year in years]


class FrameForm(RowForm):
    """Money promised to an agreement for a year."""

    columns = FRAME_COLUMNS

    source = forms.ModelChoiceField(
        label="Kilde", queryset=FundingSource.objects.none(), to_field_name="key", empty_label=None
    )
    year = forms.IntegerField(label="År", widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}))
    kroner = KronerField(label="Beløp i kroner", required=True)
    certainty = forms.ChoiceField(
        label="Sikkerhet",
        choices=Certainty.choices,
        error_messages={"invalid_choice": UNKNOWN_CERTAINTY},
        help_text="Fryste og avslåtte midler vises, men regnes ikke med.",
    )
    reference = forms.CharField(
        label="Referanse", max_length=200, required=False, help_text="For eksempel tilskuddsbrev av 12. mars 2025."
    )
    moved_to = forms.TypedChoiceField(label="Overført til", coerce=int, empty_value=None, required=False)

    def __init__(self, agreement: Agreement, frame: Frame | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(agreement, frame, *args, **kwargs)
        source, moved = self.fields["source"], self.fields["moved_to"]
        assert isinstance(source, forms.ModelChoiceField)
        assert isinstance(moved, forms.TypedChoiceField)
        source.queryset = FundingSource.objects.filter(pilot=agreement.pilot_id)
        years = {*agreement.years, agreement.last_year + 1, *([frame.moved_to] if frame and frame.moved_to else [])}
        moved.choices = [("", "Ikke overført"), *_year_choices(sorted(years))]
        if frame is not None:
            self.initial["source"] = frame.source.key
        else:
            self.initial.setdefault("year", agreement.first_year)
            del self.fields["moved_to"]

    def values(self) -> dict[str, Any]:
        """Return what was typed; a new frame has not been moved."""
        return {column: self.cleaned_data.get(column) for column in self.columns}

    def in_words(self, theirs: list[Any]) -> str:
        """Return the frame somebody else saved, in words."""
        key, year, amount, certainty, reference, moved = theirs
        source = FundingSource.objects.filter(pilot=self.owner.pilot_id, key=key).first()
        said = [f"{kroner(amount)} fra {source} i {year}", str(Certainty(certainty).label)]
        said += [reference] if reference else []
        return ", ".join([*said, *([f"overført til {moved}"] if moved else [])])

    def create(self, values: dict[str, Any], by: Person) -> None:
        """Add the frame."""
        create_frame(agreement=self.owner, by=by, **values)

    def update(self, values: dict[str, Any], base: str, by: Person) -> None:
        """Save the frame."""
        update_frame(frame=self.row, base=base, by=by, **values)


class MoveFrameForm(SavedFieldsForm):
    """How much of a frame is moved, and to which later year."""

    template = "plans/plain_fields.html"

    kroner = KronerField(label="Beløp som overføres", required=True)
    year = forms.TypedChoiceField(label="Til år", coerce=int)

    def __init__(self, frame: Frame, *args: Any, **kwargs: Any) -> None:
        self.frame = frame
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = _year_choices(range(frame.year + 1, max(frame.agreement.last_year, frame.year) + 2))
        self.initial.update({"kroner": frame.kroner, "year": frame.year + 1})
        # The base is of the frame as the page showed it; moving is always a change.
        stored = row_value(frame, FRAME_COLUMNS)
        entry = Entry(
            ("kroner", "year"),
            lambda data: [*stored, data["kroner"], data["year"]],
            lambda data, base, by: move_frame(frame=frame, kroner=data["kroner"], year=data["year"], base=base, by=by),
            lambda theirs: f"{kroner(theirs[2])} i {theirs[1]}",
        )
        self.add_entry("frame", entry, stored)
