"""Pictures: content-addressed bytes that outlive a draft, and the plan's use of them."""

from django.db import models
from django.db.models import Q

from plans.models.plans import Plan


class Blob(models.Model):
    """Bytes named by their own SHA-256; never changed, shared by every plan that uses them."""

    sha256 = models.CharField("SHA-256", primary_key=True, max_length=64)
    media_type = models.CharField("medietype", max_length=40)
    width = models.PositiveIntegerField("bredde")
    height = models.PositiveIntegerField("høyde")
    data = models.BinaryField("innhold")

    class Meta:
        verbose_name = "bilde"
        verbose_name_plural = "bilder"

    def __str__(self) -> str:
        return self.sha256[:12]


_NEEDS_ALT = "En figur må ha en alternativ tekst."


class Figure(models.Model):
    """A picture in a plan with the text that stands for it; texts refer to it by its SHA-256."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="figures", verbose_name="plan")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="figures", verbose_name="bilde")
    alt = models.TextField(
        "alternativ tekst",
        help_text="Det samme som bildet sier, for den som ikke ser det.",
        error_messages={"blank": _NEEDS_ALT},
    )
    caption = models.CharField("bildetekst", max_length=300, blank=True)

    class Meta:
        verbose_name = "figur"
        verbose_name_plural = "figurer"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "blob"),
                name="figure_once",
                violation_error_message="Planen har allerede denne figuren.",
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="figure_has_alt",
                violation_error_message=_NEEDS_ALT,
            ),
        )

    def __str__(self) -> str:
        return self.caption or self.alt[:60]
