"""`manage.py worker`: makes documents ahead and for those who wait, and reads files, until it is told to end."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reporting.rendering import queue
from reporting.rendering.worker import Loop


class Command(BaseCommand):
    """Runs a worker. Several may run, on one machine or on many."""

    help = "Lager PDF-er på forhånd og for dem som venter, og leser filer, til den blir stoppet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --once, which ends when nothing is left to do."""
        parser.add_argument("--once", action="store_true", help="avslutt når køen er tom")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work off the queue."""
        queue.prune(timezone.now())
        loop = Loop(batch=options["once"])
        loop.configure_signals()
        loop.run()
