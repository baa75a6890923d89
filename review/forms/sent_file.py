"""A file that is sent to be read at once, of limited size."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile

from reporting.formats.pdf_text import MOST_BYTES

MOST = f"{MOST_BYTES // 1024**2} MB"


class SentFileForm(forms.Form):
    """A form with one `file`, which its subclasses name and read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "plans/plain_fields.html"

    def small_file(self) -> "UploadedFile[Any]":
        """Return the file. Raises ValidationError for one that is too large, before it is read."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"Filen er større enn {MOST}.")
        return sent


def file_field(label: str, about: str, accept: str) -> forms.FileField:
    """Return a field for a file: what it is called, what becomes of it, and what a browser is to offer."""
    return forms.FileField(
        label=label,
        help_text=f"Høyst {MOST}. {about}",
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={"required": "Velg en fil.", "empty": "Filen er tom."},
    )
