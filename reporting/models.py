"""Frozen plans, whose bytes never change, findings that somebody lets stand, and files that are being read."""

from typing import Any

from django.conf import settings
from django.db import models

from plans.models import Agreement, Blob, FieldChange, Pilot, Plan


class Frozen(Exception):
    """Somebody tried to change or remove what is frozen."""


class Snapshot(models.Model):
    """A plan as it was: canonical JSON, named by the SHA-256 of exactly these bytes.

    Append-only: the methods here refuse, and a trigger in the database refuses everybody else.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="snapshots", verbose_name="plan")
    schema_version = models.PositiveSmallIntegerField("skjemaversjon")
    data = models.BinaryField("innhold")
    blobs = models.ManyToManyField(Blob, related_name="snapshots", verbose_name="bilder")
    created_at = models.DateTimeField("når")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="av"
    )

    class Meta:
        verbose_name = "øyeblikksbilde"
        verbose_name_plural = "øyeblikksbilder"
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.plan} ({self.sha256[:12]})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raises Frozen when the row exists."""
        if not self._state.adding:
            raise Frozen("Et øyeblikksbilde kan ikke endres.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise Frozen."""
        raise Frozen("Et øyeblikksbilde kan ikke slettes.")


class Approved(models.Model):
    """The snapshot of a plan that KDD has approved last: what later years and the plan's own pages read.

    Written by `review.services` alone. It stands while a reopened plan is written anew.
    """

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="approved", verbose_name="plan")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+", verbose_name="øyeblikksbilde")

    class Meta:
        verbose_name = "godkjent øyeblikksbilde"
        verbose_name_plural = "godkjente øyeblikksbilder"

    def __str__(self) -> str:
        return str(self.snapshot)


class Acknowledgement(models.Model):
    """Somebody has looked at a finding and lets it stand, with the reason why.

    `key` is the finding's own (`reporting.checks.Finding.key`): tied to rule, place and amounts, so that it lapses by
    itself when one of them changes.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="acknowledgements", verbose_name="plan")
    key = models.CharField("funn", max_length=120)
    path = models.CharField("felt", max_length=300)
    reason = models.CharField("begrunnelse", max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="hvem"
    )
    at = models.DateTimeField("når")

    class Meta:
        verbose_name = "kvittering for funn"
        verbose_name_plural = "kvitteringer for funn"
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "key"),
                name="acknowledgement_once",
                violation_error_message="Noen har allerede begrunnet dette funnet.",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="acknowledgement_has_reason",
                violation_error_message="Skriv hvorfor funnet kan bli stående.",
            ),
        )

    def __str__(self) -> str:
        return self.reason


class WorkbookReading(models.Model):
    """A budget workbook that somebody has uploaded: kept until it is taken in, and then so that it can be undone.

    Nobody but who uploaded it sees it, and it is gone after a day (`reporting.workbook_services`). `found` is what was
    read of it, `taken` the cells that it changed: their name, and their amounts before and after.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="workbook_readings", verbose_name="plan")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="hvem")
    at = models.DateTimeField("når", db_index=True)
    name = models.CharField("filnavn", max_length=200)
    data = models.BinaryField("fil")
    found = models.JSONField("lest")
    taken = models.JSONField("tatt inn", null=True, default=None)

    class Meta:
        verbose_name = "lest arbeidsbok"
        verbose_name_plural = "leste arbeidsbøker"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.name


