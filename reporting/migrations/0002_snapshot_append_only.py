"""Snapshots are append-only for everybody, also for those who reach the database past this program."""

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: What is frozen, and which pictures it shows: without the second a picture could go while something frozen needs it.
TABLES = ("reporting_snapshot", "reporting_snapshot_blobs")
REFUSAL = "Et øyeblikksbilde kan ikke endres eller slettes."


def _add_postgresql() -> Iterator[str]:
    yield f"""
        CREATE FUNCTION reporting_snapshot_refuse() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
        END $$ LANGUAGE plpgsql;
    """
    for table in TABLES:
        yield f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION reporting_snapshot_refuse();
        """


def _add_sqlite() -> Iterator[str]:
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            yield f"""
                CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
                BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;
            """


def _remove_postgresql() -> Iterator[str]:
    for table in TABLES:
        yield f"DROP TRIGGER {table}_append_only ON {table};"
    yield "DROP FUNCTION reporting_snapshot_refuse();"


def _remove_sqlite() -> Iterator[str]:
    for table in TABLES:
        for verb in ("update", "delete"):
            yield f"DROP TRIGGER {table}_no_{verb};"


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    for statement in _add_postgresql() if editor.connection.vendor == "postgresql" else _add_sqlite():
        editor.execute(statement, params=None)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for statement in _remove_postgresql() if editor.connection.vendor == "postgresql" else _remove_sqlite():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = (("reporting", "0001_initial"),)
    operations = (migrations.RunPython(add, remove),)
