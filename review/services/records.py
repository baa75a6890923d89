"""Dated records on a version: signatures, payouts and orientations."""

import datetime

from django.core.exceptions import ValidationError

from plans.models import Membership, Party, Person
from plans.roles import Role
from plans.services.fields import create
from review.models import Orientation, Payout, Signature, Version
from review.services.facts import signers
from review.services.said import Said
from review.workflow import Need, Transition


def note(step: Transition, version: Version, said: Said, by: Person, at: datetime.datetime) -> None:
    """Note what a step leaves on a version, if anything. The caller holds the plan's lock. Raises ValidationError."""
    if said.date is None:
        return
    if Need.SIGNATURE in step.needs:
        _past(said.date, at)
        if said.party not in signers(version.plan):
            raise ValidationError({"party": "Denne parten skriver ikke under på planen."})
        create(Signature(version=version, party=said.party, name=said.name, date=said.date, by=by, at=at))
    elif Need.PAYOUT in step.needs:
        assert said.kroner is not None
        create(Payout(version=version, kroner=said.kroner, date=said.date, note=said.note, by=by, at=at))
    elif Need.ORIENTATION in step.needs:
        _past(said.date, at)
        if said.party not in municipalities_for(version, by):
            raise ValidationError({"party": "Velg en kommune som du registrerer for."})
        create(
            Orientation(
                version=version,
                party=said.party,
                date=said.date,
                case_number=said.case_number,
                result=said.result,
                by=by,
                at=at,
            )
        )


def municipalities_for(version: Version, by: Person) -> list[Party]:
    """Return the municipalities whose orientation a person may note: her own party's, or all where she leads."""
    pilot = version.plan.agreement.pilot
    mine = Membership.objects.filter(person=by, pilot=pilot)
    if mine.filter(role=Role.PROSJEKTLEDER).exists():
        return list(pilot.municipalities.all())
    own = mine.filter(role=Role.KOMMUNESEKRETAER).values("party")
    return list(pilot.municipalities.filter(pk__in=own))


def _past(day: datetime.date | None, at: datetime.datetime) -> None:
    """Raise ValidationError for a day that has not been."""
    if day and day > at.date():
        raise ValidationError({"date": "Datoen er ikke kommet ennå."})
