"""`manage.py export`: a plan as PDF, Excel, Word or JSON, to a file or to standard output."""

import os
import sys
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.models import Plan
from reporting.exports import NAMES, RenderError, UnknownFormat, render


def check_place(path: Path) -> None:
    """Refuse a place where no file can be, before the work is done. Raises CommandError."""
    if not path.parent.is_dir():
        raise CommandError(f"Mappen {path.parent} finnes ikke. Opprett den, eller velg en annen plassering.")
    if path.exists() and not path.is_file():
        raise CommandError(f"{path} er ikke en vanlig fil. Velg et filnavn.")


def save(data: bytes, path: Path) -> None:
    """Write a file whole or not at all: beside its place first, then moved there. Raises CommandError."""
    beside = path.parent / f".{uuid.uuid4().hex}.tmp"
    try:
        # Opened by name rather than as a temporary file, so that the file gets the user's ordinary permissions.
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise CommandError(f"Kunne ikke skrive {path}: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)


class Command(BaseCommand):
    """Exports a plan. What is refused is told in a sentence, and the exit code is 1."""

    help = "Skriver en handlingsplan som PDF, Excel, Word eller JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take PLAN, --format and --out. Formats are checked later, so that the refusal is a Norwegian sentence."""
        parser.add_argument("plan", metavar="PLAN", help="planens adresse, for eksempel indre-namdal-2025")
        parser.add_argument("--format", required=True, metavar="|".join(NAMES), help="filformat")
        parser.add_argument("--out", required=True, metavar="FIL", help="filen som skal skrives; - er standard ut")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or to standard output."""
        out = None if options["out"] == "-" else Path(options["out"])
        if out:
            check_place(out)
        try:
            plan = Plan.objects.get(slug=options["plan"])
            export = render(plan, options["format"])
        except Plan.DoesNotExist as error:
            known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True)) or "ingen"
            raise CommandError(f"Fant ingen plan som heter «{options['plan']}». Planer: {known}.") from error
        except (UnknownFormat, RenderError) as error:
            raise CommandError(str(error)) from error
        if out is None:
            sys.stdout.buffer.write(export.data)
            sys.stdout.buffer.flush()
            return
        save(export.data, out)
        if options["verbosity"]:
            self.stdout.write(f"Skrev {out} ({len(export.data)} byte).")
