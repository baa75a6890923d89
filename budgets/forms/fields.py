"""Form fields of kroner."""

from typing import Any

from django import forms

from budgets.kroner import parse_kroner
from plans.templatetags.kroner import belop


class KronerField(forms.CharField):
    """Whole kroner, written as people write them; blank is None where it may be blank."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Skriv et beløp."})
        super().__init__(required=required, max_length=40, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "class": "kroner"}

    def clean(self, value: Any) -> int | None:
        """Return kroner or None. Raises ValidationError with a sentence."""
        return parse_kroner(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Return stored kroner as people read them; what was typed stays as it was typed."""
        return belop(value) if isinstance(value, int) else value
