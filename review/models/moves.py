"""Every step a plan has taken on its way."""

from django.conf import settings
from django.db import models

from plans.models import Plan
from review.models.frozen import AppendOnly
from review.models.versions import Version


class Move(AppendOnly):
    """One step of `review.workflow`: who took it, when, from where to where, on which version, and what was said."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="moves", verbose_name="plan")
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="moves", verbose_name="versjon"
    )
    key = models.CharField("steg", max_length=30)
    before = models.CharField("fra", max_length=12, choices=Plan.Status.choices)
    after = models.CharField("til", max_length=12, choices=Plan.Status.choices)
    comment = models.TextField("begrunnelse", blank=True)
    conditions = models.TextField("vilkår", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hvem"
    )
    at = models.DateTimeField("når")

    class Meta:
        verbose_name = "steg"
        verbose_name_plural = "steg"
        ordering = ("-id",)
        indexes = (models.Index(fields=("plan", "-id"), name="move_by_plan"),)

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_after_display()}"
