"""Reading the TOML files of `fixtures/`."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

FIXTURES: Path = settings.BASE_DIR / "fixtures"


def read(*parts: str) -> dict[str, Any]:
    """Return a fixture file as a dictionary. Raises FileNotFoundError and tomllib.TOMLDecodeError."""
    return tomllib.loads(FIXTURES.joinpath(*parts).read_text(encoding="utf-8"))
