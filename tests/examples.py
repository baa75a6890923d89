"""Property tests on the database: every example starts from the same rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings

#: Few examples, as each takes a database a while. The fixtures are shared by all of them, which `undone` makes safe.
on_the_database: Any = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what the block writes when it ends."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
