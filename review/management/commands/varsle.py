"""`manage.py varsle`: what the portal tells people by itself. For cron, every ten minutes."""

from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.services import end_due_roles
from plans.services.posting import post, waiting_people
from review.asking import ask, tell_lapses
from review.reminding import remind


class Command(BaseCommand):
    """Ends roles whose day has come, asks parties for their word, reminds of deadlines, and mails what is due.

    It may run twice, or on two machines at once.
    """

    help = "Minner om frister og sender e-post om varsler. Kjøres for eksempel hvert tiende minutt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --uten-epost, for a portal whose mail leaves from another machine."""
        parser.add_argument("--uten-epost", action="store_true", help="lag varslene, men send ingen e-post")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the notices first, so that they are in the mails that leave."""
        now = timezone.now()
        self.stdout.write(f"Roller avsluttet på dagen: {end_due_roles(now)}")
        self.stdout.write(f"Parter spurt om å bekrefte: {ask(now)}, på nytt: {tell_lapses(now)}")
        self.stdout.write(f"Påminnelser om frister: {remind(now)}")
        if options["uten_epost"]:
            return
        try:
            posted = post(people=waiting_people(now), at=now)
        except (OSError, SMTPException) as error:
            raise CommandError(f"E-posttjeneren svarer ikke, og ingen e-post er sendt: {error}") from error
        self.stdout.write(f"E-poster sendt: {posted.sent}")
        if posted.failed:
            raise CommandError(
                f"{posted.failed} e-poster ble ikke tatt imot av e-posttjeneren, og prøves igjen senere."
            )
