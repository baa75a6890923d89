"""`manage.py lesinn FIL --plan PLAN | --ny PILOT/ÅR`: shows what taking a document in would change, or does it."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from plans.models import Agreement, Person, Plan
from reporting.formats.documents import read_apart
from reporting.intake.document.reading import Reading
from reporting.intake.document.report import about
from reporting.intake.sorts import Refused
from reporting.known import load_known
from reporting.load import load
from reporting.models import Stored
from reporting.storing import Change, missing_delmaal, store_as_new, store_into, what_would_change

WIDTH = 100
_LONGEST = 60
_KINDS = {"ny": "+", "fylles": "+", "endres": "~", "kan-ikke": "!", "beholdes": "="}


class Command(BaseCommand):
    """Shows each change with its place; nothing is stored without --lagre."""

    help = "Leser et Word-dokument, en PDF eller en Excel-arbeidsbok inn i en plan, eller som en ny plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take FIL, --plan or --ny, --lagre and --av."""
        parser.add_argument("file", metavar="FIL", type=Path, help="dokumentet som skal leses")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--plan", metavar="PLAN", help="adressen til planen det leses inn i (indre-namdal-2025)")
        where.add_argument("--ny", metavar="PILOT/ÅR", help="pilot og år for en ny plan (indre-namdal/2025)")
        parser.add_argument("--lagre", action="store_true", help="lagre; ellers vises bare hva som ville bli endret")
        parser.add_argument("--av", metavar="E-POST", help="hvem som leser inn; kreves med --lagre")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what would change, or store and print what was not taken."""
        by = self._person(options["av"]) if options["lagre"] else None
        data = self._bytes(options["file"])
        plan = self._plan(options["plan"]) if options["plan"] else None
        agreement, year = self._agreement(options["ny"]) if options["ny"] else (None, 0)
        reading = self._read(data)
        try:
            if by is None:
                lines = _preview(reading, plan, agreement)
            else:
                name, sha256 = options["file"].name, hashlib.sha256(data).hexdigest()
                if plan is not None:
                    stored = store_into(reading=reading, plan=plan, name=name, by=by, sha256=sha256)
                else:
                    assert agreement is not None
                    stored = store_as_new(
                        reading=reading, agreement=agreement, year=year, name=name, by=by, sha256=sha256
                    )
                lines = _told(stored)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for line in lines:
            self.stdout.write(line)

    def _bytes(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} kan ikke åpnes.") from error

    def _read(self, data: bytes) -> Reading:
        known = load_known()
        if not known.forms:
            raise CommandError("Portalen har ingen mal å lese dokumentet etter. Legg inn en mal først.")
        try:
            return read_apart(data, known)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _person(self, email: str | None) -> Person:
        person = Person.objects.filter(email__iexact=email).first() if email else None
        if person is None:
            raise CommandError("Oppgi hvem som leser inn: --av med e-postadressen til en person i portalen.")
        return person

    def _plan(self, slug: str) -> Plan:
        plan = Plan.objects.select_related("agreement__pilot", "form").filter(slug=slug).first()
        if plan is None:
            known = ", ".join(Plan.objects.order_by("slug").values_list("slug", flat=True)) or "ingen"
            raise CommandError(f"Fant ingen plan som heter «{slug}». Planer: {known}.")
        return plan

    def _agreement(self, where: str) -> tuple[Agreement, int]:
        slug, _, year = where.partition("/")
        agreement = Agreement.objects.filter(pilot__slug=slug).order_by("-first_year").first()
        if agreement is None or not year.isdecimal():
            raise CommandError(f"«{where}» er ikke en pilot med avtale og et år, som indre-namdal/2025.")
        return agreement, int(year)


def _preview(reading: Reading, plan: Plan | None, agreement: Agreement | None) -> Iterator[str]:
    """Yield what would change; of a new plan only what it needs first, as all of it would be new."""
    if plan is not None:
        yield from _changes(what_would_change(reading, load(plan), adopted=plan.adoption_date))
        yield ""
        yield "+ fylles eller er nytt   ~ endres   = står bare i planen, og beholdes   ! kan ikke leses inn"
    elif agreement is not None and (missing := missing_delmaal(reading, agreement)):
        yield f"Avtalen mangler delmål: {', '.join(goal.title for goal in missing)}. Legg dem inn i avtalen først."
    yield from about(reading)
    yield ""
    yield "Ingenting er lagret. Bruk --lagre for å lese inn."


def _changes(changes: Iterable[Change]) -> Iterator[str]:
    for part, found in groupby(changes, key=lambda change: change.part_name):
        yield part or "Planen"
        for change in found:
            before = f"«{_short(change.now)}» -> " if change.now and change.would_be else ""
            text = f"{_KINDS[change.kind]} {change.label}: {before}«{_short(change.would_be or change.now)}»"
            why = f" {change.why}" if change.why else ""
            yield from wrap(f"{text}{f' ({change.place})' if change.place else ''}{why}", WIDTH,
                            initial_indent="  ", subsequent_indent="      ")  # fmt: skip


def _told(stored: Stored) -> Iterator[str]:
    """Yield what was stored, and what must be said of it."""
    made, written = len(stored.made), len(stored.written)
    yield f"{stored.name} er lest inn i {stored.plan}: {written} felt endret, {made} deler lagt til."
    for note in stored.notes:
        place = f" ({note['place']})" if note["place"] else ""
        yield from wrap(f"- {note['label']}{place}: {note['message']}", WIDTH, subsequent_indent="  ")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
