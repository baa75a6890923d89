"""Uploading a signed PDF."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from reporting.formats.pdf_text import MOST_BYTES


class SignedForm(forms.Form):
    """A PDF with signatures."""

    file = forms.FileField(
        label="Underskrevet PDF",
        help_text=f"Høyst {MOST_BYTES // 1024**2} MB. Teksten i filen sammenlignes med versjonen.",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": "Velg en fil.", "empty": "Filen er tom."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "plans/plain_fields.html"

    def clean_file(self) -> tuple[str, bytes]:
        """Return the file's name and bytes. Raises ValidationError for one that is too large, before it is read."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(f"Filen er større enn {MOST_BYTES // 1024**2} MB.")
        return sent.name, bytes(sent.read())
