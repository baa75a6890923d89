"""Which version somebody at KDD has gone through."""

from django.conf import settings
from django.db import models

from plans.models import Plan
from review.models.versions import Version


class Seen(models.Model):
    """The last version of a plan that a person has said she has gone through: what is new is counted from there."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="hvem")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="seen", verbose_name="plan")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name="versjon")
    at = models.DateTimeField("når")

    class Meta:
        verbose_name = "gjennomgått versjon"
        verbose_name_plural = "gjennomgåtte versjoner"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "plan"),
                name="seen_once",
                violation_error_message="Personen har allerede en gjennomgått versjon av planen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"
