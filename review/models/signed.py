"""A signed PDF beside the version it is of."""

from django.conf import settings
from django.db import models

from review.models.frozen import AppendOnly
from review.models.versions import Version


class SignedCopy(AppendOnly):
    """A PDF of a version with signatures on it, as it was uploaded. It stands beside the version and changes nothing.

    `remarks` are sentences about what the copy has besides the version's text; `is_scanned` when it has no text at all
    and so could not be held against the version.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="signed_copies", verbose_name="versjon")
    filename = models.CharField("filnavn", max_length=160)
    sha256 = models.CharField("SHA-256", max_length=64)
    data = models.BinaryField("innhold")
    is_scanned = models.BooleanField("skannet", default=False)
    remarks = models.JSONField("merknader", default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lastet opp av"
    )
    at = models.DateTimeField("lastet opp")

    class Meta:
        verbose_name = "underskrevet eksemplar"
        verbose_name_plural = "underskrevne eksemplarer"
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "sha256"),
                name="signed_copy_once",
                violation_error_message="Denne filen er allerede lastet opp.",
            ),
        )

    def __str__(self) -> str:
        return self.filename
