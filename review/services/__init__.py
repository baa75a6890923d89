"""Every write to what is said and decided of a plan. Keyword-only, `by=` who did it, atomic."""

from review.services.answers import answer_asked
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
from review.services.moves import NOTHING, NotPossible, Overtaken, move
from review.services.said import Said
from review.services.seen import mark_seen
from review.services.signed import add_signed

__all__ = [
    "NOTHING",
    "NotPossible",
    "Overtaken",
    "Said",
    "add_signed",
    "answer_asked",
    "answer_comment",
    "confirm_part",
    "edit_comment",
    "mark_seen",
    "move",
    "remove_comment",
    "reopen_comment",
    "resolve_comment",
    "restore_comment",
    "write_comment",
]
