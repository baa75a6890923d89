"""Forms about findings, and about files that are read."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from reporting.intake.sorts import MAX_BYTES


class AcknowledgementForm(forms.Form):
    """Why a finding may stand."""

    key = forms.CharField(max_length=120, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Hvorfor kan dette bli stående?",
        max_length=500,
        error_messages={
            "required": "Skriv hvorfor funnet kan bli stående.",
            "max_length": "Begrunnelsen kan ha høyst 500 tegn.",
        },
    )


class OneFileForm(forms.Form):
    """A form with a `file` in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "plans/plain_fields.html"

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse a file that is too large before it is read into memory."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(f"Filen er for stor. Den kan være høyst {MAX_BYTES // 1024**2} MB.")
        return file


def file_field(label: str, about: str, accept: str, empty: str) -> forms.FileField:
    """Return a field for a file, with what is said where there is none or an empty one."""
    missing = "Velg filen som skal leses."
    return forms.FileField(
        label=label,
        help_text=about,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={
            "required": missing,
            "empty": empty,
            "missing": missing,
            "invalid": "Filen kom ikke fram. Velg den på nytt.",
        },
    )


class WorkbookForm(OneFileForm):
    """The workbook that is to be read."""

    file = file_field(
        "Excel-fil",
        "Arbeidsboken du har lastet ned fra denne siden og skrevet i. Ingenting lagres før du har sett det.",
        ".xlsx,.xlsm",
        "Filen er tom. Lagre budsjettet fra Excel, og last opp den filen.",
    )


class ReceivedForm(OneFileForm):
    """The plan that is to be read."""

    file = file_field(
        "Fil med handlingsplanen",
        f"Word (.docx), PDF med tekst eller Excel (.xlsx), høyst {MAX_BYTES // 1024**2} MB. En skannet PDF har bare "
        "bilder og kan ikke leses.",
        ".docx,.docm,.pdf,.xlsx,.xlsm",
        "Filen er tom. Lagre planen på nytt, og last opp den filen.",
    )