class Received(models.Model):
    """A plan that came as a file of Word, PDF or Excel: the file, what was read of it, and what was answered.

    Without a pilot it is somebody's at KDD, to be checked alone. `found` is a `Reading` as JSON, once it is read;
    `answers` choices by their question's key; `put` the fields that left-over pieces were put under, by the piece's
    key, empty for one that is to lie. A reading is for the `run` it was begun in: another answer begins another.
    """

    class State(models.TextChoices):
        """How far reading it has come."""

        WAITING = "venter", "venter"
        READ = "lest", "lest"
        REFUSED = "avvist", "kan ikke leses"
        STOPPED = "stanset", "stanset"

    pilot = models.ForeignKey(
        Pilot, models.CASCADE, null=True, blank=True, related_name="received", verbose_name="pilot"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="hvem")
    at = models.DateTimeField("når", db_index=True)
    name = models.CharField("filnavn", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("antall byte")
    data = models.BinaryField("fil")
    state = models.CharField("tilstand", max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField("hvorfor den ikke er lest", blank=True)
    run = models.CharField("lesing", max_length=32)
    task = models.CharField("oppgave", max_length=64, blank=True)
    found = models.BinaryField("lest", default=b"")
    answers = models.JSONField("svar", default=dict)
    put = models.JSONField("plassert", default=dict)

    class Meta:
        verbose_name = "mottatt plan"
        verbose_name_plural = "mottatte planer"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.name


class Stored(models.Model):
    """A document that was taken in, as a new plan or into one: who, when, which file, and what it changed.

    `written` are the fields as `[path, label, before, after]`, in the order they were written; `made` the rows that
    were added as `[kind, key, label]`; `notes` what was not taken and what was left alone (`reporting.storing`). With
    these it can be undone as a whole. `plan` is none after a new plan has been undone.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="stored", verbose_name="avtale")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="stored", verbose_name="plan")
    is_new = models.BooleanField("som ny plan", default=False)
    name = models.CharField("filnavn", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="hvem"
    )
    at = models.DateTimeField("når")
    written = models.JSONField("skrevet")
    made = models.JSONField("laget")
    notes = models.JSONField("merknader")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="angret av"
    )
    undone_at = models.DateTimeField("angret", null=True, blank=True)

    class Meta:
        verbose_name = "innlest dokument"
        verbose_name_plural = "innleste dokumenter"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.name


class Origin(models.Model):
    """Where in a document a changed field came from, as «avsnitt 214»; shown beside the field's history."""

    stored = models.ForeignKey(Stored, models.CASCADE, related_name="origins", verbose_name="dokument")
    change = models.ForeignKey(FieldChange, models.CASCADE, related_name="origins", verbose_name="endring")
    place = models.CharField("sted", max_length=300)

    class Meta:
        verbose_name = "opphav"
        verbose_name_plural = "opphav"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.place


class Rendering(models.Model):
    """A PDF that somebody asked for, named by all that decides its bytes; a draft's, as versions keep their own.

    `source` and `standing` are what it is made of, until it is made. What lies here can be made again: it is no part
    of a backup, and the oldest go as new ones come.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "venter", "venter"
        MADE = "laget", "laget"
        REFUSED = "avvist", "kan ikke lages"
        ENDED = "avbrutt", "avbrutt"

    key = models.CharField("nøkkel", max_length=64, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="renderings", verbose_name="plan")
    part = models.CharField("del", max_length=80, blank=True)
    state = models.CharField("tilstand", max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField("hva som gikk galt", blank=True)
    source = models.BinaryField("grunnlag")
    standing = models.JSONField("status")
    filename = models.CharField("filnavn", max_length=160)
    data = models.BinaryField("innhold", default=b"")
    task = models.CharField("oppgave", max_length=64, blank=True)
    plan_changed_at = models.DateTimeField("planen var endret", null=True)
    asked_at = models.DateTimeField("bestilt")
    done_at = models.DateTimeField("ferdig", null=True)

    class Meta:
        verbose_name = "bestilt dokument"
        verbose_name_plural = "bestilte dokumenter"
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return self.filename


class Worker(models.Model):
    """A process that does what takes seconds; it says every few seconds that it lives."""

    name = models.CharField("navn", max_length=64, unique=True)
    host = models.CharField("maskin", max_length=100)
    started_at = models.DateTimeField("startet")
    seen_at = models.DateTimeField("sist sett")

    class Meta:
        verbose_name = "arbeider"
        verbose_name_plural = "arbeidere"
        ordering = ("started_at", "id")

    def __str__(self) -> str:
        return self.name
