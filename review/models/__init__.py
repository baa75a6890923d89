"""The plan's way to KDD, and what people say of it on the way. One file per idea; import from here."""

from review.models.comments import Comment
from review.models.confirmations import Confirmation

__all__ = ["Comment", "Confirmation"]
