"""Dated records on a version: who signed, what was paid, which council was informed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Party
from review.models.versions import Version


class _Record(models.Model):
    """Who noted it, and when."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrert av"
    )
    at = models.DateTimeField("registrert")

    class Meta:
        abstract = True


class Signature(_Record):
    """Somebody has signed a version for a party."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures", verbose_name="versjon")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="part")
    name = models.CharField("hvem som skrev under", max_length=120)
    date = models.DateField("dato")

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        ordering = ("date", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "party"),
                name="signature_once",
                violation_error_message="Underskriften for denne parten er allerede registrert.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} for {self.party}"


class Payout(_Record):
    """Money paid on an approved version, in whole kroner."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="payouts", verbose_name="versjon")
    kroner = models.BigIntegerField("beløp")
    date = models.DateField("dato")
    note = models.CharField("merknad", max_length=200, blank=True)

    class Meta:
        verbose_name = "utbetaling"
        verbose_name_plural = "utbetalinger"
        ordering = ("date", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kroner__gt=0),
                name="payout_positive",
                violation_error_message="Beløpet må være større enn null.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kroner} kr {self.date}"


class Orientation(_Record):
    """A municipal council has had a version laid before it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="orientations", verbose_name="versjon")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="kommune")
    date = models.DateField("møtedato")
    case_number = models.CharField("saksnummer", max_length=40)
    result = models.CharField("resultat", max_length=200)

    class Meta:
        verbose_name = "orientering"
        verbose_name_plural = "orienteringer"
        ordering = ("date", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "party"),
                name="orientation_once",
                violation_error_message="Orienteringen i denne kommunen er allerede registrert.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} {self.date}"
