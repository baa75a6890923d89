"""Choosing parties of the register."""

from collections.abc import Iterable
from typing import Any

from django import forms

from plans.models import Party


class PartiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django has no such subscript
    """Parties of the register as a list to tick off; the ones that matter most here come first."""

    widget = forms.CheckboxSelectMultiple
    #: Shown in a frame of its own, with a box to search in.
    is_long_list = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Party.objects.none(), required=False, to_field_name="key", **kwargs)

    def offer(self, parties: Iterable[Party], chosen: Iterable[str], near: Iterable[str]) -> None:
        """Let all `parties` be chosen; those with a key in `chosen` stand first in that order, then those in `near`."""
        self.queryset = Party.objects.all()
        names = {party.key: party.name for party in parties}
        first = [key for key in chosen if key in names]
        close = [key for key in names if key in set(near) - set(first)]
        rest = [key for key in names if key not in {*first, *close}]
        groups = (("Valgt", first), ("Partene i avtalen", close), ("Andre", rest))
        self.choices = [(label, [(key, names[key]) for key in keys]) for label, keys in groups if keys]
