"""Snapshots are append-only for everybody, also for those who reach the database past this program."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "reporting_snapshot"

POSTGRESQL = f"""
CREATE FUNCTION {TABLE}_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Et øyeblikksbilde kan ikke endres eller slettes.' USING ERRCODE = 'restrict_violation';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse();
"""

SQLITE = tuple(
    f"""CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'Et øyeblikksbilde kan ikke endres eller slettes.'); END;"""
    for verb in ("UPDATE", "DELETE")
)


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    for statement in (POSTGRESQL,) if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement, params=None)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}; DROP FUNCTION {TABLE}_refuse();", params=None)
    else:
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {TABLE}_no_{verb}", params=None)


class Migration(migrations.Migration):
    dependencies = (("reporting", "0001_initial"),)
    operations = (migrations.RunPython(add, remove),)
