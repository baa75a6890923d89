"""`manage.py schema`: publish the JSON Schema of the exported plan."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reporting.formats import data

PUBLISHED = settings.BASE_DIR / "docs" / "handlingsplan.schema.json"


class Command(BaseCommand):
    """Writes the schema that the code gives; a test fails while the published one is another."""

    help = "Skriver JSON-skjemaet for eksporterte handlingsplaner til docs/handlingsplan.schema.json."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        PUBLISHED.parent.mkdir(exist_ok=True)
        PUBLISHED.write_bytes(data.schema())
        self.stdout.write(f"Skrev {PUBLISHED.relative_to(settings.BASE_DIR)}.")
