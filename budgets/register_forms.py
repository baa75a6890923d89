"""The form of a funding source in the registers."""

from budgets.models import FundingSource
from budgets.services.sources import SOURCE_COLUMNS
from plans.forms.registers import PlacedForm


class SourceForm(PlacedForm):
    """A funding source of a pilot."""

    columns = SOURCE_COLUMNS

    class Meta:
        model = FundingSource
        fields = SOURCE_COLUMNS
