"""Answering what KDD asked for."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from plans.services import field_hash
from review.models import Asked


class AnswerForm(forms.Form):
    """What was done about one thing that KDD asked for. Several stand on one page, so every id has the row's number."""

    answer = forms.CharField(
        label="Hva er gjort?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(data, auto_id=f"svar-{asked.pk}-%s")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = "review/bare_fields.html"
        self.helper.hide_optional = True
        self.initial = {"answer": asked.answer, "base": field_hash(asked.answer)}
