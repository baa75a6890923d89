"""Rows that are written once. A trigger in the database refuses everybody who comes past this program."""

from typing import Any

from django.db import models

from reporting.models import Frozen


class AppendOnly(models.Model):
    """A row that can be added and never changed or removed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raises Frozen when the row exists."""
        if not self._state.adding:
            raise Frozen(f"{str(self._meta.verbose_name).capitalize()} kan ikke endres.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise Frozen."""
        raise Frozen(f"{str(self._meta.verbose_name).capitalize()} kan ikke slettes.")
