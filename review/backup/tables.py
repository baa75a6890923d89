"""Which tables a backup holds, and how a row of one is written as JSON and read back."""

import base64
import datetime
import decimal
import uuid
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BinaryField, Field, JSONField, Model

#: Tables that are emptied and not filled: what can be made anew, and who is signed in.
LEFT_OUT = {
    "django_session": "everybody signs in again",
    "django_tasks_database_dbtaskresult": "tasks under way belong to the machine that had them",
    "reporting_rendering": "documents of drafts are made anew",
    "reporting_worker": "which workers live is another machine's matter",
}


def all_models() -> list[type[Model]]:
    """Return every model with a table of its own, in the order of its name."""
    found = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed and not one._meta.proxy]
    return sorted(found, key=lambda one: one._meta.db_table)


def kept_models() -> list[type[Model]]:
    """Return the models that a backup holds."""
    return [one for one in all_models() if one._meta.db_table not in LEFT_OUT]


def fields_of(model: type[Model]) -> Sequence["Field[Any, Any]"]:
    """Return the columns of a model."""
    return model._meta.concrete_fields


def migrations() -> list[str]:
    """Return the migrations that this database has been through."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def to_json(value: Any) -> Any:
    """Return a value of a column as JSON has it."""
    if isinstance(value, memoryview | bytes | bytearray):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    return value


def from_json(field: "Field[Any, Any]", value: Any) -> Any:
    """Return what `to_json` wrote as the column takes it."""
    if value is None or isinstance(field, JSONField):
        return value
    if isinstance(field, BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)
