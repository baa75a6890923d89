"""The trace of every change: who, what field, before, after, when."""

from django.conf import settings
from django.db import models


class FieldChange(models.Model):
    """One person's change of one field. Several saves in a row become one, see `plans.services.trace`."""

    pilot = models.ForeignKey(
        "plans.Pilot", models.CASCADE, null=True, blank=True, related_name="changes", verbose_name="pilot"
    )
    plan = models.ForeignKey(
        "plans.Plan", models.CASCADE, null=True, blank=True, related_name="changes", verbose_name="plan"
    )
    path = models.CharField("felt", max_length=300)
    label = models.CharField("feltets navn", max_length=300)
    before = models.TextField("før", blank=True)
    after = models.TextField("etter", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="changes", verbose_name="hvem"
    )
    at = models.DateTimeField("når")

    class Meta:
        verbose_name = "endring"
        verbose_name_plural = "endringer"
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("plan", "path", "-at"), name="change_by_path"),
            models.Index(fields=("plan", "-at"), name="change_by_plan"),
        )

    def __str__(self) -> str:
        return self.label
