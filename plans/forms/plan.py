"""The plan's own fields, and small forms around its tiltak."""

import datetime
from typing import Any

from django import forms

from plans import paths
from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Party, Person, Plan, PlanDelmaal, Tiltak
from plans.models.tiltak import NEEDS_TITLE
from plans.services import create_tiltak, field_hash, move_tiltak, set_plan_field
from plans.services.moving import move_value
from plans.templatetags.kroner import dato


class DateInput(forms.DateInput):
    """The browser's own choice of a date; its value is always year-month-day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlanDatesForm(SavedFieldsForm):
    """Document date, the date of the styringsgruppe, case number and written form."""

    template = "plans/plain_fields.html"

    document_date = forms.DateField(label="Dokumentdato", required=False, widget=DateInput())
    adoption_date = forms.DateField(label="Styringsgruppens møtedato", required=False, widget=DateInput())
    case_number = forms.CharField(label="Saksnummer", required=False, max_length=40)
    language = forms.ChoiceField(label="Målform", choices=Party.Language.choices)

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, **kwargs)
        for name in ("document_date", "adoption_date", "case_number", "language"):
            stored = getattr(plan, name)
            self.initial[name] = stored
            self.add_entry(name, self._entry(name), stored)

    def _entry(self, name: str) -> Entry:
        """Return how one field is saved."""

        def shown(value: Any) -> str:
            return dato(value) if isinstance(value, datetime.date) else str(value or "")

        return Entry(
            (name,),
            lambda data: data[name],
            lambda data, base, by: set_plan_field(plan=self.plan, field=name, value=data[name], base=base, by=by),
            shown,
            paths.plan_field(name),
        )


class NewTiltakForm(SavedFieldsForm):
    """The title of a tiltak that is added."""

    template = "plans/plain_fields.html"

    title = forms.CharField(label="Tittel", max_length=250, error_messages={"required": NEEDS_TITLE})

    def __init__(self, delmaal: PlanDelmaal, *args: Any, **kwargs: Any) -> None:
        self.delmaal = delmaal
        super().__init__(*args, **kwargs)

    def save(self, by: Person) -> bool:
        """Add the tiltak; it is then in `created`."""
        self.created = create_tiltak(delmaal=self.delmaal, title=self.cleaned_data["title"], by=by)
        return True


class MoveTiltakForm(SavedFieldsForm):
    """Which delmål a tiltak moves to and which number it gets there."""

    template = "plans/plain_fields.html"

    target = forms.ChoiceField(label="Delmål")
    place = forms.IntegerField(
        label="Nummer i delmålet", required=False, min_value=1, help_text="Tomt betyr sist. Numrene etter følger med."
    )

    def __init__(self, tiltak: Tiltak, targets: list[PlanDelmaal], *args: Any, **kwargs: Any) -> None:
        self.tiltak = tiltak
        self.targets = {str(delmaal.uid): delmaal for delmaal in targets}
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(uid, str(delmaal)) for uid, delmaal in self.targets.items()]
        siblings = list(Tiltak.objects.filter(delmaal=tiltak.delmaal).values_list("pk", flat=True))
        here = str(tiltak.delmaal.uid)
        self.initial.update({"target": here, "place": siblings.index(tiltak.pk) + 1})

    def save(self, by: Person) -> bool:
        """Move the tiltak as the lists stand now: a place is chosen by number, not by what stood there before."""
        delmaal = self.targets[self.cleaned_data["target"]]
        base = field_hash(move_value(self.tiltak, delmaal))
        move_tiltak(tiltak=self.tiltak, delmaal=delmaal, place=self.cleaned_data["place"], base=base, by=by)
        return True
