"""A small row that is saved as one, as a meeting or a funding source: an existing one, or a new one."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Person
from plans.services import row_value
from plans.services.rows import plain
from plans.templatetags.kroner import dato


def tidy(value: Any) -> Any:
    """Return a value with its white space as it is stored."""
    return " ".join(value.split()) if isinstance(value, str) else value


class RowForm(SavedFieldsForm):
    """A small row of `owner` (an agreement, a pilot, a plan), saved as one; without a row it adds one.

    What a subclass names in `columns` are its fields, in the order that the row's base hash is taken of.
    """

    template = "plans/plain_fields.html"
    columns: tuple[str, ...] = ()
    row: Any

    def __init__(self, owner: Any, row: Any, *args: Any, **kwargs: Any) -> None:
        self.owner = owner
        self.row = row
        super().__init__(*args, **kwargs)
        if row is None:
            return
        self.initial.update({column: getattr(row, column) for column in self.columns})
        entry = Entry(
            self.columns,
            lambda data: [tidy(plain(data[column])) for column in self.columns],
            lambda data, base, by: self.update(self.values(), base, by),
            self.in_words,
        )
        self.add_entry("row", entry, row_value(row, self.columns))

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {column: self.cleaned_data[column] for column in self.columns}

    def in_words(self, theirs: list[Any]) -> str:
        """Return the values somebody else saved, for people."""
        return ", ".join(dato(one) if isinstance(one, datetime.date) else str(one) for one in theirs if one)

    def create(self, values: dict[str, Any], by: Person) -> None:
        """Add a row."""
        raise NotImplementedError

    def update(self, values: dict[str, Any], base: str, by: Person) -> None:
        """Save the row."""
        raise NotImplementedError

    def save(self, by: Person) -> bool:
        """Save the row if it was changed, or add it."""
        if self.row is not None:
            return super().save(by)
        try:
            self.create(self.values(), by)
        except ValidationError as error:
            self.refuse(error, self.columns[0])
            return False
        return True
