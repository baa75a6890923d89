"""What people say of a part of a plan. It is never a part of the plan: no document and no snapshot has it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Plan

#: The longest comment; whoever has more to say writes in the plan.
LONGEST = 4000
NEEDS_TEXT = "Skriv hva du vil si."


class Comment(models.Model):
    """A comment on a field, an amount, a tiltak, a delmål or a section, or an answer to one.

    The place is the path, built from uids, so that a comment stays with what it is about wherever that is moved.
    An answer has the place and the audience of what it answers. What is removed stays a row, which no page shows.
    """

    class Audience(models.TextChoices):
        """Who may read it."""

        PILOT = "pilot", "internt i piloten"
        SHARED = "delt", "delt mellom piloten og KDD"
        KDD = "kdd", "internt i KDD"

    class Weight(models.TextChoices):
        """How much KDD means by it."""

        MUST = "maa", "må rettes"
        ADVICE = "raad", "råd"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments", verbose_name="plan")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name="svar på"
    )
    path = models.CharField("felt", max_length=300)
    uid = models.UUIDField("del av planen", null=True, blank=True, db_index=True)
    where = models.CharField("hvor", max_length=400, help_text="Hva stedet het da kommentaren ble skrevet.")
    audience = models.CharField("hvem ser den", max_length=8, choices=Audience.choices)
    weight = models.CharField("vekt", max_length=8, choices=Weight.choices, blank=True)
    from_kdd = models.BooleanField("fra KDD", default=False)
    text = models.TextField("kommentar", max_length=LONGEST, error_messages={"blank": NEEDS_TEXT})
    earlier = models.JSONField("tidligere tekster", default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="hvem"
    )
    at = models.DateTimeField("når")
    edited_at = models.DateTimeField("endret", null=True, blank=True)
    resolved_at = models.DateTimeField("løst", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="løst av"
    )
    removed_at = models.DateTimeField("fjernet", null=True, blank=True)
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="mentions", verbose_name="nevnt"
    )

    class Meta:
        verbose_name = "kommentar"
        verbose_name_plural = "kommentarer"
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text", violation_error_message=NEEDS_TEXT),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(resolved_at__isnull=True),
                name="comment_thread_is_resolved",
                violation_error_message="Det er samtalen som løses, ikke ett svar i den.",
            ),
            models.CheckConstraint(
                condition=Q(weight="") | Q(from_kdd=True, parent__isnull=True),
                name="comment_weight_is_kdds",
                violation_error_message="Bare det KDD tar opp, har en vekt.",
            ),
            models.CheckConstraint(
                condition=~Q(audience="kdd") | Q(from_kdd=True),
                name="comment_internal_to_kdd_is_kdds",
                violation_error_message="Bare KDD skriver internt i KDD.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.by or 'Ukjent'} om {self.where}"
