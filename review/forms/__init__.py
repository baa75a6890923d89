"""Forms of a plan's way to KDD. They hold layout and messages; who may, and what is required, is in the table."""

from review.forms.answers import AnswerForm
from review.forms.moves import MoveForm

__all__ = ["AnswerForm", "MoveForm"]
