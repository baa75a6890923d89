"""A signed copy is append-only, as what it is a copy of."""

from importlib import import_module

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "review_signedcopy"
REFUSAL = import_module("review.migrations.0003_append_only").REFUSAL


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers; PostgreSQL has the function already."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION review_refuse();",
            params=None,
        )
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;",
            params=None,
        )


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE};", params=None)
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER {TABLE}_no_{verb};", params=None)


class Migration(migrations.Migration):
    dependencies = (("review", "0008_signed_copies"),)
    operations = (migrations.RunPython(add, remove),)
