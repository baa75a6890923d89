"""Handing the role of project leader over."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from plans.forms.plan import DateInput
from plans.forms.saved import SavedFieldsForm
from plans.models import Membership, Person, Removed
from plans.services import When, hand_over


class HandOverForm(SavedFieldsForm):
    """Who takes over, and when the one who leaves loses the role; `people` are the others of the pilot."""

    template = "plans/plain_fields.html"

    to = forms.TypedChoiceField(label="En som er med i piloten", required=False, empty_value=None)
    email = forms.EmailField(
        label="Eller e-postadressen til en ny",
        required=False,
        help_text="Den nye får en invitasjon.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    when = forms.ChoiceField(
        label="", widget=forms.RadioSelect, error_messages={"required": "Velg når rollen avsluttes."}
    )
    on = forms.DateField(label="Dato", required=False, help_text="Bare når du har valgt en dato.", widget=DateInput())

    def __init__(
        self, membership: Membership, people: Sequence[Person], address: Callable[[str], str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.people = {str(person.pk): person for person in people}
        self.address = address
        self.removed: Removed | None = None
        to, when = self.fields["to"], self.fields["when"]
        assert isinstance(to, forms.ChoiceField)
        assert isinstance(when, forms.ChoiceField)
        to.choices = [("", "Velg person"), *((key, str(person)) for key, person in self.people.items())]
        when.choices = [(one.value, str(one.label).capitalize()) for one in When]
        when.label = f"Når slutter {membership.person} som prosjektleder?"

    def save(self, by: Person) -> bool:
        """Hand over; the removal is then in `removed` where the role has ended."""
        data = self.cleaned_data
        on: datetime.date | None = data["on"] if data["when"] == When.DATE else None
        self.removed = hand_over(
            membership=self.membership,
            to=self.people.get(data["to"] or ""),
            email=data["email"],
            when=When(data["when"]),
            on=on,
            by=by,
            address=self.address,
        )
        return True
