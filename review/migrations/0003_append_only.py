"""Versions, their files and the steps of a plan are append-only for everybody, also past this program."""

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("review_version", "review_versionfile", "review_move")
REFUSAL = "En versjon, dens filer og planens steg kan ikke endres eller slettes."


def _add_postgresql() -> Iterator[str]:
    yield f"""
        CREATE FUNCTION review_refuse() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
        END $$ LANGUAGE plpgsql;
    """
    for table in TABLES:
        yield f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION review_refuse();
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
    yield "DROP FUNCTION review_refuse();"


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
    dependencies = (("review", "0002_versions"),)
    operations = (migrations.RunPython(add, remove),)
