"""Pages of a plan's way to KDD and of what is said of it: fetch and authorise, form, service, message, redirect."""

from review.views.comments import (
    answer_comment,
    comments,
    confirm_part,
    edit_comment,
    new_comment,
    remove_comment,
    reopen_comment,
    resolve_comment,
    restore_comment,
)
from review.views.way import answer, move, way

__all__ = [
    "answer",
    "answer_comment",
    "comments",
    "confirm_part",
    "edit_comment",
    "move",
    "new_comment",
    "remove_comment",
    "reopen_comment",
    "resolve_comment",
    "restore_comment",
    "way",
]
