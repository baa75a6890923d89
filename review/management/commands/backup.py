"""`manage.py backup [FIL]`: the whole portal as one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from review.backup import manifest_of, write


class Command(BaseCommand):
    """Writes a backup. Runs while people write: all of it is from one moment."""

    help = "Skriver en sikkerhetskopi av alt i portalen til én fil."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take FIL; without it the file is named by the time."""
        parser.add_argument("file", metavar="FIL", nargs="?", help="filen som skal skrives")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say what is in it."""
        now = timezone.now()
        path = Path(options["file"] or f"bygdevekst-{timezone.localtime(now):%Y-%m-%d-%H%M%S}.zip")
        try:
            write(path, at=now)
        except FileExistsError as error:
            raise CommandError(f"{path} finnes fra før. Velg et annet navn.") from error
        except OSError as error:
            raise CommandError(f"Kunne ikke skrive {path}: {error.strerror}.") from error
        manifest = manifest_of(path)
        self.stdout.write(
            f"Skrev {path}: {manifest.rows} rader i {len(manifest.tables)} tabeller, {path.stat().st_size} byte.\n"
            "Filen har alt folk har skrevet, og er bare lesbar for deg. Pass på den."
        )
