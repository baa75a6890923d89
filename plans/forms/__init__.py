"""Forms hold layout and messages. What may be written, and by whom, is decided in services and permissions."""

from plans.forms.figures import FigureForm, NewFigureForm, PlaceFigureForm
from plans.forms.parties import PartiesField
from plans.forms.plan import MoveTiltakForm, NewTiltakForm, PlanDatesForm
from plans.forms.rich import AS_HTML, Html, RichTextField, Written
from plans.forms.rows import RowForm
from plans.forms.saved import Entry, SavedFieldsForm
from plans.forms.texts import TextsForm
from plans.forms.tiltak import TiltakForm
from plans.forms.trace import TraceFilterForm

__all__ = [
    "AS_HTML",
    "Entry",
    "FigureForm",
    "Html",
    "MoveTiltakForm",
    "NewFigureForm",
    "NewTiltakForm",
    "PartiesField",
    "PlaceFigureForm",
    "PlanDatesForm",
    "RichTextField",
    "RowForm",
    "SavedFieldsForm",
    "TextsForm",
    "TiltakForm",
    "TraceFilterForm",
    "Written",
]
