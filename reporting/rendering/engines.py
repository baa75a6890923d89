"""What decides a file's bytes besides the plan: the programs that make it, and our own templates and code."""

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

#: The programs that decide what the files look like, byte for byte.
ENGINES = ("weasyprint", "pydyf", "pikepdf", "XlsxWriter", "python-docx", "pydantic", "Django")
#: Where our own part of it stands.
_OWN = (
    "reporting/**/*.py",
    "budgets/*.py",
    "plans/richtext/*.py",
    "templates/reporting/document/*",
    "static/document/*",
)


def engines() -> dict[str, str]:
    """Return the programs that make the files, with their versions."""
    return {"Python": platform.python_version(), **{name: version(name) for name in ENGINES}}


@lru_cache(maxsize=1)
def program() -> str:
    """Return one hash over the engines and our own code and templates: another one may give other bytes."""
    digest = hashlib.sha256(repr(sorted(engines().items())).encode())
    root = Path(settings.BASE_DIR)
    for path in sorted(path for pattern in _OWN for path in root.glob(pattern) if path.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
