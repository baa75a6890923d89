"""From a `Reading` to rows: a document becomes a new plan, or goes into one, and can be undone as a whole.

    Reading + Handlingsplan  --what_would_change-->  changes  --store_into-->  services, and a row of `Stored`

What would change is computed from two values and asks no database. Each change is written through the ordinary service
of its field; what that refuses is noted with its place in the document, and the rest goes on. `Origin` says beside the
history of a field which place of which document it came from.
"""

from reporting.storing.change import Change
from reporting.storing.changes import what_would_change
from reporting.storing.services import MissingDelmaal, missing_delmaal, store_as_new, store_into
from reporting.storing.undoing import InTheWay, in_the_way, undo

__all__ = [
    "Change",
    "InTheWay",
    "MissingDelmaal",
    "in_the_way",
    "missing_delmaal",
    "store_as_new",
    "store_into",
    "undo",
    "what_would_change",
]
