"""Payouts and orientations are append-only too: what is wrong is corrected by a row of its own."""

from importlib import import_module

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("review_payout", "review_orientation")
REFUSAL = import_module("review.migrations.0003_append_only").REFUSAL


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers; PostgreSQL has the function already."""
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION review_refuse();",
                params=None,
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;",
                    params=None,
                )


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_append_only ON {table};", params=None)
        else:
            for verb in ("update", "delete"):
                editor.execute(f"DROP TRIGGER {table}_no_{verb};", params=None)


class Migration(migrations.Migration):
    dependencies = (("review", "0006_corrections"),)
    operations = (migrations.RunPython(add, remove),)
