"""What was removed, kept whole so that it can be put back."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Removed(models.Model):
    """One removal: every row that went with it, as data. See `plans.services.removal`."""

    pilot = models.ForeignKey(
        "plans.Pilot", models.CASCADE, null=True, blank=True, related_name="removed", verbose_name="pilot"
    )
    plan = models.ForeignKey(
        "plans.Plan", models.CASCADE, null=True, blank=True, related_name="removed", verbose_name="plan"
    )
    path = models.CharField("felt", max_length=300)
    label = models.CharField("hva", max_length=300)
    data = models.JSONField("innhold", encoder=DjangoJSONEncoder)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="hvem"
    )
    at = models.DateTimeField("når")
    restored_at = models.DateTimeField("satt tilbake", null=True, blank=True)

    class Meta:
        verbose_name = "fjernet"
        verbose_name_plural = "fjernet"
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("plan", "-at"), name="removed_by_plan"),)

    def __str__(self) -> str:
        return self.label
