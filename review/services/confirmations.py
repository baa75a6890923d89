"""A party confirms its part of the plan, and what has become of that word since."""

import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Party, Person, Plan
from plans.services.fields import create
from reporting import value
from reporting.load import load_locked
from review.models import Confirmation


class PartysWord(NamedTuple):
    """A party that a tiltak names, its newest confirmation if there is one, and whether that still holds."""

    party: value.Party
    confirmation: Confirmation | None
    holds: bool


def tiltak_hash(tiltak: value.Tiltak) -> str:
    """Return the hash of all that a tiltak says but its number, which follows from its place."""
    data = json.dumps(tiltak.model_dump(mode="json", exclude={"number"}), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()


def find_tiltak(plan: value.Handlingsplan, uid: UUID) -> value.Tiltak | None:
    """Return a tiltak of a plan by its uid."""
    return next((item for goal in plan.delmaal for item in goal.tiltak if item.uid == str(uid)), None)


def words_of_parties(tiltak: value.Tiltak, confirmations: Iterable[Confirmation]) -> list[PartysWord]:
    """Return every party that the tiltak names, once, with its newest word; `confirmations` are oldest first."""
    newest = {one.party.key: one for one in confirmations}
    sha256 = tiltak_hash(tiltak)
    parties = {party.key: party for party in (*tiltak.responsible, *tiltak.partners)}
    return [
        PartysWord(party, newest.get(key), key in newest and newest[key].sha256 == sha256)
        for key, party in parties.items()
    ]


@transaction.atomic
def confirm_part(
    *, plan: Plan, uid: UUID, parties: Iterable[Party], seen: str, by: Person, at: datetime.datetime
) -> list[Confirmation]:
    """Confirm a tiltak for those of `parties` that it names; `seen` is the hash of what the person saw.

    Raises ValidationError when it has been changed since, is gone, or names none of them.
    """
    fresh = Plan.objects.select_for_update(of=("self",)).select_related("agreement__pilot").get(pk=plan.pk)
    tiltak = find_tiltak(load_locked(fresh), uid)
    if tiltak is None:
        raise ValidationError("Tiltaket er fjernet fra planen.")
    sha256 = tiltak_hash(tiltak)
    if seen != sha256:
        raise ValidationError("Tiltaket er endret siden du leste det. Les gjennom på nytt, og bekreft så.")
    named = {party.key for party in (*tiltak.responsible, *tiltak.partners)}
    made = [
        Confirmation(plan=fresh, uid=uid, party=party, sha256=sha256, by=by, at=at)
        for party in parties
        if party.key in named
    ]
    if not made:
        raise ValidationError("Tiltaket nevner ikke lenger parten du svarer for.")
    for one in made:
        create(one)
    return made
