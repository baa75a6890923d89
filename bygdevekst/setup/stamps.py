"""Stamps: a small file says which input a step was last done for, so that the next start can skip the step.

A stamp lies inside what the step made (.venv, node_modules), and so disappears together with it.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *facts: str) -> str:
    """Return one hash over the names and contents of `files` (in sorted order) and over `facts`, as hexadecimal.

    A file that is missing counts as such; that is a state of its own, not an error.
    """
    digest = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes() if path.is_file() else b"missing"
        digest.update(f"{path.name}:{len(content)}:".encode() + content)
    for fact in facts:
        digest.update(f"{len(fact)}:{fact}".encode())
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Tell whether the step behind `stamp` was done for the input with fingerprint `value`."""
    return stamped_text(stamp, value) is not None


def stamped_text(stamp: Path, value: str) -> str | None:
    """Return the text kept with a current stamp (empty if none was), or None when the stamp is old or missing."""
    try:
        first, _, text = stamp.read_text(encoding="utf-8").partition("\n")
    except FileNotFoundError:
        return None
    return text if first == value else None


def write(stamp: Path, value: str, text: str = "") -> None:
    """Note that the step is done for `value`, with a `text` to keep. Call it last, so that a broken step is redone."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(f"{value}\n{text}", encoding="utf-8")
