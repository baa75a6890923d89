"""Dated records on a version: who signed, what was paid, which council was informed.

A payout or an orientation that was noted wrong is never written over: a row that corrects it is added, with the reason,
and from then on that one counts. A trigger in the database refuses everything else.
"""

from collections.abc import Sequence
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Party
from plans.templatetags.kroner import dato, kroner
from review.models.frozen import AppendOnly
from review.models.versions import Version

_R = TypeVar("_R", bound=models.Model)


def standing(rows: "models.QuerySet[_R]") -> "models.QuerySet[_R]":
    """Return those payouts or orientations that count: no other row corrects them."""
    return rows.filter(corrected_by__isnull=True)


def _reasoned(name: str) -> models.CheckConstraint:
    """Return the rule that what corrects another row says why, and nothing else does."""
    return models.CheckConstraint(
        condition=(Q(corrects__isnull=True) & Q(reason="")) | (Q(corrects__isnull=False) & ~Q(reason="")),
        name=name,
        violation_error_message="Det som retter noe, må ha en begrunnelse.",
    )


def counted(rows: "Sequence[Payout] | Sequence[Orientation]") -> "list[int]":
    """Return the places of those that count, in all the payouts or orientations of a plan."""
    corrected = {row.corrects_id for row in rows}
    return [place for place, row in enumerate(rows) if row.pk not in corrected]


class _Record(models.Model):
    """Who noted it, and when."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrert av"
    )
    at = models.DateTimeField("registrert")

    class Meta:
        abstract = True


class _Correctable(_Record, AppendOnly):
    """A record that another one may correct, with a reason."""

    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="retter"
    )
    reason = models.CharField("hvorfor det rettes", max_length=300, blank=True)

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


class Payout(_Correctable):
    """Money paid on an approved version, in whole kroner; none only where a payout that never was is corrected."""

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
                condition=Q(kroner__gt=0) | Q(kroner=0, corrects__isnull=False),
                name="payout_positive",
                violation_error_message="Beløpet må være større enn null.",
            ),
            _reasoned("payout_correction_has_reason"),
        )

    def __str__(self) -> str:
        return f"{kroner(self.kroner)}, {dato(self.date)}"


class Orientation(_Correctable):
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
                condition=Q(corrects__isnull=True),
                name="orientation_once",
                violation_error_message="Orienteringen i denne kommunen er allerede registrert.",
            ),
            _reasoned("orientation_correction_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.party}, {dato(self.date)}, sak {self.case_number}"
