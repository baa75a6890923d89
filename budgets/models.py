"""Kroner: where money comes from, what it is for, and each figure entered once."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from budgets.certainty import Certainty
from plans.models import Agreement, Pilot, Plan, PlanDelmaal, Tiltak
from plans.models.agreements import YEAR_RANGE
from plans.models.numbering import Numbered

#: What is said to a certainty that is none, also by the form.
UNKNOWN_CERTAINTY = "Velg planlagt, søkt, innvilget, fryst eller avslått."


class FundingSource(models.Model):
    """A column of the budget. Each pilot has its own list, begun from the standard set."""

    class Kind(models.TextChoices):
        """What sort of money it is, the same for all pilots so that they can be compared."""

        STAT = "stat", "bygdevekstmidler fra KDD"
        EGENANDEL = "egenandel", "kommunal egenandel"
        FYLKESKOMMUNE = "fylkeskommune", "fylkeskommune"
        STATSFORVALTER = "statsforvalter", "statsforvalter"
        OFFENTLIGE = "offentlige", "offentlige tilskuddsordninger"
        ANNET = "annet", "annet"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="sources", verbose_name="pilot")
    key = models.SlugField("nøkkel", max_length=40)
    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    name = models.CharField("navn", max_length=80)
    programme_category = models.CharField("programkategori", max_length=8, blank=True)
    chapter = models.CharField("kapittel", max_length=8, blank=True)
    post = models.CharField("post", max_length=8, blank=True)
    position = models.PositiveSmallIntegerField("rekkefølge", default=0)

    numbered: ClassVar = Numbered("position", within=("pilot",))

    class Meta:
        verbose_name = "finansieringskilde"
        verbose_name_plural = "finansieringskilder"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("pilot", "key"),
                name="source_key_once",
                violation_error_message="Piloten har allerede en kilde med denne nøkkelen.",
            ),
            models.UniqueConstraint(
                fields=("pilot", "name"),
                name="source_name_once",
                violation_error_message="Piloten har allerede en kilde med dette navnet.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="stat") | (~Q(chapter="") & ~Q(post="")),
                name="source_state_has_chapter",
                violation_error_message="Bygdevekstmidler fra KDD må ha kapittel og post.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Frame(models.Model):
    """Money promised to an agreement for a year, before it is spread on rows."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="frames", verbose_name="avtale")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="frames", verbose_name="kilde")
    year = models.PositiveSmallIntegerField("år", validators=YEAR_RANGE)
    kroner = models.BigIntegerField("kroner")
    certainty = models.CharField(
        "sikkerhet",
        max_length=10,
        choices=Certainty.choices,
        default=Certainty.PLANLAGT,
        error_messages={"invalid_choice": UNKNOWN_CERTAINTY},
    )
    reference = models.CharField("referanse", max_length=200, blank=True, help_text="For eksempel tilskuddsbrev.")
    moved_to = models.PositiveSmallIntegerField("overført til år", null=True, blank=True, validators=YEAR_RANGE)

    class Meta:
        verbose_name = "ramme"
        verbose_name_plural = "rammer"
        ordering = ("year", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kroner__gte=0),
                name="frame_not_negative",
                violation_error_message="En ramme kan ikke være negativ.",
            ),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True) | Q(moved_to__gt=F("year")),
                name="frame_moved_forward",
                violation_error_message="Midler kan bare overføres til et senere år.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.year}"


