"""Uploading a file to ask what it is."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from reporting.formats.pdf_text import MOST_BYTES


class VerifyForm(forms.Form):
    """A PDF or JSON file."""

    file = forms.FileField(
        label="PDF eller JSON",
        help_text=f"Høyst {MOST_BYTES // 1024**2} MB. Filen blir ikke lagret.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.json,application/pdf,application/json"}),
        error_messages={"required": "Velg en fil.", "empty": "Filen er tom."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "plans/plain_fields.html"

    def clean_file(self) -> bytes:
        """Return the file's bytes. Raises ValidationError for one that is too large, before it is read."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(f"Filen er større enn {MOST_BYTES // 1024**2} MB.")
        return bytes(sent.read())
