"""The plan's way to KDD, and what people say of it on the way. One file per idea; import from here."""

from review.models.asked import Asked
from review.models.comments import Comment
from review.models.confirmations import Confirmation
from review.models.moves import Move
from review.models.records import Orientation, Payout, Signature, counted, standing
from review.models.seen import Seen
from review.models.signed import SignedCopy
from review.models.versions import Version, VersionFile

__all__ = [
    "Asked",
    "Comment",
    "Confirmation",
    "Move",
    "Orientation",
    "Payout",
    "Seen",
    "Signature",
    "SignedCopy",
    "Version",
    "VersionFile",
    "counted",
    "standing",
]
