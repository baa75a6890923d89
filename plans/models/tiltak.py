"""Tiltak, who carries them out, and how they hang together over the years."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from plans.models.numbering import Numbered
from plans.models.pilots import Party
from plans.models.plans import Plan, PlanDelmaal
from plans.timeframe import PARTIAL_DATE_PATTERN, validate_partial_date

#: What is said where a title is missing, also by the form.
NEEDS_TITLE = "Et tiltak må ha en tittel."


class Tiltak(models.Model):
    """A measure under a delmål. Its number is its place (`position`) within it; `uid` is kept over the years."""

    class Phase(models.TextChoices):
        """How far a tiltak has come, as the plans themselves call it."""

        FORPROSJEKT = "forprosjekt", "forprosjekt"
        HOVEDPROSJEKT = "hovedprosjekt", "hovedprosjekt"
        UTTESTING = "uttesting", "uttesting"
        STRATEGI = "strategi", "strategi"
        KUNNSKAPSGRUNNLAG = "kunnskapsgrunnlag", "kunnskapsgrunnlag"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tiltak", verbose_name="plan")
    delmaal = models.ForeignKey(PlanDelmaal, models.CASCADE, related_name="tiltak", verbose_name="delmål")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField("rekkefølge")
    title = models.CharField("tittel", max_length=250, error_messages={"blank": NEEDS_TITLE})
    phase = models.CharField("fase", max_length=20, choices=Phase.choices, blank=True)
    responsible_text = models.CharField("andre hovedansvarlige", max_length=300, blank=True)
    partners_text = models.CharField("andre samarbeidsparter", max_length=300, blank=True)
    time_from = models.CharField("fra", max_length=10, blank=True, validators=[validate_partial_date])
    time_to = models.CharField("til", max_length=10, blank=True, validators=[validate_partial_date])
    time_text = models.CharField("merknad til tidsrammen", max_length=200, blank=True)

    numbered: ClassVar = Numbered("position", within=("delmaal",))

    class Meta:
        verbose_name = "tiltak"
        verbose_name_plural = "tiltak"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "uid"),
                name="tiltak_uid_once",
                violation_error_message="Tiltaket står allerede i planen.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="tiltak_has_title",
                violation_error_message=NEEDS_TITLE,
            ),
            models.CheckConstraint(
                condition=(Q(time_from="") | Q(time_from__regex=PARTIAL_DATE_PATTERN))
                & (Q(time_to="") | Q(time_to__regex=PARTIAL_DATE_PATTERN)),
                name="tiltak_time_is_partial_date",
                violation_error_message="En tidsramme er et år, en måned eller en dato.",
            ),
            models.CheckConstraint(
                # A year or month as end lasts to its last day: «-99» after it sorts later than any day in it.
                condition=Q(time_from="") | Q(time_to="") | Q(time_from__lte=Concat("time_to", Value("-99"))),
                name="tiltak_time_in_order",
                violation_error_message="Tiltaket kan ikke slutte før det begynner.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class TiltakParty(models.Model):
    """A party's part in a tiltak, in the order written."""

    class Part(models.TextChoices):
        """Responsible or partner."""

        RESPONSIBLE = "responsible", "hovedansvarlig"
        PARTNER = "partner", "samarbeidspart"

    tiltak = models.ForeignKey(Tiltak, models.CASCADE, related_name="parties", verbose_name="tiltak")
    party = models.ForeignKey(Party, models.PROTECT, related_name="tiltak", verbose_name="part")
    part = models.CharField("rolle", max_length=12, choices=Part.choices)
    position = models.PositiveSmallIntegerField("rekkefølge", default=0)

    class Meta:
        verbose_name = "part i tiltak"
        verbose_name_plural = "parter i tiltak"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("tiltak", "party", "part"),
                name="tiltak_party_once",
                violation_error_message="Parten står allerede her.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} ({self.get_part_display()})"


class TiltakLink(models.Model):
    """How a tiltak of one year's plan follows from another year's."""

    class Kind(models.TextChoices):
        """What became of it."""

        CONTINUED = "videreført", "videreført"
        MERGED = "slått sammen", "slått sammen"
        SPLIT = "delt", "delt"

    earlier_plan = models.ForeignKey(Plan, models.PROTECT, related_name="links_later", verbose_name="tidligere plan")
    earlier_uid = models.UUIDField("tidligere tiltak")
    later_plan = models.ForeignKey(Plan, models.CASCADE, related_name="links_earlier", verbose_name="senere plan")
    later_uid = models.UUIDField("senere tiltak")
    kind = models.CharField("slag", max_length=16, choices=Kind.choices)

    class Meta:
        verbose_name = "tiltakskobling"
        verbose_name_plural = "tiltakskoblinger"
        constraints = (
            models.UniqueConstraint(
                fields=("earlier_plan", "earlier_uid", "later_plan", "later_uid"),
                name="tiltak_link_once",
                violation_error_message="Tiltakene er allerede koblet.",
            ),
            models.CheckConstraint(
                condition=~Q(earlier_plan=models.F("later_plan")),
                name="tiltak_link_two_plans",
                violation_error_message="En kobling går mellom to ulike planer.",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class TiltakChange(models.Model):
    """What KDD asks for when a plan is renewed: the reason for a change, or the assessment of an ended tiltak."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tiltak_changes", verbose_name="plan")
    uid = models.UUIDField("tiltak")
    reason = models.TextField("begrunnelse", blank=True)
    assessment = models.TextField("vurdering", blank=True)

    class Meta:
        verbose_name = "endring av tiltak"
        verbose_name_plural = "endringer av tiltak"
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "uid"),
                name="tiltak_change_once",
                violation_error_message="Endringen er allerede omtalt.",
            ),
        )

    def __str__(self) -> str:
        return self.reason or self.assessment