class BudgetPost(models.Model):
    """A row of the budget that is no delmål, such as Prosjektledelse. `uid` is kept over the years."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="posts", verbose_name="plan")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField("navn", max_length=160)
    position = models.PositiveSmallIntegerField("rekkefølge", default=0)
    outside_sum = models.BooleanField(
        "utenfor summen", default=False, help_text="Trykkes i parentes og regnes ikke med i noen sum."
    )

    numbered: ClassVar = Numbered("position", within=("plan",))

    class Meta:
        verbose_name = "budsjettpost"
        verbose_name_plural = "budsjettposter"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "uid"),
                name="post_uid_once",
                violation_error_message="Posten står allerede i planen.",
            ),
            models.UniqueConstraint(
                fields=("plan", "name"),
                name="post_name_once",
                violation_error_message="Planen har allerede en post med dette navnet.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """One figure: row x source x year, in whole kroner. A row is a tiltak, a delmål's undistributed part, or a post."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines", verbose_name="plan")
    tiltak = models.ForeignKey(
        Tiltak, models.CASCADE, null=True, blank=True, related_name="lines", verbose_name="tiltak"
    )
    delmaal = models.ForeignKey(
        PlanDelmaal,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name="delmål, ikke fordelt på tiltak",
    )
    post = models.ForeignKey(
        BudgetPost, models.CASCADE, null=True, blank=True, related_name="lines", verbose_name="budsjettpost"
    )
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="lines", verbose_name="kilde")
    year = models.PositiveSmallIntegerField("år", validators=YEAR_RANGE)
    kroner = models.BigIntegerField("kroner")
    certainty = models.CharField(
        "sikkerhet",
        max_length=10,
        choices=Certainty.choices,
        default=Certainty.PLANLAGT,
        error_messages={"invalid_choice": UNKNOWN_CERTAINTY},
    )
    shared_with = models.ForeignKey(
        Pilot, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="delt med piloten"
    )
    note = models.CharField("merknad", max_length=300, blank=True)

    class Meta:
        verbose_name = "budsjettlinje"
        verbose_name_plural = "budsjettlinjer"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(tiltak__isnull=False, delmaal__isnull=True, post__isnull=True)
                    | Q(tiltak__isnull=True, delmaal__isnull=False, post__isnull=True)
                    | Q(tiltak__isnull=True, delmaal__isnull=True, post__isnull=False)
                ),
                name="line_exactly_one_row",
                violation_error_message="Et beløp hører til nøyaktig ett tiltak, ett delmål eller én post.",
            ),
            models.UniqueConstraint(
                Coalesce("tiltak", 0),
                Coalesce("delmaal", 0),
                Coalesce("post", 0),
                F("source"),
                F("year"),
                F("certainty"),
                Coalesce("shared_with", 0),
                name="line_once",
                violation_error_message="Det står allerede et beløp her med samme kilde, år og sikkerhet.",
            ),
            models.CheckConstraint(
                condition=Q(kroner__gte=0),
                name="line_not_negative",
                violation_error_message="Et beløp kan ikke være negativt.",
            ),
            models.CheckConstraint(
                condition=Q(certainty__in=Certainty.values),
                name="line_certainty_known",
                violation_error_message=UNKNOWN_CERTAINTY,
            ),
        )

    def __str__(self) -> str:
        return f"{self.kroner} ({self.source} {self.year})"


class EarlierFigure(models.Model):
    """State money of an earlier year typed as history, where the portal has no approved plan for that year."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="earlier_figures", verbose_name="plan")
    delmaal = models.ForeignKey(
        PlanDelmaal, models.CASCADE, null=True, blank=True, related_name="earlier_figures", verbose_name="delmål"
    )
    post = models.ForeignKey(
        BudgetPost, models.CASCADE, null=True, blank=True, related_name="earlier_figures", verbose_name="budsjettpost"
    )
    year = models.PositiveSmallIntegerField("år", validators=YEAR_RANGE)
    kroner = models.BigIntegerField("kroner")

    class Meta:
        verbose_name = "tidligere beløp"
        verbose_name_plural = "tidligere beløp"
        ordering = ("year", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(delmaal__isnull=False, post__isnull=True) | Q(delmaal__isnull=True, post__isnull=False),
                name="earlier_exactly_one_row",
                violation_error_message="Et tidligere beløp hører til nøyaktig ett delmål eller én post.",
            ),
            models.UniqueConstraint(
                Coalesce("delmaal", 0),
                Coalesce("post", 0),
                F("year"),
                F("plan"),
                name="earlier_once",
                violation_error_message="Beløpet for dette året er allerede ført.",
            ),
            models.CheckConstraint(
                condition=Q(kroner__gte=0),
                name="earlier_not_negative",
                violation_error_message="Et beløp kan ikke være negativt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kroner} ({self.year})"
