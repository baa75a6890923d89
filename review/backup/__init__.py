"""The whole portal as one file, and back: the same file for SQLite and PostgreSQL, so that one can move between them.

A zip of one JSON row a line for each table, with a manifest that says how many rows there are, the SHA-256 of each
part, and which migrations the rows are shaped by. Each database has tools of its own that are quicker; none of them
reads the other's, and none of them knows that a frozen plan must still have its hash.
"""

from review.backup.reading import BackupError, Manifest, check, manifest_of
from review.backup.restoring import is_empty, restore
from review.backup.verifying import Verified, verify
from review.backup.writing import write

__all__ = [
    "BackupError",
    "Manifest",
    "Verified",
    "check",
    "is_empty",
    "manifest_of",
    "restore",
    "verify",
    "write",
]
