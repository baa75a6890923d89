"""What somebody chooses for herself."""

from typing import Any

from django import forms

from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import MailChoice, Person
from plans.services import set_mail_choice

#: The fields with their headings and what they are about.
CHOICES = {
    "mail_turn": (
        "Når det er min tur",
        "Planen er sendt til deg, KDD har bedt om endringer, en frist nærmer seg.",
    ),
    "mail_rest": (
        "Når noe annet angår meg",
        "Noen nevner deg eller svarer deg i en kommentar, en invitasjon er tatt imot, planen er godkjent.",
    ),
}


class MailChoiceForm(SavedFieldsForm):
    """When she is mailed of what she is told in the portal: her own turn by itself, and the rest."""

    template = "plans/plain_fields.html"

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in CHOICES.items():
            choices = [(value, str(words).capitalize()) for value, words in MailChoice.choices]
            self.fields[name] = forms.ChoiceField(
                label=label, help_text=help_text, choices=choices, widget=forms.RadioSelect
            )
            self.initial[name] = getattr(person, name)
            self.add_entry(name, self._entry(person, name), getattr(person, name))

    def _entry(self, person: Person, name: str) -> Entry:
        def save(data: dict[str, Any], base: str, by: Person) -> None:
            set_mail_choice(person=person, field=name, choice=data[name], base=base, by=by)

        return Entry((name,), lambda data: data[name], save, lambda value: str(MailChoice(value).label))
