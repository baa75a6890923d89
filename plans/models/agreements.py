"""The agreement between a pilot's municipalities, the county and the ministry."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from plans.models.numbering import Numbered
from plans.models.pilots import Party, Pilot

_YEAR = "Skriv et år fra 2020 til 2099."
YEAR_RANGE = (MinValueValidator(2020, _YEAR), MaxValueValidator(2099, _YEAR))
_FROM_ONE = "Prioriteten begynner på 1."


class Theme(models.Model):
    """What a delmål is about, the same list for all pilots so that they can be compared."""

    key = models.SlugField(
        "nøkkel", unique=True, max_length=60, error_messages={"unique": "Et annet tema har denne nøkkelen."}
    )
    name = models.CharField(
        "navn", max_length=120, unique=True, error_messages={"unique": "Et annet tema heter allerede det."}
    )
    position = models.PositiveSmallIntegerField("rekkefølge", default=0)

    numbered: ClassVar = Numbered("position", within=())

    class Meta:
        verbose_name = "tema"
        verbose_name_plural = "temaer"
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """A bygdevekstavtale: first and last year are both inside the period."""

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="agreements", verbose_name="pilot")
    first_year = models.PositiveSmallIntegerField("første år", validators=YEAR_RANGE)
    last_year = models.PositiveSmallIntegerField("siste år", validators=YEAR_RANGE)
    signed = models.DateField("signert", null=True, blank=True)

    class Meta:
        verbose_name = "avtale"
        verbose_name_plural = "avtaler"
        ordering = ("pilot", "first_year")
        constraints = (
            models.CheckConstraint(
                condition=Q(first_year__gte=2020, last_year__lte=2099, last_year__gte=F("first_year")),
                name="agreement_years",
                violation_error_message="Avtalens siste år kan ikke være før det første.",
            ),
            models.UniqueConstraint(
                fields=("pilot", "first_year"),
                name="agreement_once_a_year",
                violation_error_message="Piloten har allerede en avtale fra dette året.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pilot} {self.first_year}–{self.last_year}"

    @property
    def years(self) -> range:
        """The years of the agreement, both ends included."""
        return range(self.first_year, self.last_year + 1)


class AgreementParty(models.Model):
    """A party's role in an agreement, and whether it signs the plans."""

    class AgreementRole(models.TextChoices):
        """How a party stands to the agreement."""

        AVTALEPART = "avtalepart", "avtalepart"
        SAMARBEIDSPART = "samarbeidspart", "samarbeidspart"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name="avtale")
    party = models.ForeignKey(Party, models.PROTECT, related_name="agreements", verbose_name="part")
    role = models.CharField("rolle", max_length=20, choices=AgreementRole.choices, default=AgreementRole.AVTALEPART)
    signs = models.BooleanField("signerer handlingsplanen", default=False)
    position = models.PositiveSmallIntegerField("rekkefølge", default=0)

    class Meta:
        verbose_name = "avtalepart"
        verbose_name_plural = "avtaleparter"
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "party"),
                name="agreement_party_once",
                violation_error_message="Parten står allerede i avtalen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} ({self.get_role_display()})"


class HourlyRate(models.Model):
    """Kroner an hour for municipal staff, from which own effort is estimated."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="hourly_rates", verbose_name="avtale")
    year = models.PositiveSmallIntegerField("år", validators=YEAR_RANGE)
    kroner = models.PositiveIntegerField("kroner per time")

    class Meta:
        verbose_name = "timesats"
        verbose_name_plural = "timesatser"
        ordering = ("year",)
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "year"),
                name="hourly_rate_once_a_year",
                violation_error_message="Avtalen har allerede en timesats for dette året.",
            ),
            models.CheckConstraint(
                condition=Q(kroner__gt=0),
                name="hourly_rate_positive",
                violation_error_message="Timesatsen må være større enn null.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kroner} kr/time ({self.year})"


class Delmaal(models.Model):
    """A prioritised goal of the agreement; its `uid` is the same in every year's plan."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="delmaal", verbose_name="avtale")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    priority = models.PositiveSmallIntegerField("prioritet", validators=[MinValueValidator(1, _FROM_ONE)])
    title = models.CharField("tittel", max_length=200)
    short_title = models.CharField("kort tittel i tabeller", max_length=100)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, verbose_name="tema")

    numbered: ClassVar = Numbered("priority", within=("agreement",))

    class Meta:
        verbose_name = "delmål"
        verbose_name_plural = "delmål"
        ordering = ("priority", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "priority"),
                name="delmaal_priority_once",
                violation_error_message="Et annet delmål har allerede denne prioriteten.",
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1),
                name="delmaal_priority_from_one",
                violation_error_message=_FROM_ONE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.priority}. {self.title}"


class WorkGroup(models.Model):
    """A group that prepares tiltak; led by a municipality, and perhaps for one delmål."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="work_groups", verbose_name="avtale")
    name = models.CharField("navn", max_length=160)
    leader = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, verbose_name="ledes av")
    delmaal = models.ForeignKey(Delmaal, models.SET_NULL, null=True, blank=True, verbose_name="delmål")

    class Meta:
        verbose_name = "arbeidsgruppe"
        verbose_name_plural = "arbeidsgrupper"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "name"),
                name="work_group_name_once",
                violation_error_message="Avtalen har allerede en arbeidsgruppe med dette navnet.",
            ),
        )

    def __str__(self) -> str:
        return self.name


#: How far a plan must have come for a deadline to be kept; the words of its statuses, in their order.
REACHES = (("vedtatt", "vedtatt i styringsgruppen"), ("sendt", "sendt KDD"), ("godkjent", "godkjent av KDD"))


class Deadline(models.Model):
    """A date by which something must be done, in one agreement or (no agreement) in all."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="deadlines", verbose_name="avtale"
    )
    title = models.CharField("hva", max_length=160)
    date = models.DateField("frist")
    reaches = models.CharField(
        "planen skal da være",
        max_length=12,
        choices=REACHES,
        blank=True,
        help_text="Fristen er holdt når planen er kommet så langt. Tomt for frister som gjelder noe annet.",
    )
    plan_year = models.PositiveSmallIntegerField(
        "planen for", null=True, blank=True, validators=YEAR_RANGE, help_text="Året planen gjelder."
    )

    class Meta:
        verbose_name = "frist"
        verbose_name_plural = "frister"
        ordering = ("date", "id")
        constraints = (
            models.CheckConstraint(
                condition=(Q(reaches="") & Q(plan_year__isnull=True)) | (~Q(reaches="") & Q(plan_year__isnull=False)),
                name="deadline_of_a_plan",
                violation_error_message="Velg både hvor langt planen skal være kommet, og hvilket år den gjelder.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A meeting that belongs to the agreement; the date may not be set yet."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="meetings", verbose_name="avtale")
    title = models.CharField("møte", max_length=160)
    date = models.DateField("dato", null=True, blank=True)

    class Meta:
        verbose_name = "møte"
        verbose_name_plural = "møter"
        ordering = (F("date").asc(nulls_last=True), "id")

    def __str__(self) -> str:
        return self.title
