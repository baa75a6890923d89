"""Taking a backup in: all of it or nothing, and nothing before it has been found whole."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from plans.models import Person, Pilot
from review.backup import tables
from review.backup.reading import BackupError, Manifest, check, manifest_of, rows_of
from review.backup.verifying import Verified, verify

BATCH = 200


def is_empty() -> bool:
    """Tell whether the database has neither people nor pilots, so that nothing is lost by taking a backup in."""
    return not Person.objects.exists() and not Pilot.objects.exists()


def restore(path: Path) -> tuple[Manifest, Verified]:
    """Put a backup in the place of all that is in the database, and check every hash before it stands.

    The database must have been through the same migrations. Raises BackupError, and then nothing is changed.
    """
    manifest = manifest_of(path)
    _same_shape(manifest)
    check(path, manifest)
    with transaction.atomic(), zipfile.ZipFile(path) as source:
        with _triggers_aside():
            _empty()
        for model in tables.kept_models():
            _fill(model, source)
        _go_on_counting()
        connection.check_constraints()
        verified = verify()
        if verified.harmed:
            raise BackupError(f"Noe i sikkerhetskopien er ikke det som ble vedtatt: {', '.join(verified.harmed[:5])}.")
    return manifest, verified


def _same_shape(manifest: Manifest) -> None:
    """Raise BackupError unless the rows are shaped as the tables here are."""
    here, there = set(tables.migrations()), set(manifest.migrations)
    if here == there:
        return
    newest = ", ".join(sorted(there ^ here)[:3])
    raise BackupError(
        f"Sikkerhetskopien er laget av en {'nyere' if there - here else 'eldre'} utgave av portalen enn denne "
        f"({newest}). Hent den inn i den utgaven den ble laget av, og oppgrader etterpå med: manage.py migrate"
    )


@contextmanager
def _triggers_aside() -> Iterator[None]:
    """Take away SQLite's triggers, which refuse to remove what is frozen, and put them back as they were.

    PostgreSQL's hold for rows and not for emptying a table. All is one transaction on both: nobody sees it in between.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def _empty() -> None:
    """Remove every row of every table."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables.all_models()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
        else:
            for name in names:
                cursor.execute(f"DELETE FROM {name}")


def _fill(model: type[Model], source: zipfile.ZipFile) -> None:
    """Insert the rows of a table. Neither `save` nor signals are asked: the rows come back as they were."""
    fields = {field.attname: field for field in tables.fields_of(model)}
    rows = rows_of(source, model._meta.db_table)
    while batch := list(islice(rows, BATCH)):
        model._base_manager.bulk_create([model(**_values(fields, row)) for row in batch])


def _values(fields: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    return {name: tables.from_json(fields[name], value) for name, value in row.items()}


def _go_on_counting() -> None:
    """Let numbers that the database gives go on after those that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables.kept_models()):
            cursor.execute(statement)
