"""The year's form as data: what a plan, a delmål and a tiltak are asked."""

from typing import ClassVar

from django.db import models

from plans.models.numbering import Numbered


class PlanForm(models.Model):
    """One version of KDD's template. Once a plan uses it, its prompts no longer change."""

    key = models.SlugField("nøkkel", unique=True, max_length=60)
    name = models.CharField("navn", max_length=120)
    lead_nb = models.CharField("innledning til tiltakstabellen, bokmål", max_length=300)
    lead_nn = models.CharField("innledning til tiltakstabellen, nynorsk", max_length=300)
    overview_nb = models.CharField("overskrift til oversikten, bokmål", max_length=300)
    overview_nn = models.CharField("overskrift til oversikten, nynorsk", max_length=300)

    class Meta:
        verbose_name = "mal"
        verbose_name_plural = "maler"
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name


class Prompt(models.Model):
    """One question of the form. `{år}` in the wording stands for the plan's year."""

    class Level(models.TextChoices):
        """What answers the prompt."""

        PLAN = "plan", "plan"
        DELMAAL = "delmaal", "delmål"
        TILTAK = "tiltak", "tiltak"

    form = models.ForeignKey(PlanForm, models.PROTECT, related_name="prompts", verbose_name="mal")
    level = models.CharField("nivå", max_length=10, choices=Level.choices)
    key = models.SlugField("nøkkel", max_length=60)
    position = models.PositiveSmallIntegerField("rekkefølge")
    nb = models.CharField("ordlyd, bokmål", max_length=300)
    nn = models.CharField("ordlyd, nynorsk", max_length=300)
    guidance_nb = models.TextField("veiledning, bokmål", blank=True)
    guidance_nn = models.TextField("veiledning, nynorsk", blank=True)
    required = models.BooleanField("må besvares", default=False)
    substance = models.BooleanField(
        "sier hva tiltaket er",
        default=False,
        help_text="Når svaret på et tiltak blir et annet enn i fjor, må endringen begrunnes.",
    )

    numbered: ClassVar = Numbered("position", within=("form", "level"))

    class Meta:
        verbose_name = "ledetekst"
        verbose_name_plural = "ledetekster"
        ordering = ("level", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("form", "level", "key"),
                name="prompt_key_once",
                violation_error_message="Malen har allerede en ledetekst med denne nøkkelen.",
            ),
            models.UniqueConstraint(
                fields=("form", "level", "position"),
                name="prompt_position_once",
                violation_error_message="En annen ledetekst har allerede denne plassen.",
            ),
        )

    def __str__(self) -> str:
        return self.nb

    def wording(self, language: str, year: int) -> str:
        """Return the prompt in `nb` or `nn` with the plan's year filled in."""
        return (self.nn if language == "nn" else self.nb).replace("{år}", str(year))
