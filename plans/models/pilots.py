"""Pilots and the register of parties."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Mod, Substr

from plans.organisations import validate_organisasjonsnummer

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)


def _weighted_digits() -> models.expressions.Combinable:
    """Sum of the nine digits times their weights, as the database computes it."""
    terms = [
        Cast(Substr("organisasjonsnummer", place, 1), models.IntegerField()) * weight
        for place, weight in enumerate(_WEIGHTS, start=1)
    ]
    total: models.expressions.Combinable = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


class Pilot(models.Model):
    """A group of municipalities with one bygdevekstavtale."""

    slug = models.SlugField(
        "adresse", unique=True, max_length=60, error_messages={"unique": "En annen pilot har denne adressen."}
    )
    name = models.CharField(
        "navn",
        max_length=120,
        unique=True,
        db_collation="norwegian",
        error_messages={"unique": "En annen pilot heter allerede det."},
    )

    class Meta:
        verbose_name = "pilot"
        verbose_name_plural = "piloter"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """Somebody who can be responsible for a tiltak or sign an agreement."""

    class Kind(models.TextChoices):
        """What sort of organisation a party is."""

        KOMMUNE = "kommune", "kommune"
        FYLKESKOMMUNE = "fylkeskommune", "fylkeskommune"
        DEPARTEMENT = "departement", "departement"
        STATLIG = "statlig", "statlig virksomhet"
        SELSKAP = "selskap", "selskap"
        ANNET = "annet", "annet"

    class Language(models.TextChoices):
        """Written form of Norwegian that a party uses."""

        NB = "nb", "bokmål"
        NN = "nn", "nynorsk"

    key = models.SlugField(
        "nøkkel", unique=True, max_length=80, error_messages={"unique": "En annen part har denne nøkkelen."}
    )
    name = models.CharField(
        "navn",
        max_length=160,
        unique=True,
        db_collation="norwegian",
        error_messages={"unique": "En annen part heter allerede det."},
    )
    short_name = models.CharField("kort navn", max_length=60, blank=True)
    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    kommunenummer = models.CharField(
        "kommunenummer",
        max_length=4,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{4}\Z", "Et kommunenummer har fire siffer.")],
        error_messages={"unique": "En annen part har dette kommunenummeret."},
    )
    organisasjonsnummer = models.CharField(
        "organisasjonsnummer",
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_organisasjonsnummer],
        error_messages={"unique": "En annen part har dette organisasjonsnummeret."},
    )
    language = models.CharField("målform", max_length=2, choices=Language.choices, default=Language.NB)
    county = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="municipalities", verbose_name="fylkeskommune"
    )
    pilot = models.ForeignKey(
        Pilot, models.PROTECT, null=True, blank=True, related_name="municipalities", verbose_name="pilot"
    )

    class Meta:
        verbose_name = "part"
        verbose_name_plural = "parter"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                # A missing number makes the pattern neither true nor false, and that passes a check.
                condition=Q(kind="kommune", kommunenummer__isnull=False, kommunenummer__regex=r"^[0-9]{4}$")
                | (~Q(kind="kommune") & Q(kommunenummer__isnull=True)),
                name="party_kommunenummer",
                violation_error_message="En kommune har et kommunenummer med fire siffer; andre parter har ikke noe.",
            ),
            models.CheckConstraint(
                condition=Q(organisasjonsnummer__isnull=True) | Q(organisasjonsnummer__regex=r"^[0-9]{9}$"),
                name="party_organisasjonsnummer_digits",
                violation_error_message="Et organisasjonsnummer har ni siffer.",
            ),
            models.CheckConstraint(
                # Modulus 11 (Brønnøysundregistrene): the weighted sum with the check digit is divisible by 11.
                # Numbers that are not nine digits are refused by the constraint above, so they pass here.
                condition=models.Case(
                    models.When(
                        organisasjonsnummer__regex=r"^[0-9]{9}$",
                        then=models.lookups.Exact(Mod(_weighted_digits(), models.Value(11)), models.Value(0)),
                    ),
                    default=models.Value(True),
                    output_field=models.BooleanField(),
                ),
                name="party_organisasjonsnummer_check_digit",
                violation_error_message="Organisasjonsnummeret er ikke gyldig: kontrollsifferet stemmer ikke.",
            ),
            models.CheckConstraint(
                condition=Q(pilot__isnull=True) | Q(kind="kommune"),
                name="party_pilot_only_kommune",
                violation_error_message="Bare kommuner hører til en pilot.",
            ),
            models.CheckConstraint(
                condition=Q(county__isnull=True) | (Q(kind="kommune") & ~Q(county=F("id"))),
                name="party_county_only_kommune",
                violation_error_message="Bare kommuner ligger i et fylke.",
            ),
        )

    def __str__(self) -> str:
        return self.name
