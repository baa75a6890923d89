"""`manage.py kontroll PLAN`: what the checks find in a plan or a document, for people in a terminal or as JSON."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from pydantic import ValidationError

from plans.models import Plan
from reporting import snapshots
from reporting.checks import LEVELS, Context, Finding, checks, count
from reporting.checks.finding import in_short
from reporting.checks.words import Language
from reporting.context import document_context, load_context
from reporting.formats.documents import read_apart
from reporting.intake.document.reading import Reading
from reporting.intake.document.report import about
from reporting.intake.sorts import Refused
from reporting.known import load_known
from reporting.load import load
from reporting.stated import Stated
from reporting.value import Handlingsplan

WIDTH = 100


class Command(BaseCommand):
    """Prints the findings. The exit status is 1 where one of them is a «feil»."""

    help = "Kontrollerer en handlingsplan: summer, tabeller, tekst og tall."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take PLAN, --stated and --json."""
        parser.add_argument(
            "plan",
            metavar="PLAN",
            help="planens adresse (indre-namdal-2025), Word-dokument, PDF, Excel-arbeidsbok eller JSON-fil",
        )
        parser.add_argument("--stated", metavar="FIL", help="JSON-fil med det et dokument trykker, ved siden av planen")
        parser.add_argument("--json", action="store_true", help="skriv funnene som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings of one plan."""
        reading = _reading(Path(options["plan"]))
        if reading is None:
            plan, context = _read(options["plan"])
        else:
            plan, context = reading.plan, document_context(reading, timezone.localdate())
        stated = reading.stated if reading else None
        if options["stated"]:
            stated = _stated(options["stated"])
        findings = checks(plan, context, stated)
        if options["json"]:
            data = [finding.as_data() for finding in findings]
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            whole = f"handlingsplan {plan.year} for {plan.pilot}"
            what = "summene i arbeidsboken" if reading and reading.is_workbook else whole
            for line in self._lines(findings, plan, what):
                self.stdout.write(line)
            for line in about(reading) if reading else ():
                self.stdout.write(line)
        if count(findings).feil:
            raise SystemExit(1)

    def _lines(self, findings: Sequence[Finding], plan: Handlingsplan, what: str) -> Iterator[str]:
        """Yield the findings by level and place, with their figures, cause and way to mend."""
        paint = {"feil": self.style.ERROR, "advarsel": self.style.WARNING, "tips": self.style.NOTICE}
        yield self.style.MIGRATE_HEADING(f"Kontroll av {what}")
        for level in LEVELS:
            of_level = [finding for finding in findings if finding.level == level]
            if of_level:
                yield ""
                yield paint[level](f"{level.upper()} ({len(of_level)})")
            for place, found in groupby(of_level, key=lambda finding: finding.where.in_language(plan.language)):
                yield self.style.MIGRATE_LABEL(f"  {place}")
                for finding in found:
                    yield from _finding(finding, plan.language)
        counts = count(findings)
        yield ""
        yield f"{counts.feil} feil, {counts.advarsel} advarsler, {counts.tips} tips." if findings else "Ingen funn."


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    """Yield the lines of one finding."""
    yield from wrap(finding.message.in_language(language), WIDTH, initial_indent="    - ", subsequent_indent="      ")
    if short := in_short(finding, language):
        yield f"      {short}"
    for text in (finding.cause, finding.mend):
        yield from wrap(text.in_language(language), WIDTH, initial_indent="      ", subsequent_indent="      ")
    yield f"      [{finding.code}]"


def _reading(path: Path) -> Reading | None:
    """Return what a document says, or None for what is no file but JSON. Raises CommandError."""
    if not path.is_file() or path.suffix.lower() == ".json":
        return None
    known = load_known()
    if not known.forms:
        raise CommandError("Portalen har ingen mal å lese dokumentet etter. Legg inn en mal først.")
    try:
        return read_apart(path.read_bytes(), known)
    except OSError as error:
        raise CommandError(f"{path} kan ikke åpnes.") from error
    except Refused as refused:
        raise CommandError(f"{path}: {refused}") from refused


def _stated(name: str) -> Stated:
    """Return what a document prints, from a JSON file. Raises CommandError."""
    try:
        return Stated.model_validate_json(Path(name).read_bytes())
    except (OSError, ValidationError) as error:
        raise CommandError(f"{name} er ikke det et dokument trykker, som JSON.") from error


def _read(name: str) -> tuple[Handlingsplan, Context]:
    """Return a plan of the portal by its address, or one from a JSON file. Raises CommandError."""
    today = timezone.localdate()
    row = Plan.objects.select_related("agreement").filter(slug=name).first()
    if row is not None:
        return load(row), load_context(row, today)
    path = Path(name)
    if not path.is_file():
        known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True)) or "ingen"
        raise CommandError(f"Fant verken en plan eller en fil som heter «{name}». Planer: {known}.")
    try:
        data = path.read_bytes()
        whole = json.loads(data)
        if not isinstance(whole, dict):
            raise ValueError("not a plan")
        # An exported file holds the plan beside its tables; a frozen one is the plan alone.
        return snapshots.read(json.dumps(whole.get("plan", whole)).encode()), Context(today=today)
    except (OSError, ValueError, ValidationError, snapshots.UnknownSchema) as error:
        raise CommandError(f"{path} er ikke en handlingsplan som JSON.") from error
