"""Forms about findings."""

from django import forms


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
