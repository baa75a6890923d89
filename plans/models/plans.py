"""A year's handlingsplan, its copy of the delmål, and the answers to the form's prompts."""

import uuid
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from plans.models.agreements import YEAR_RANGE, Agreement, Delmaal
from plans.models.numbering import Numbered
from plans.models.pilots import Party
from plans.models.prompts import PlanForm, Prompt

_ONCE_A_YEAR = "Avtalen har allerede en handlingsplan for dette året."
_FROM_ONE = "Nummeret begynner på 1."


class Plan(models.Model):
    """One year's plan of an agreement."""

    class Status(models.TextChoices):
        """Where the plan is on its way to KDD."""

        UTKAST = "utkast", "utkast"
        VEDTATT = "vedtatt", "vedtatt i styringsgruppen"
        SENDT = "sendt", "sendt KDD"
        ENDRINGER = "endringer", "endringer bedt om"
        GODKJENT = "godkjent", "godkjent"
        VILKAAR = "vilkaar", "godkjent med vilkår"
        ERSTATTET = "erstattet", "erstattet"

    slug = models.SlugField("adresse", unique=True, max_length=70, error_messages={"unique": _ONCE_A_YEAR})
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="plans", verbose_name="avtale")
    year = models.PositiveSmallIntegerField("år", validators=YEAR_RANGE)
    language = models.CharField("målform", max_length=2, choices=Party.Language.choices, default=Party.Language.NB)
    form = models.ForeignKey(PlanForm, models.PROTECT, related_name="plans", verbose_name="mal")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.UTKAST)
    document_date = models.DateField("dokumentdato", null=True, blank=True)
    adoption_date = models.DateField("styringsgruppens møtedato", null=True, blank=True)
    case_number = models.CharField("saksnummer", max_length=40, blank=True)
    changed_at = models.DateTimeField("sist endret", null=True, blank=True)
    changed_by = models.ForeignKey(
        "plans.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="sist endret av"
    )

    #: The reader may not see what is being written in it, only what was sent; set by `plans.permissions.visible_plans`.
    as_sent: bool = False

    class Meta:
        verbose_name = "handlingsplan"
        verbose_name_plural = "handlingsplaner"
        ordering = ("-year", "slug")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "year"),
                name="plan_once_a_year",
                violation_error_message=_ONCE_A_YEAR,
            ),
            models.CheckConstraint(
                condition=Q(status="utkast") | Q(adoption_date__isnull=False),
                name="plan_adopted_has_date",
                violation_error_message="En vedtatt plan må ha styringsgruppens møtedato.",
            ),
        )

    def __str__(self) -> str:
        return f"Handlingsplan {self.year} for {self.agreement.pilot}"


class PlanDelmaal(models.Model):
    """The plan's own copy of a delmål, so that later renaming in the agreement never rewrites an old plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="delmaal", verbose_name="plan")
    delmaal = models.ForeignKey(Delmaal, models.PROTECT, related_name="in_plans", verbose_name="delmål i avtalen")
    uid = models.UUIDField(editable=False)
    number = models.PositiveSmallIntegerField("nummer", validators=[MinValueValidator(1, _FROM_ONE)])
    title = models.CharField("tittel", max_length=200)
    short_title = models.CharField("kort tittel i tabeller", max_length=100)
    money_note = models.TextField(
        "merknad om midler utenfor tabellene", blank=True, help_text="Beløp som er omtalt, men ikke inngår i noen sum."
    )

    numbered: ClassVar = Numbered("number", within=("plan",))

    class Meta:
        verbose_name = "delmål i planen"
        verbose_name_plural = "delmål i planen"
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "delmaal"),
                name="plan_delmaal_once",
                violation_error_message="Delmålet står allerede i planen.",
            ),
            models.UniqueConstraint(
                fields=("plan", "number"),
                name="plan_delmaal_number_once",
                violation_error_message="Et annet delmål i planen har allerede dette nummeret.",
            ),
            models.UniqueConstraint(
                fields=("plan", "uid"),
                name="plan_delmaal_uid_once",
                violation_error_message="Delmålet står allerede i planen.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="plan_delmaal_number_from_one",
                violation_error_message=_FROM_ONE,
            ),
        )

    def __str__(self) -> str:
        return f"Delmål {self.number}: {self.title}"


class Answer(models.Model):
    """What a plan, a delmål or a tiltak answers to one prompt: rich text, or «ikke relevant» with a reason."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="answers", verbose_name="plan")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="answers", verbose_name="ledetekst")
    delmaal = models.ForeignKey(
        PlanDelmaal, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name="delmål"
    )
    tiltak = models.ForeignKey(
        "plans.Tiltak", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name="tiltak"
    )
    html = models.TextField("svar", blank=True)
    not_relevant_reason = models.CharField("ikke relevant fordi", max_length=500, blank=True)
    carried = models.BooleanField(
        "fra i fjor", default=False, help_text="Svaret er tatt med fra forrige plan, og ingen har rørt det siden."
    )

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(delmaal__isnull=True) | Q(tiltak__isnull=True),
                name="answer_one_place",
                violation_error_message="Et svar hører til planen, ett delmål eller ett tiltak.",
            ),
            models.UniqueConstraint(
                F("plan"),
                F("prompt"),
                models.functions.Coalesce("delmaal", 0),
                models.functions.Coalesce("tiltak", 0),
                name="answer_once",
                violation_error_message="Ledeteksten er allerede besvart her.",
            ),
            models.CheckConstraint(
                condition=Q(html="") | Q(not_relevant_reason=""),
                name="answer_text_or_reason",
                violation_error_message="Et svar er enten en tekst eller «ikke relevant» med grunn, ikke begge deler.",
            ),
        )

    def __str__(self) -> str:
        return str(self.prompt)


class EditOpening(models.Model):
    """A path of a closed plan that has been opened for editing, as when KDD asks for a change."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="openings", verbose_name="plan")
    path = models.CharField("felt", max_length=300)

    class Meta:
        verbose_name = "åpning"
        verbose_name_plural = "åpninger"
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "path"),
                name="edit_opening_once",
                violation_error_message="Feltet er allerede åpnet.",
            ),
        )

    def __str__(self) -> str:
        return self.path
