"""Forms whose entries are saved one by one, each with the hash of the value it started from."""

from collections.abc import Callable, MutableMapping
from copy import copy
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from plans.models import Person
from plans.services import Conflict, field_hash
from plans.words import Piece, compare


class Entry(NamedTuple):
    """One thing that is saved on its own: the form fields it takes, and how it is saved.

    `value` makes of the cleaned data what the base hash is taken of; `save` gets cleaned data, base and person.
    `shown` says a value in words. `path` is the field's name in the plan, where it can be saved on its own while one
    writes; `label` its name for people, where it is another than its first field's.
    """

    fields: tuple[str, ...]
    value: Callable[[dict[str, Any]], Any]
    save: Callable[[dict[str, Any], str, Person], object]
    shown: Callable[[Any], str]
    path: str = ""
    label: str = ""


class SavedFieldsForm(forms.Form):
    """A form whose entries are saved one by one, each with the hash of the value it started from.

    An entry the writer did not touch is left alone, so two people on different fields never meet. If somebody else
    saved the same entry meanwhile, nothing is written, both values are shown, and saving again is a decision.
    `template` draws the fields.
    """

    template = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries: dict[str, Entry] = {}
        #: What somebody else has saved meanwhile, in words, by the name of the field that shows it.
        self.conflicts: dict[str, str] = {}
        #: The same word by word, from the other's to what was typed here.
        self.differences: dict[str, list[Piece]] = {}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = self.template
        # Nearly everything may be left out while a plan is being written; saying so at every field is noise.
        self.helper.hide_optional = True

    def add_entry(self, name: str, entry: Entry, stored: Any) -> None:
        """Add an entry whose stored value is `stored`; its hash travels in a hidden field."""
        self.entries[name] = entry
        self.fields[f"{name}-base"] = forms.CharField(
            widget=forms.HiddenInput, initial=field_hash(stored), required=False
        )

    @property
    def paths(self) -> dict[str, str]:
        """The path in the plan of each field that is saved while one writes, by the field's name."""
        return {field: entry.path for entry in self.entries.values() if entry.path for field in entry.fields}

    @property
    def labels(self) -> list[tuple[str, str]]:
        """The path and the name of each text that is saved while one writes, in the form's order."""
        written = (entry for entry in self.entries.values() if entry.path and not entry.path.endswith("/ikke-relevant"))
        return [(entry.path, entry.label or str(self.fields[entry.fields[0]].label)) for entry in written]

    @property
    def bases(self) -> dict[str, str]:
        """The name of the hidden field with the base hash, by the name of each field."""
        return {field: f"{name}-base" for name, entry in self.entries.items() for field in entry.fields}

    def keep_only(self, path: str) -> bool:
        """Leave the form with the entry at a path alone. False when it has none there."""
        self.entries = {name: entry for name, entry in self.entries.items() if entry.path == path}
        kept = {field for name, entry in self.entries.items() for field in (*entry.fields, f"{name}-base")}
        for field in [*self.fields]:
            if field not in kept:
                del self.fields[field]
        return bool(self.entries)

    def save(self, by: Person) -> bool:
        """Save every entry that was changed, all or nothing. False when something was refused; the errors say what."""
        refused = False
        with transaction.atomic():
            for name, entry in self.entries.items():
                base = self.cleaned_data[f"{name}-base"]
                try:
                    if field_hash(entry.value(self.cleaned_data)) == base:
                        continue
                    with transaction.atomic():
                        entry.save(self.cleaned_data, base, by)
                except Conflict as conflict:
                    refused = True
                    self._tell(name, entry, conflict)
                except ValidationError as error:
                    refused = True
                    self.refuse(error, entry.fields[0])
            if refused:
                transaction.set_rollback(True)
        return not refused

    def refuse(self, error: ValidationError, otherwise: str | None = None) -> None:
        """Say what is wrong at the field it is wrong in, or at `otherwise` (none: the form) where that is none here."""
        found = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
        for name, errors in found.items():
            place = name if name in self.fields else otherwise
            self.add_error(place, ValidationError([message for one in errors for message in one.messages]))

    def _tell(self, name: str, entry: Entry, conflict: Conflict) -> None:
        """Say what the other wrote, keep what was typed, and let the next save start from the other's value."""
        first = entry.fields[0]
        self.conflicts[first] = entry.shown(conflict.theirs)
        self.differences[first] = compare(entry.shown(conflict.theirs), entry.shown(entry.value(self.cleaned_data)))
        self.add_error(first, "Noen andre har endret dette mens du skrev.")
        self._put({f"{name}-base": field_hash(conflict.theirs)})

    def _put(self, values: dict[str, str]) -> None:
        """Put values into what was submitted, for the form that is shown again."""
        data = copy(self.data)
        # A submitted form is immutable, its copy is not.
        if isinstance(data, QueryDict):
            data = data.copy()
        assert isinstance(data, MutableMapping)
        for name, value in values.items():
            data[self.add_prefix(name)] = value
        self.data = data
