"""What a person is told of: who did what, in which plan or pilot, and where to see it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.tellings import TELLINGS, Telling


class Notice(models.Model):
    """One person is told one thing once. It holds who, what and a link, and never text of a plan.

    `what` is a key of `plans.tellings.TELLINGS`, `about` names what it is about, as `kommentar/12`; nobody is told
    the same about the same twice. Who may see it is asked when it is read, see `plans.notices`.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="hvem")
    what = models.CharField("hva", max_length=30)
    about = models.CharField("om", max_length=80)
    detail = models.CharField("nærmere", max_length=200, blank=True)
    address = models.CharField("lenke", max_length=300)
    pilot = models.ForeignKey(
        "plans.Pilot", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name="pilot"
    )
    plan = models.ForeignKey(
        "plans.Plan", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name="plan"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="av"
    )
    at = models.DateTimeField("når")
    read_at = models.DateTimeField("lest", null=True, blank=True)
    # Whoever mails it claims it first, by a word of her own; a claim that came to nothing runs out.
    claim = models.CharField("tatt av", max_length=32, blank=True)
    claimed_at = models.DateTimeField("tatt", null=True, blank=True)
    mailed_at = models.DateTimeField("sendt på e-post", null=True, blank=True)

    class Meta:
        verbose_name = "varsel"
        verbose_name_plural = "varsler"
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("person", "-at", "-id"), name="notice_by_person"),)
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("person", "what", "about"),
                name="notice_once",
                violation_error_message="Personen er allerede varslet om dette.",
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=True) | Q(pilot__isnull=False),
                name="notice_of_plan_has_pilot",
                violation_error_message="Et varsel om en plan hører også til piloten.",
            ),
        )

    def __str__(self) -> str:
        return self.sentence()

    @property
    def telling(self) -> Telling:
        """The row of the table that says what it means."""
        return TELLINGS[self.what]

    def sentence(self, language: str = "nb") -> str:
        """Return what has happened, in words."""
        return self.telling.words(language, who=str(self.by or "Noen"), detail=self.detail)

    @property
    def where(self) -> str:
        """The plan or the pilot it happened in; empty for what is in no pilot."""
        return str(self.plan or self.pilot or "")
