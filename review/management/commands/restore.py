"""`manage.py restore FIL [--yes]`: a backup in the place of what is in the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from plans.models import Person, Plan
from review.backup import BackupError, is_empty, manifest_of, restore


class Command(BaseCommand):
    """Takes a backup in, all of it or nothing. Stop the portal and its workers first."""

    help = "Henter inn en sikkerhetskopi i stedet for det som er i databasen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take FIL, and --yes for a database that has something in it."""
        parser.add_argument("file", metavar="FIL", help="sikkerhetskopien")
        parser.add_argument("--yes", action="store_true", help="slett det som er i databasen fra før")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the tables where there are none, and put the backup in them."""
        path = Path(options["file"])
        try:
            manifest_of(path)  # before an empty database is touched
            if not connection.introspection.table_names():
                call_command("migrate", verbosity=0, interactive=False)
            if not options["yes"] and not is_empty():
                raise CommandError(
                    f"Databasen har {Person.objects.count()} personer og {Plan.objects.count()} planer fra før. "
                    "De blir borte. Ta en sikkerhetskopi av dem, og kjør så kommandoen igjen med --yes."
                )
            manifest, verified = restore(path)
        except BackupError as error:
            raise CommandError(f"{error} Ingenting er endret.") from error
        self.stdout.write(
            f"Hentet inn {manifest.rows} rader fra {timezone.localtime(manifest.at):%d.%m.%Y kl. %H.%M}. "
            f"{verified.checked} hasher er kontrollert, og alle stemmer. Alle må logge inn på nytt."
        )
