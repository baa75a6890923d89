"""`manage.py kontrollregler`: write the page about the checks' rules to the documentation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reporting.checks import FAMILIES
from reporting.checks.handbook import as_markdown

PUBLISHED = settings.BASE_DIR / "docs" / "kontroll.md"


class Command(BaseCommand):
    """Writes the page that the rules give; a test fails while the published one is another."""

    help = "Skriver reglene i kontrollen til docs/kontroll.md."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        PUBLISHED.write_text(as_markdown(FAMILIES), encoding="utf-8")
        self.stdout.write(f"Skrev {PUBLISHED.relative_to(settings.BASE_DIR)}.")
