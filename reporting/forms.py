"""Forms about findings, and about a workbook that is read."""

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


class WorkbookForm(forms.Form):
    """The workbook that is to be read."""

    file = forms.FileField(
        label="Excel-fil",
        help_text="Arbeidsboken du har lastet ned fra denne siden og skrevet i. Ingenting lagres før du har sett det.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
        error_messages={
            "required": "Velg filen som skal leses.",
            "empty": "Filen er tom. Lagre budsjettet fra Excel, og last opp den filen.",
            "missing": "Velg filen som skal leses.",
            "invalid": "Filen kom ikke fram. Velg den på nytt.",
        },
    )

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
