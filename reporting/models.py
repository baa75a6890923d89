"""Frozen plans: bytes that never change."""

from typing import Any

from django.conf import settings
from django.db import models

from plans.models import Blob, Plan


class Frozen(Exception):
    """Somebody tried to change or remove what is frozen."""


class Snapshot(models.Model):
    """A plan as it was: canonical JSON, named by the SHA-256 of exactly these bytes.

    Append-only: the methods here refuse, and a trigger in the database refuses everybody else.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="snapshots", verbose_name="plan")
    schema_version = models.PositiveSmallIntegerField("skjemaversjon")
    data = models.BinaryField("innhold")
    blobs = models.ManyToManyField(Blob, related_name="snapshots", verbose_name="bilder")
    created_at = models.DateTimeField("når")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="av"
    )

    class Meta:
        verbose_name = "øyeblikksbilde"
        verbose_name_plural = "øyeblikksbilder"
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.plan} ({self.sha256[:12]})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raises Frozen when the row exists."""
        if not self._state.adding:
            raise Frozen("Et øyeblikksbilde kan ikke endres.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise Frozen."""
        raise Frozen("Et øyeblikksbilde kan ikke slettes.")
