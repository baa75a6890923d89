"""The form of one step: the fields that the table says it needs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.boundfield import BoundField

from budgets.forms.fields import KronerField
from plans.forms.plan import DateInput
from plans.models import Party
from review.models import Orientation, Payout
from review.places import Place
from review.services.said import FIELDS, Ask, Said
from review.workflow import Need, Transition

#: What the reason is called, where «Begrunnelse» is not the word.
_REASON_LABELS = {
    "innstill": "Innstilling",
    "rett-utbetaling": "Hva var galt?",
    "rett-orientering": "Hva var galt?",
}


class MoveForm(forms.Form):
    """What is typed as a step is taken.

    `places` are what KDD may ask to have changed, `parties` whom it may be for, `records` what may be corrected.
    """

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        step: Transition,
        *args: Any,
        places: Sequence[Place] = (),
        parties: Sequence[Party] = (),
        records: Sequence[Payout | Orientation] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.records = {str(record.pk): record for record in records}
        self.step, self.places = step, places
        self.parties = {str(party.pk): party for party in parties}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "review/move_fields.html"
        self.helper.hide_optional = True
        for need in step.needs:
            for name, field in self._fields(need):
                self.fields[name] = field
                missing = FIELDS[need].get(name)
                if missing:
                    field.error_messages["required"] = missing
        if step.decides:
            self.fields["comment"] = _text("Merknader i vedtaksbrevet", required=False)
        if Need.ASKED in step.needs:
            self.fields["comment"] = _text("Til piloten", required=False)
            for number, place in enumerate(places):
                self.fields[f"sted-{number}"] = _text(place.label, required=False, rows=2)

    def _fields(self, need: Need) -> Iterator[tuple[str, forms.Field]]:
        """Yield the fields that a need asks for."""
        if need is Need.REASON:
            yield "comment", _text(_REASON_LABELS.get(self.step.key, "Begrunnelse"))
        elif need is Need.CONDITIONS:
            yield "conditions", _text("Vilkår")
        elif need is Need.ADOPTION:
            yield "adoption_date", _date("Styringsgruppens møtedato")
            yield "case_number", forms.CharField(label="Saksnummer i styringsgruppen", max_length=40)
        elif need is Need.SIGNATURE:
            yield "party", self._party("Part")
            yield "name", forms.CharField(label="Hvem skrev under?", max_length=120, help_text="Navn og tittel.")
            yield "date", _date("Dato for underskriften")
        elif need is Need.PAYOUT:
            yield "kroner", KronerField(label="Beløp i kroner", required=True)
            yield "date", _date("Dato for utbetalingen")
            yield "note", forms.CharField(label="Merknad", max_length=200, required=False)
        elif need is Need.PAYOUT_WRONG:
            yield "corrects", self._choice("Hvilken utbetaling?", self.records)
        elif need in (Need.ORIENTATION, Need.ORIENTATION_WRONG):
            if need is Need.ORIENTATION:
                yield "party", self._party("Kommune")
            else:
                yield "corrects", self._choice("Hvilken orientering?", self.records)
            yield "date", _date("Møtedato")
            yield "case_number", forms.CharField(label="Saksnummer", max_length=40)
            yield (
                "result",
                forms.CharField(
                    label="Resultat",
                    max_length=200,
                    initial="Tatt til orientering",
                    help_text="Hva kommunestyret gjorde.",
                ),
            )

    def _party(self, label: str) -> forms.ChoiceField:
        return self._choice(label, self.parties)

    def _choice(self, label: str, among: Mapping[str, Model]) -> forms.ChoiceField:
        chosen = [(key, str(one)) for key, one in among.items()]
        return forms.ChoiceField(label=label, choices=chosen if len(chosen) == 1 else [("", "Velg"), *chosen])

    @property
    def place_groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields of the places, under their headings."""
        bound = [(place.group, self[f"sted-{number}"]) for number, place in enumerate(self.places)]
        return [(group, [field for _, field in found]) for group, found in groupby(bound, lambda one: one[0])]

    @property
    def plain_fields(self) -> list[BoundField]:
        """The visible fields that are not a place."""
        return [field for field in self.visible_fields() if not field.name.startswith("sted-")]

    def said(self) -> Said:
        """Return what was typed, after the form has been found right."""
        data = dict(self.cleaned_data)
        data.pop("base")
        asked = tuple(
            Ask(place.path, place.label, text)
            for number, place in enumerate(self.places)
            if (text := data.pop(f"sted-{number}", ""))
        )
        if "corrects" in data:
            data["corrects"] = self.records[data["corrects"]]
        if "party" in data:
            data["party"] = self.parties[data["party"]]
        return Said(asked=asked, **data)

    def refuse(self, error: ValidationError) -> None:
        """Say what is wrong at the field it is wrong in, or above the form where it has none here."""
        found = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
        for name, errors in found.items():
            place = name if name in self.fields else None
            self.add_error(place, ValidationError([message for one in errors for message in one.messages]))


def _text(label: str, *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=8000, widget=forms.Textarea(attrs={"rows": rows}))


def _date(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput())
