"""Several queries that see one and the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def consistent_read() -> Iterator[None]:
    """Run the queries inside on one snapshot of the database, without taking a write lock.

    PostgreSQL: a read-only, repeatable-read transaction. SQLite: a deferred transaction, as `atomic` would begin an
    IMMEDIATE one and every page view would wait for writers. Both refuse a write inside, so that none is lost with the
    transaction's end. Inside a transaction already open, that one's view holds.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
                cursor.execute("PRAGMA query_only = OFF")
