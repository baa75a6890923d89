"""What the measured databases hold."""

import os

from django.core.management import call_command
from django.test import override_settings


def load_demo() -> None:
    """Make the tables of an empty database and fill it with the demo data."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, override_settings(DEMO_LOGINS=True):
        call_command("migrate", verbosity=0)
        call_command("demo", drafts=True, stdout=nowhere)
