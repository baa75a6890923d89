"""Django's own permissions go: what a person may do comes from her memberships and from nothing else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_keep_administrators"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="person",
            name="groups",
        ),
        migrations.RemoveField(
            model_name="person",
            name="is_superuser",
        ),
        migrations.RemoveField(
            model_name="person",
            name="user_permissions",
        ),
    ]
