"""`manage.py demo`: real pilots and figures and invented people, into an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from plans.models import Person, Pilot, Plan
from review.demo import DEMO_PEOPLE, approve, load_next_plan, load_people, load_plan, load_registers


class Command(BaseCommand):
    """Loads the demo data once; never touches data that is there."""

    help = "Leser inn demodata i en tom database og viser demobrukerne."
    # Runs during set-up, before the static files are in place.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --drafts, as the tests do, which begin with plans that nobody has adopted."""
        parser.add_argument("--drafts", action="store_true", help="la alle planene være utkast")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the data, or say that there is data already; print the logins either way."""
        if not settings.DEMO_LOGINS:
            raise CommandError("Demodata finnes bare i utviklingsmodus. Sett DJANGO_DEBUG=1 for å prøve dem.")
        with transaction.atomic():
            if Pilot.objects.exists():
                self.stdout.write("Databasen har data fra før; ingenting er endret.")
            else:
                load_registers()
                load_plan("indre-namdal-2025", by=None)
                load_plan("innlandspiloten-2025", by=None)
                load_next_plan("indre-namdal-2026", by=None)
                load_people()
                if not options["drafts"]:
                    self._approve()
        self._tell_logins()

    def _approve(self) -> None:
        """Take the real plan all the way; where no PDF can be made it stays a draft, and that is said."""
        try:
            with transaction.atomic():
                approve(Plan.objects.select_related("agreement__pilot").get(slug="indre-namdal-2025"))
        except ValidationError as error:
            self.stdout.write(f"Planen for 2025 er et utkast, siden den ikke kunne vedtas: {' '.join(error.messages)}")

    def _tell_logins(self) -> None:
        """Print who can sign in."""
        if Person.objects.filter(is_demo=True).exists():
            self.stdout.write(f"Demobrukere (passord for alle: {settings.DEMO_PASSWORD}):")
            for demo in DEMO_PEOPLE:
                self.stdout.write(f"  {demo.email:34} {demo.role.label}")
