"""The real plan's own files, where `BYGDEVEKST_CASES` names their folder; else the tests of them are skipped."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("BYGDEVEKST_CASES", "")) / "indre-namdal-2025"

needs_the_real_case = pytest.mark.skipif(
    not os.environ.get("BYGDEVEKST_CASES") or not FOLDER.is_dir(), reason="BYGDEVEKST_CASES does not name the real case"
)
