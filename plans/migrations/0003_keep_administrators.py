"""Whoever was a superuser gets the role that opens the registers, before Django's own permissions go."""

from django.db import migrations


def keep_administrators(apps, schema_editor):
    """Give every superuser the role of administrator in all pilots."""
    person, membership = apps.get_model("plans", "Person"), apps.get_model("plans", "Membership")
    for superuser in person.objects.filter(is_superuser=True):
        membership.objects.get_or_create(person=superuser, role="administrator", pilot=None, party=None)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_removal_and_invitations"),
    ]

    operations = [
        migrations.RunPython(keep_administrators, migrations.RunPython.noop),
    ]
