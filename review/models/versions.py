"""Frozen versions of a plan and the files that were published of them."""

from django.conf import settings
from django.db import models

from plans.models import Plan
from reporting.models import Snapshot
from review.models.frozen import AppendOnly


class Version(AppendOnly):
    """A plan as the styringsgruppe adopted it: the snapshot, what Kontroll said of it, and what made its files.

    `findings` is a list of findings as data, each with the reason it may stand, if any; `engines` names programs and
    their versions. Written once.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name="plan")
    number = models.PositiveSmallIntegerField("versjon")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="versions", verbose_name="øyeblikksbilde")
    adoption_date = models.DateField("styringsgruppens møtedato")
    case_number = models.CharField("saksnummer", max_length=40, blank=True)
    findings = models.JSONField("funn")
    engines = models.JSONField("programversjoner")
    at = models.DateTimeField("når")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="av"
    )

    class Meta:
        verbose_name = "versjon"
        verbose_name_plural = "versjoner"
        ordering = ("plan", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "number"),
                name="version_number_once",
                violation_error_message="Planen har allerede en versjon med dette nummeret.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}, versjon {self.number}"


class VersionFile(AppendOnly):
    """A file as it was published, byte for byte."""

    class Occasion(models.TextChoices):
        """What the file was made for."""

        ADOPTION = "vedtak", "ved vedtaket i styringsgruppen"
        DECISION = "godkjenning", "ved KDDs godkjenning"

    version = models.ForeignKey(Version, models.PROTECT, related_name="files", verbose_name="versjon")
    occasion = models.CharField("anledning", max_length=12, choices=Occasion.choices)
    kind = models.CharField("slag", max_length=10)
    filename = models.CharField("filnavn", max_length=160)
    media_type = models.CharField("medietype", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    data = models.BinaryField("innhold")

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        ordering = ("version", "occasion", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "occasion", "kind"),
                name="version_file_once",
                violation_error_message="Versjonen har allerede denne filen.",
            ),
        )

    def __str__(self) -> str:
        return self.filename
