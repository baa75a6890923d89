"""Forms of kroner. They hold layout and messages, never permission."""

from budgets.forms.amounts import AmountsForm
from budgets.forms.fields import KronerField
from budgets.forms.frames import FrameForm, MoveFrameForm
from budgets.forms.posts import PostForm
from budgets.forms.rates import RatesForm
from budgets.forms.sources import SourceForm

__all__ = [
    "AmountsForm",
    "FrameForm",
    "KronerField",
    "MoveFrameForm",
    "PostForm",
    "RatesForm",
    "SourceForm",
]
