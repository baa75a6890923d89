"""An invitation to take up a role. Only the hash of its token is kept: whoever reads the database cannot use it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from plans.roles import NEEDS_PARTY, Role


class Invitation(models.Model):
    """Somebody is asked, by e-mail, to take up a role in a pilot (or in all), for a party or for some delmål."""

    token_hash = models.CharField("SHA-256 av nøkkelen", max_length=64, unique=True)
    email = models.EmailField("e-postadresse")
    role = models.CharField("rolle", max_length=30, choices=Role.choices)
    pilot = models.ForeignKey(
        "plans.Pilot", models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name="pilot"
    )
    party = models.ForeignKey(
        "plans.Party", models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name="part"
    )
    delmaal = models.ManyToManyField(
        "plans.Delmaal", blank=True, related_name="invitations", verbose_name="bare disse delmålene"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="invitert av"
    )
    replaces = models.ForeignKey(
        "plans.Membership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tar over etter",
        help_text="Denne rollen avsluttes når invitasjonen er tatt imot.",
    )
    created_at = models.DateTimeField("laget")
    expires_at = models.DateTimeField("gjelder til")
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    accepted_at = models.DateTimeField("tatt imot", null=True, blank=True)
    revoked_at = models.DateTimeField("trukket tilbake", null=True, blank=True)

    class Meta:
        verbose_name = "invitasjon"
        verbose_name_plural = "invitasjoner"
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(pilot__isnull=False) | Q(role__in=Role.across_pilots()),
                name="invitation_needs_pilot",
                violation_error_message="Denne rollen gjelder én pilot. Velg hvilken.",
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=False) | ~Q(role__in=list(NEEDS_PARTY)),
                name="invitation_needs_party",
                violation_error_message="Denne rollen gjelder én part. Velg hvilken.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="invitation_expires_later",
                violation_error_message="En invitasjon må gjelde en stund.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_one_end",
                violation_error_message="En invitasjon er enten tatt imot eller trukket tilbake, ikke begge deler.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"
