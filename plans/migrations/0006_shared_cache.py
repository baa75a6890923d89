"""The table that processes share what they count in: attempts to sign in. See CACHES in the settings."""

from django.core.management import call_command
from django.db import migrations


def create_table(apps, schema_editor):
    """Make the table in whichever database this is, unless it is there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_carried_answers"),
    ]

    operations = [
        migrations.RunPython(create_table, migrations.RunPython.noop),
    ]
