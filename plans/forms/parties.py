"""Choosing parties of the register, and adding one that is not in it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.models import Party, Person, TiltakParty
from plans.services import create_party

#: The name of the button that searches where no script runs, and what a search box's name begins with.
SEARCH = "sok"


class PartiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django has no such subscript
    """Parties of the register as a list to tick off; the ones that matter most here come first.

    `search` is what was searched for in the list, `found` how many parties of the register have all its words.
    """

    widget = forms.CheckboxSelectMultiple
    search = ""
    found: int | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Party.objects.none(), required=False, to_field_name="key", **kwargs)

    def offer(self, parties: Iterable[Party], chosen: Iterable[str], near: Iterable[str], search: str = "") -> None:
        """Let all `parties` be chosen; those with a key in `chosen` stand first in that order, then those in `near`.

        A search leaves those that are chosen and those whose name has all its words.
        """
        self.queryset = Party.objects.all()
        names = {party.key: party.name for party in parties}
        first = [key for key in chosen if key in names]
        self.search, words = search, search.lower().split()
        if words:
            found = {key for key, name in names.items() if all(word in name.lower() for word in words)}
            self.found = len(found)
            names = {key: name for key, name in names.items() if key in found or key in first}
        close = [key for key in names if key in set(near) - set(first)]
        rest = [key for key in names if key not in {*first, *close}]
        groups = (("Valgt", first), ("Partene i avtalen", close), ("Andre", rest))
        self.choices = [(label, [(key, names[key]) for key in keys]) for label, keys in groups if keys]


def new_party_fields() -> dict[str, forms.Field]:
    """Return the fields of a party that is added to the register while a tiltak is written."""
    # A municipality has a number of its own and belongs to a county: whoever looks after the portal adds those.
    kinds = [choice for choice in Party.Kind.choices if choice[0] != Party.Kind.KOMMUNE]
    return {
        "party_name": forms.CharField(label="Navn på den nye parten", max_length=160, required=False),
        "party_kind": forms.ChoiceField(label="Slag", choices=kinds, initial=Party.Kind.ANNET, required=False),
        "party_number": forms.CharField(
            label="Organisasjonsnummer", max_length=20, required=False, help_text="Ni siffer. Kan stå tomt."
        ),
        "party_part": forms.ChoiceField(
            label="Den nye parten er",
            choices=TiltakParty.Part.choices,
            initial=TiltakParty.Part.PARTNER,
            required=False,
        ),
    }


def add_party(data: dict[str, Any], by: Person) -> Party | None:
    """Add the party that was typed in `new_party_fields`, or none. Raises ValidationError with the fields' names."""
    name, number = data.get("party_name", ""), "".join(data.get("party_number", "").split())
    if not name:
        if number:
            raise ValidationError({"party_name": "Skriv navnet på den nye parten."})
        return None
    kind = data.get("party_kind") or Party.Kind.ANNET
    try:
        return create_party(name=name, kind=kind, organisasjonsnummer=number or None, by=by)
    except ValidationError as error:
        places = {"kind": "party_kind", "organisasjonsnummer": "party_number"}
        raise ValidationError(
            {places.get(field, "party_name"): messages for field, messages in error.message_dict.items()}
        ) from error
