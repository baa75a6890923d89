"""What KDD asked a pilot to change."""

from django.conf import settings
from django.db import models

from review.models.moves import Move


class Asked(models.Model):
    """One place that KDD asked to have changed; it is open for writing until the plan is sent again.

    `move` is the step that asked. An answer says what was done, or why nothing was.
    """

    move = models.ForeignKey(Move, models.PROTECT, related_name="asked", verbose_name="steg")
    path = models.CharField("felt", max_length=300)
    label = models.CharField("hva", max_length=300)
    text = models.TextField("hva som skal endres", blank=True)
    answer = models.TextField("svar", blank=True)
    answered_at = models.DateTimeField("besvart", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="besvart av"
    )

    class Meta:
        verbose_name = "ønsket endring"
        verbose_name_plural = "ønskede endringer"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("move", "path"),
                name="asked_once",
                violation_error_message="Stedet er allerede bedt endret.",
            ),
        )

    def __str__(self) -> str:
        return self.label
