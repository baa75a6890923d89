"""A second connection to the database, as another visitor has."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, transaction

from plans.models import Plan

_R = TypeVar("_R")


def elsewhere(call: Callable[[], _R]) -> _R:
    """Run `call` to its end on another connection and return what it returned; what it raised is raised here."""

    def run() -> _R:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def lock_now(plan: Plan) -> None:
    """Take a plan's write lock and let it go; raises OperationalError at once when somebody else holds it."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            Plan.objects.select_for_update(nowait=True).get(pk=plan.pk)
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
