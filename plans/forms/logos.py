"""The form of a pilot's logo: the picture, and the words that stand for it."""

from typing import Any

from django import forms

from plans.forms.figures import picture_field
from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Logo, Person, Pilot
from plans.services import set_logo
from plans.services.figures import check_size
from plans.services.logos import logo_value


class LogoForm(SavedFieldsForm):
    """A picture, which may be left as it is where there is one, and its alternative text."""

    template = "plans/plain_fields.html"

    file = picture_field("PNG, JPEG eller WebP, høyst 8 MB. Bruk en utgave for lys bakgrunn.")
    alt = forms.CharField(
        label="Alternativ tekst",
        max_length=300,
        help_text="Det som står i logoen, for den som ikke ser den. Leses opp av skjermlesere, også i PDF-en.",
        error_messages={"required": "En logo må ha en alternativ tekst."},
    )

    def __init__(self, pilot: Pilot, logo: Logo | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["alt"] = logo.alt if logo else f"Logoen til {pilot}"
        if logo:
            self.fields["file"].required = False
            self.fields["file"].label = "Nytt bilde"
        entry = Entry(
            ("alt", "file"),
            # With a new picture it is another logo, whatever its text is.
            lambda data: [data["file"].name, data["alt"]] if data["file"] else [*logo_value(logo)[:1], data["alt"]],
            lambda data, base, by: self._save(pilot, data, base, by),
            lambda value: str(value[-1]) if value else "ingen logo",
        )
        self.add_entry("logo", entry, logo_value(logo))

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file:
            check_size(file.size or 0)
        return file

    def _save(self, pilot: Pilot, data: dict[str, Any], base: str, by: Person) -> Logo:
        """Save what was typed, with the picture if one was chosen."""
        file = data["file"]
        return set_logo(pilot=pilot, data=file.read() if file else None, alt=data["alt"], base=base, by=by)
