"""Forms of a plan's way to KDD and of what is said of it: layout and messages; who may is decided elsewhere."""

from review.forms.answers import AnswerForm
from review.forms.comments import CommentForm, EditCommentForm, ReplyForm
from review.forms.moves import MoveForm

__all__ = ["AnswerForm", "CommentForm", "EditCommentForm", "MoveForm", "ReplyForm"]
