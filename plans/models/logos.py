"""A pilot's logo: a picture like the figures', with the words that stand for it."""

from django.db import models
from django.db.models import Q

from plans.models.figures import Blob
from plans.models.pilots import Pilot

_NEEDS_ALT = "En logo må ha en alternativ tekst."


class Logo(models.Model):
    """What stands at the top of the pilot's plans and of its page."""

    pilot = models.OneToOneField(
        Pilot,
        models.CASCADE,
        related_name="logo",
        verbose_name="pilot",
        error_messages={"unique": "Piloten har allerede en logo."},
    )
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="logos", verbose_name="bilde")
    alt = models.CharField(
        "alternativ tekst",
        max_length=300,
        error_messages={"blank": _NEEDS_ALT},
    )

    class Meta:
        verbose_name = "logo"
        verbose_name_plural = "logoer"
        constraints = (
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="logo_has_alt",
                violation_error_message=_NEEDS_ALT,
            ),
        )

    def __str__(self) -> str:
        return self.alt
