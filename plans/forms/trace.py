"""The filter of a trace."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from plans.forms.plan import DateInput
from plans.models import FieldChange, Person


class TraceFilterForm(forms.Form):
    """Which of some changes are shown."""

    hvem = forms.ModelChoiceField(label="Hvem", queryset=Person.objects.none(), required=False, empty_label="Alle")
    felt = forms.CharField(label="Felt", required=False, max_length=100)
    fra = forms.DateField(label="Fra dato", required=False, widget=DateInput())
    til = forms.DateField(label="Til dato", required=False, widget=DateInput())

    def __init__(self, changes: QuerySet[FieldChange], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        # A filter asks for nothing.
        self.helper.hide_optional = True
        field = self.fields["hvem"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=changes.order_by().values("by"))

    def narrow(self, changes: QuerySet[FieldChange]) -> QuerySet[FieldChange]:
        """Return the changes that the filter lets through; both dates are included, by the site's own calendar."""
        data = self.cleaned_data
        zone = timezone.get_current_timezone()
        if data["hvem"]:
            changes = changes.filter(by=data["hvem"])
        if data["felt"]:
            changes = changes.filter(label__icontains=data["felt"])
        if data["fra"]:
            changes = changes.filter(at__gte=datetime.datetime.combine(data["fra"], datetime.time.min, zone))
        if data["til"]:
            after = data["til"] + datetime.timedelta(days=1)
            changes = changes.filter(at__lt=datetime.datetime.combine(after, datetime.time.min, zone))
        return changes
