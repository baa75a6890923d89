"""A party's word that what a tiltak says of it is right."""

from django.conf import settings
from django.db import models

from plans.models import Party, Plan


class Confirmation(models.Model):
    """A party has confirmed a tiltak as it then was; `sha256` is of its value, so that the word lapses with a change.

    Every confirmation is a row of its own: the newest of a party counts, the others are history.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="confirmations", verbose_name="plan")
    uid = models.UUIDField("tiltak", db_index=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="part")
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="hvem"
    )
    at = models.DateTimeField("når")
    lapse_told_at = models.DateTimeField("sagt fra at den ikke gjelder lenger", null=True, blank=True)

    class Meta:
        verbose_name = "bekreftelse"
        verbose_name_plural = "bekreftelser"
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="confirmation_of_a_hash",
                violation_error_message="En bekreftelse gjelder en bestemt utgave av tiltaket.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} har bekreftet {self.uid}"
