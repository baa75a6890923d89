"""Who is writing where just now."""

from django.conf import settings
from django.db import models


class Presence(models.Model):
    """The field of a plan a person stands in, as her browser last said. It is news, not history: it leaves no trace."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="present", verbose_name="plan")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="person")
    path = models.CharField("felt", max_length=300)
    at = models.DateTimeField("sist sett")

    class Meta:
        verbose_name = "skriver nå"
        verbose_name_plural = "skriver nå"
        ordering = ("person__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "person"),
                name="presence_once",
                violation_error_message="En person står i ett felt om gangen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.path}"
