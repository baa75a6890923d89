"""People and what they may do where."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q

from plans.roles import ROLES, Capability, Role


class PersonManager(BaseUserManager["Person"]):
    """Makes people by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create and return a person; the address is lower-cased. Without a password nobody can sign in as her."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create an administrator of all pilots: the first one of a new portal, by `manage.py createsuperuser`."""
        from plans.services import add_membership, create_person

        with transaction.atomic():
            person = create_person(email=email, name=fields["name"], password=password, by=None)
            add_membership(person=person, role=Role.ADMINISTRATOR, by=None)
        return person


class MailChoice(models.TextChoices):
    """When somebody is mailed of what she is told in the portal."""

    AT_ONCE = "straks", "med en gang"
    DAILY = "daglig", "samlet én gang om dagen"
    NEVER = "aldri", "aldri"


class Person(AbstractBaseUser):
    """Somebody who can sign in. What she may do comes from her memberships and from nothing else."""

    email = models.EmailField(
        "e-postadresse", unique=True, error_messages={"unique": "En annen person har denne e-postadressen."}
    )
    name = models.CharField("navn", max_length=120)
    is_active = models.BooleanField("kan logge inn", default=True)
    is_demo = models.BooleanField("demoperson", default=False, help_text="Kan bare logge inn i utviklingsmodus.")

    mail_turn = models.CharField(
        "når det er min tur", max_length=8, choices=MailChoice.choices, default=MailChoice.AT_ONCE
    )
    mail_rest = models.CharField(
        "når noe annet angår meg", max_length=8, choices=MailChoice.choices, default=MailChoice.DAILY
    )
    digest_on = models.DateField("siste samlede e-post", null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def _everywhere(self) -> frozenset[Capability]:
        """What she may do in all pilots. Asked of the database once for each request."""
        roles = self.memberships.filter(pilot__isnull=True).values_list("role", flat=True) if self.is_active else ()
        return frozenset(capability for role in roles for capability in ROLES[Role(role)].capabilities)

    @property
    def is_staff(self) -> bool:
        """Whether the registers are open to her: a role of hers that holds in all pilots administers them."""
        return Capability.ADMINISTER in self._everywhere

    @property
    def is_kdd(self) -> bool:
        """Whether she handles or decides on plans at KDD."""
        return bool(self._everywhere & {Capability.HANDLE, Capability.DECIDE})

    @cached_property
    def unread_notices(self) -> int:
        """How many notices she has not read, for the top of every page. One query for each request."""
        from plans.notices import unread

        return unread(self)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Tell whether Django's own pages may do something for her; they are the registers, so it is one question."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """Tell whether the registers show her an app's tables."""
        return self.is_staff


class Membership(models.Model):
    """A person has a role in a pilot, in all pilots, for a party, or for some delmål of a pilot."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", verbose_name="person")
    role = models.CharField("rolle", max_length=30, choices=Role.choices)
    pilot = models.ForeignKey(
        "plans.Pilot", models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name="pilot"
    )
    party = models.ForeignKey(
        "plans.Party", models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name="part"
    )
    delmaal = models.ManyToManyField("plans.Delmaal", blank=True, verbose_name="bare disse delmålene")
    ends_on = models.DateField("slutter", null=True, blank=True, help_text="Rollen avsluttes av seg selv denne dagen.")

    class Meta:
        verbose_name = "medlemskap"
        verbose_name_plural = "medlemskap"
        constraints = (
            models.CheckConstraint(
                # KDD and administrators work across pilots; everybody else belongs to one pilot.
                condition=Q(pilot__isnull=False) | Q(role__in=Role.across_pilots()),
                name="membership_needs_pilot",
                violation_error_message="Denne rollen gjelder én pilot. Velg hvilken.",
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=False) | ~Q(role__in=[Role.SAMARBEIDSPART, Role.KOMMUNESEKRETAER]),
                name="membership_needs_party",
                violation_error_message="Denne rollen gjelder én part. Velg hvilken.",
            ),
            models.UniqueConstraint(
                "person",
                "role",
                models.functions.Coalesce("pilot", 0),
                models.functions.Coalesce("party", 0),
                name="membership_once",
                violation_error_message="Personen har allerede denne rollen her.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
