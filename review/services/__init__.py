"""Every write to what is said and decided of a plan. Keyword-only, `by=` who did it, atomic."""

from review.services.comments import (
    answer_comment,
    edit_comment,
    remove_comment,
    reopen_comment,
    resolve_comment,
    restore_comment,
    write_comment,
)
from review.services.confirmations import confirm_part

__all__ = [
    "answer_comment",
    "confirm_part",
    "edit_comment",
    "remove_comment",
    "reopen_comment",
    "resolve_comment",
    "restore_comment",
    "write_comment",
]
