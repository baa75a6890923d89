"""`manage.py workflow`: write the plan's way to KDD to the documentation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from review.workflow_page import as_markdown

PUBLISHED = settings.BASE_DIR / "docs" / "workflow.md"


class Command(BaseCommand):
    """Writes the table that the code reads; a test fails while the published one is another."""

    help = "Skriver planens vei til KDD til docs/workflow.md."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        PUBLISHED.write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"Skrev {PUBLISHED.relative_to(settings.BASE_DIR)}.")
