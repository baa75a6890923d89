"""`manage.py check --deploy` has nothing to say of the settings that docs/drift.md tells one to use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "DJANGO_SECRET_KEY": "en lang og tilfeldig tekst: 8fGq2x!Lr90_zPe4vN7-tYw31sKdUbJcHmA6oTiXgZQ",
    "DJANGO_ALLOWED_HOSTS": "bygdevekst.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def checked(**changes: str) -> "subprocess.CompletedProcess[str]":
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**own, **PRODUCTION, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_are_clean():
    done = checked()
    assert (done.returncode, done.stdout + done.stderr) == (0, "System check identified no issues (2 silenced).\n")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"DJANGO_DEBUG": "1"}, "security.W018"), ({"DJANGO_INSECURE_COOKIES": "1"}, "security.W012")],
)
def test_what_is_not_for_production_is_said(changes, code):
    done = checked(**changes)
    assert done.returncode == 1
    assert code in done.stderr
