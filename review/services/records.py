"""Dated records on a version: signatures, payouts and orientations, and those that correct one."""

import datetime

from django.core.exceptions import ValidationError

from plans.models import Membership, Party, Person, Plan
from plans.roles import Role
from plans.services.fields import create
from review.models import Orientation, Payout, Signature, Version, standing
from review.services.facts import signers
from review.services.said import Said
from review.workflow import Need, Transition


def note(step: Transition, version: Version, said: Said, by: Person, at: datetime.datetime) -> None:
    """Note what a step leaves on a version, if anything. The caller holds the plan's lock. Raises ValidationError."""
    if said.date is None:
        return
    if step.corrects:
        _correct(version, said, by, at)
    elif Need.SIGNATURE in step.needs:
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


def _correct(version: Version, said: Said, by: Person, at: datetime.datetime) -> None:
    """Add the row that corrects another, on the version which that is of. Raises ValidationError."""
    assert said.date
    wrong = said.corrects
    if wrong is None or wrong.version.plan_id != version.plan_id:
        raise ValidationError({"corrects": "Velg en registrering på denne planen."})
    if not standing(type(wrong)._default_manager.filter(pk=wrong.pk)).exists():
        raise ValidationError({"corrects": "Noen har rettet denne allerede. Rett den nye i stedet."})
    row: Payout | Orientation
    if isinstance(wrong, Payout):
        assert said.kroner is not None
        row = Payout(kroner=said.kroner, note=said.note)
    else:
        _past(said.date, at)
        if wrong.party not in municipalities_for(wrong.version, by):
            raise ValidationError({"corrects": "Velg en kommune som du registrerer for."})
        row = Orientation(party=wrong.party, case_number=said.case_number, result=said.result)
    row.version, row.date, row.corrects, row.reason, row.by, row.at = (
        wrong.version,
        said.date,
        wrong,
        said.comment,
        by,
        at,
    )
    create(row)


def municipalities_for(version: Version, by: Person) -> list[Party]:
    """Return the municipalities whose orientation a person may note: her own party's, or all where she leads."""
    pilot = version.plan.agreement.pilot
    mine = Membership.objects.filter(person=by, pilot=pilot)
    if mine.filter(role=Role.PROSJEKTLEDER).exists():
        return list(pilot.municipalities.all())
    own = mine.filter(role=Role.KOMMUNESEKRETAER).values("party")
    return list(pilot.municipalities.filter(pk__in=own))


def records_to_correct(step: Transition, plan: Plan, by: Person) -> list[Payout | Orientation]:
    """Return what a step may correct: what counts now, of the municipalities that are the person's to note."""
    if Need.PAYOUT_WRONG in step.needs:
        return list(standing(Payout.objects.filter(version__plan=plan)))
    if Need.ORIENTATION_WRONG in step.needs:
        found = standing(Orientation.objects.filter(version__plan=plan)).select_related("party", "version__plan")
        return [one for one in found if one.party in municipalities_for(one.version, by)]
    return []


def _past(day: datetime.date | None, at: datetime.datetime) -> None:
    """Raise ValidationError for a day that has not been."""
    if day and day > at.date():
        raise ValidationError({"date": "Datoen er ikke kommet ennå."})
