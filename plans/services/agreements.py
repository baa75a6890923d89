"""The agreement and what belongs to it."""

import datetime
import uuid

from django.db import transaction

from plans.models import (
    Agreement,
    AgreementParty,
    Deadline,
    Delmaal,
    HourlyRate,
    Meeting,
    Party,
    Person,
    Pilot,
    Theme,
    WorkGroup,
)
from plans.services.fields import create
from plans.services.trace import record


def _trace(agreement: Agreement, path: str, label: str, after: object, by: Person | None) -> None:
    """Record something new in an agreement under its pilot."""
    record(
        path=f"avtale/{agreement.first_year}/{path}", label=label, before="", after=after, by=by, pilot=agreement.pilot
    )


@transaction.atomic
def create_agreement(
    *, pilot: Pilot, first_year: int, last_year: int, signed: datetime.date | None, by: Person | None
) -> Agreement:
    """Add an agreement; both years are inside the period. Raises ValidationError when they are in the wrong order."""
    agreement = Agreement(pilot=pilot, first_year=first_year, last_year=last_year, signed=signed)
    create(agreement)
    _trace(agreement, "periode", "Ny avtale", str(agreement), by)
    return agreement


@transaction.atomic
def add_agreement_party(
    *, agreement: Agreement, party: Party, role: str, signs: bool, position: int, by: Person | None
) -> AgreementParty:
    """Add a party with its role; `signs` gives it a signature line in the plans. Raises ValidationError."""
    member = AgreementParty(agreement=agreement, party=party, role=role, signs=signs, position=position)
    create(member)
    _trace(agreement, f"part/{party.key}", "Ny avtalepart", str(member), by)
    return member


@transaction.atomic
def set_hourly_rate(*, agreement: Agreement, year: int, kroner: int, by: Person | None) -> HourlyRate:
    """Set the rate in kroner an hour for one year. Raises ValidationError when it is not positive."""
    before = HourlyRate.objects.filter(agreement=agreement, year=year).first()
    rate = before or HourlyRate(agreement=agreement, year=year)
    old, rate.kroner = rate.kroner, kroner
    rate.full_clean()
    rate.save()
    path = f"avtale/{agreement.first_year}/timesats/{year}"
    record(path=path, label=f"Timesats {year}", before=old, after=kroner, by=by, pilot=agreement.pilot)
    return rate


@transaction.atomic
def create_delmaal(
    *,
    agreement: Agreement,
    priority: int,
    title: str,
    short_title: str,
    theme: Theme | None,
    by: Person | None,
    uid: uuid.UUID | None = None,
) -> Delmaal:
    """Add a delmål with its priority. Raises ValidationError when the priority is taken."""
    delmaal = Delmaal(
        agreement=agreement,
        priority=priority,
        title=title,
        short_title=short_title,
        theme=theme,
        uid=uid or uuid.uuid4(),
    )
    create(delmaal)
    _trace(agreement, f"delmaal/{delmaal.uid}", "Nytt delmål", str(delmaal), by)
    return delmaal


@transaction.atomic
def create_work_group(
    *, agreement: Agreement, name: str, leader: Party | None, delmaal: Delmaal | None, by: Person | None
) -> WorkGroup:
    """Add a work group, led by a party and perhaps for one delmål. Raises ValidationError."""
    group = WorkGroup(agreement=agreement, name=name, leader=leader, delmaal=delmaal)
    create(group)
    _trace(agreement, "arbeidsgruppe", "Ny arbeidsgruppe", name, by)
    return group


@transaction.atomic
def create_deadline(*, agreement: Agreement, title: str, date: datetime.date, by: Person | None) -> Deadline:
    """Add a deadline of an agreement. Raises ValidationError."""
    deadline = Deadline(agreement=agreement, title=title, date=date)
    create(deadline)
    _trace(agreement, "frist", "Ny frist", f"{title} {date}", by)
    return deadline


@transaction.atomic
def create_meeting(*, agreement: Agreement, title: str, date: datetime.date | None, by: Person | None) -> Meeting:
    """Add a meeting, with a date if one is set. Raises ValidationError."""
    meeting = Meeting(agreement=agreement, title=title, date=date)
    create(meeting)
    _trace(agreement, "moete", "Nytt møte", title, by)
    return meeting
