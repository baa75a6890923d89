"""The database of the tests: the demo data, loaded once, and brought back after every test that really commits.

Django empties all tables after such a test. That would leave the next one without data, and on SQLite it deletes row by
row, which the trigger on frozen plans refuses. So emptying is replaced by copying the data back as it was.
"""

import io
import sqlite3
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

#: What brings the database to a test: pytest-django's own, and the portal that runs in browser tests.
FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def asked_by(test: pytest.Item) -> bool:
    """Tell whether a test asks something of the database that another database could answer differently.

    Where neither mark nor fixture lets a test reach it, pytest-django refuses. Of the browser tests, most of which
    are about what scripts, styles and keys do with pages that other tests fetch on both, those count that say so; of
    all others, those that do not say that they are about something else, as who may do what or how many queries.
    """
    if test.get_closest_marker("one_database"):
        return False
    if test.get_closest_marker("browser"):
        return bool(test.get_closest_marker("both_databases"))
    return bool(test.get_closest_marker("django_db") or FIXTURES & set(getattr(test, "fixturenames", ())))


def load_demo_data() -> None:
    """Read the demo data into an empty database, by the command that people use; all plans are drafts."""
    with override_settings(DEMO_LOGINS=True):
        call_command("demo", drafts=True, stdout=io.StringIO())


def keep() -> None:
    """Keep the data as it is now, and let every later flush of this connection bring it back."""
    restore = _keep_postgresql() if connection.vendor == "postgresql" else _keep_sqlite()
    # The name Django's flush command calls with the statements that would empty the tables. It is set on the class: in
    # a browser test an event loop runs, and inside it Django hands out another connection, with an `ops` of its own.
    setattr(type(connection.ops), "execute_sql_flush", lambda self, sql_list: restore())  # noqa: B010 - as a method


def _keep_sqlite() -> Callable[[], None]:
    """Copy the whole database to memory; restoring copies its pages back, past every trigger."""
    connection.ensure_connection()
    kept = sqlite3.connect(":memory:")
    connection.connection.backup(kept)

    def restore() -> None:
        connection.ensure_connection()
        kept.backup(connection.connection)

    return restore


def _keep_postgresql() -> Callable[[], None]:
    """Copy every table to a schema of its own; restoring empties the tables and copies the rows back."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA kept")
        for table in tables:
            cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')

    def restore() -> None:
        # Foreign keys are checked when the transaction ends, so the order of the tables does not matter.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE " + ", ".join(f'public."{table}"' for table in tables))
            for table in tables:
                cursor.execute(f'INSERT INTO public."{table}" OVERRIDING SYSTEM VALUE TABLE kept."{table}"')

    return restore
