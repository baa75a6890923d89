"""The agreement itself: its years, its signature, its parties and its hourly rates."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Agreement, AgreementParty, HourlyRate, Party, Person, Pilot
from plans.services.fields import UNCHECKED, check_base, create, field_hash, save_columns
from plans.services.locks import locked_agreement
from plans.services.trace import record
from plans.services.years import uses_outside


@transaction.atomic
def create_agreement(
    *,
    pilot: Pilot,
    first_year: int,
    last_year: int,
    signed: datetime.date | None,
    parties: Sequence["PartyEntry"] = (),
    by: Person | None,
) -> Agreement:
    """Add an agreement with its parties in order; both years are inside the period.

    Raises ValidationError when they are in the wrong order, or a party is named twice.
    """
    agreement = Agreement(pilot=pilot, first_year=first_year, last_year=last_year, signed=signed)
    create(agreement)
    path = paths.agreement_field(agreement.pk, "periode")
    record(path=path, label="Ny avtale", before="", after=str(agreement), by=by, pilot=pilot)
    if parties:
        set_agreement_parties(agreement=agreement, parties=parties, base=field_hash([]), by=by)
    return agreement


def period_value(agreement: Agreement) -> list[int]:
    """Return first and last year: the list that the period's base hash is taken of."""
    return [agreement.first_year, agreement.last_year]


@transaction.atomic
def set_agreement_period(
    *, agreement: Agreement, first_year: int, last_year: int, base: str, by: Person | None
) -> Agreement:
    """Correct the years of an agreement; both are inside the period.

    Raises ValidationError when a plan, a frame or a forecast that was inside would fall outside, Conflict.
    """
    fresh = locked_agreement(agreement)
    path = paths.agreement_field(fresh.pk, "periode")
    before, before_years = period_value(fresh), fresh.years
    fresh.first_year, fresh.last_year = first_year, last_year
    check_base(path, base, period_value(fresh), before)
    save_columns(fresh, "first_year", "last_year")
    lost = [use.what for use in uses_outside(fresh, fresh.years) if use.year in before_years]
    if lost:
        raise ValidationError(
            f"Avtalen kan ikke gjelde {first_year}–{last_year}. Da faller dette utenfor: {', '.join(lost)}."
        )
    label = "Avtaleperiode"
    record(path=path, label=label, before=before, after=period_value(fresh), by=by, pilot=fresh.pilot)
    return fresh


@transaction.atomic
def set_signed(*, agreement: Agreement, signed: datetime.date | None, base: str, by: Person | None) -> Agreement:
    """Save the date the agreement was signed, or none. Raises Conflict."""
    fresh = locked_agreement(agreement)
    path = paths.agreement_field(fresh.pk, "signert")
    before, fresh.signed = fresh.signed, signed
    check_base(path, base, signed, before)
    save_columns(fresh, "signed")
    record(path=path, label="Avtalen signert", before=before, after=signed, by=by, pilot=fresh.pilot)
    return fresh


class PartyEntry(NamedTuple):
    """A party as it stands in an agreement's list; `signs` gives it a signature line in the plans."""

    party: Party
    role: str
    signs: bool

    def value(self) -> list[Any]:
        """Return the entry's part of the base hash."""
        return [self.party.key, str(self.role), self.signs]

    def __str__(self) -> str:
        role = AgreementParty.AgreementRole(self.role).label
        return f"{self.party} ({role}{', signerer' if self.signs else ''})"


def agreement_parties(agreement: Agreement) -> list[PartyEntry]:
    """Return the agreement's parties in order."""
    rows = AgreementParty.objects.filter(agreement=agreement).select_related("party")
    return [PartyEntry(row.party, row.role, row.signs) for row in rows]


def agreement_parties_value(agreement: Agreement) -> list[list[Any]]:
    """Return the parties with role and signature in order: the list that its base hash is taken of."""
    return [entry.value() for entry in agreement_parties(agreement)]


@transaction.atomic
def set_agreement_parties(
    *, agreement: Agreement, parties: Sequence[PartyEntry], base: str, by: Person | None
) -> Agreement:
    """Save who the agreement is between, in order. Raises ValidationError (named twice, unknown role), Conflict."""
    fresh = locked_agreement(agreement)
    path = paths.agreement_field(fresh.pk, "parter")
    before = agreement_parties(fresh)
    check_base(path, base, [entry.value() for entry in parties], [entry.value() for entry in before])
    if len({entry.party.pk for entry in parties}) != len(parties):
        raise ValidationError("Samme part er valgt to ganger.")
    stored = {row.party_id: row for row in fresh.parties.all()}
    for place, entry in enumerate(parties, start=1):
        row = stored.pop(entry.party.pk, None) or AgreementParty(agreement=fresh, party=entry.party)
        row.role, row.signs, row.position = entry.role, entry.signs, place
        if row._state.adding:
            create(row)
        else:
            save_columns(row, "role", "signs", "position")
    fresh.parties.filter(pk__in=[row.pk for row in stored.values()]).delete()
    names = [str(entry) for entry in before], [str(entry) for entry in parties]
    record(path=path, label="Avtalens parter", before=names[0], after=names[1], by=by, pilot=fresh.pilot)
    return fresh


@transaction.atomic
def add_agreement_party(
    *, agreement: Agreement, party: Party, role: str, signs: bool, position: int, by: Person | None
) -> AgreementParty:
    """Add a party with its role; `signs` gives it a signature line in the plans. Raises ValidationError."""
    fresh = locked_agreement(agreement)
    member = AgreementParty(agreement=fresh, party=party, role=role, signs=signs, position=position)
    create(member)
    path = paths.agreement_field(fresh.pk, f"part/{party.key}")
    record(path=path, label="Ny avtalepart", before="", after=str(member), by=by, pilot=fresh.pilot)
    return member


@transaction.atomic
def set_hourly_rate(
    *, agreement: Agreement, year: int, kroner: int | None, by: Person | None, base: str = UNCHECKED
) -> HourlyRate | None:
    """Set the rate in kroner an hour for one year, or remove it with None. `base` is the hash of the kroner.

    Raises ValidationError when it is not positive, Conflict.
    """
    fresh = locked_agreement(agreement)
    path = paths.agreement_field(fresh.pk, f"timesats/{year}")
    stored = HourlyRate.objects.filter(agreement=fresh, year=year).first()
    before = stored.kroner if stored else None
    check_base(path, base, kroner, before)
    if kroner is None:
        if stored:
            stored.delete()
        stored = None
    elif stored is None:
        stored = HourlyRate(agreement=fresh, year=year, kroner=kroner)
        create(stored)
    else:
        stored.kroner = kroner
        save_columns(stored, "kroner")
    record(path=path, label=f"Timesats {year}", before=before, after=kroner, by=by, pilot=fresh.pilot)
    return stored
