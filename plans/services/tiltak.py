"""Saving a tiltak, one field at a time."""

import datetime
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Party, Person, PlanDelmaal, Removed, Tiltak, TiltakParty
from plans.services.fields import check_base, create, locked_plan, save_columns
from plans.services.ordering import check_place, renumber
from plans.services.removal import remove
from plans.services.trace import record
from plans.timeframe import TimeFrame


def _locked(tiltak: Tiltak, path: str) -> Tiltak:
    """Lock the plan and return the tiltak as it is now."""
    plan = locked_plan(tiltak.plan, path)
    fresh = Tiltak.objects.select_related("delmaal").get(pk=tiltak.pk)
    fresh.plan = plan
    return fresh


@transaction.atomic
def create_tiltak(
    *, delmaal: PlanDelmaal, title: str, by: Person | None, uid: uuid.UUID | None = None, place: int | None = None
) -> Tiltak:
    """Add a tiltak to a delmål, as number `place` (the later ones move down) or last.

    `uid` is given when the tiltak continues one from an earlier year.
    Raises ValidationError (no title, uid already in the plan, no such place) and Closed.
    """
    plan = locked_plan(delmaal.plan, paths.delmaal_field(delmaal.uid, "tiltak"))
    others = list(Tiltak.objects.filter(delmaal=delmaal))
    place = check_place(place, len(others))
    last = max((other.position for other in others), default=0)
    tiltak = Tiltak(plan=plan, delmaal=delmaal, uid=uid or uuid.uuid4(), position=last + 1, title=title.strip())
    create(tiltak)
    renumber([*others[: place - 1], tiltak, *others[place - 1 :]])
    record(
        path=paths.tiltak_field(tiltak.uid, "title"),
        label="Nytt tiltak",
        before="",
        after=tiltak.title,
        by=by,
        plan=plan,
    )
    return tiltak


@transaction.atomic
def delete_tiltak(*, tiltak: Tiltak, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Remove a tiltak with its answers and amounts from a plan; the returned row puts it back.

    The later ones of the delmål move up. Raises Closed; ValidationError when it is gone already.
    """
    path = paths.tiltak(tiltak.uid)
    plan = locked_plan(tiltak.plan, path)
    return remove(rows=[tiltak], path=path, by=by, plan=plan, at=at)


@transaction.atomic
def set_title(*, tiltak: Tiltak, title: str, base: str, by: Person | None) -> Tiltak:
    """Save the title. Raises ValidationError when empty, Conflict, Closed."""
    path = paths.tiltak_field(tiltak.uid, "title")
    fresh = _locked(tiltak, path)
    before, fresh.title = fresh.title, " ".join(title.split())
    check_base(path, base, fresh.title, before)
    save_columns(fresh, "title")
    record(path=path, label="Tittel", before=before, after=fresh.title, by=by, plan=fresh.plan)
    return fresh


@transaction.atomic
def set_phase(*, tiltak: Tiltak, phase: str, base: str, by: Person | None) -> Tiltak:
    """Save the phase (a `Tiltak.Phase` value or empty). Raises ValidationError, Conflict, Closed."""
    path = paths.tiltak_field(tiltak.uid, "phase")
    fresh = _locked(tiltak, path)
    before, fresh.phase = fresh.phase, phase
    check_base(path, base, phase, before)
    save_columns(fresh, "phase")
    record(path=path, label="Fase", before=before, after=phase, by=by, plan=fresh.plan)
    return fresh


def time_frame_value(tiltak: Tiltak) -> list[str]:
    """Return the time frame as the list that its base hash is taken of."""
    return [tiltak.time_from, tiltak.time_to, tiltak.time_text]


@transaction.atomic
def set_time_frame(*, tiltak: Tiltak, frame: TimeFrame, base: str, by: Person | None) -> Tiltak:
    """Save from, to and remark as one field. Raises ValidationError (no date, wrong order), Conflict, Closed."""
    path = paths.tiltak_field(tiltak.uid, "tidsramme")
    fresh = _locked(tiltak, path)
    before = time_frame_value(fresh)
    fresh.time_from, fresh.time_to, fresh.time_text = frame.start, frame.end, " ".join(frame.remark.split())
    check_base(path, base, time_frame_value(fresh), before)
    save_columns(fresh, "time_from", "time_to", "time_text")
    after = time_frame_value(fresh)
    record(path=path, label="Tidsramme", before=before, after=after, by=by, plan=fresh.plan)
    return fresh


_TEXT_COLUMN = {TiltakParty.Part.RESPONSIBLE: "responsible_text", TiltakParty.Part.PARTNER: "partners_text"}


def parties_value(tiltak: Tiltak, part: TiltakParty.Part) -> list[str]:
    """Return the parties' keys in order and then the free text: the list that its base hash is taken of."""
    rows = TiltakParty.objects.filter(tiltak=tiltak, part=part).select_related("party")
    return [*(row.party.key for row in rows), getattr(tiltak, _TEXT_COLUMN[part])]


@transaction.atomic
def set_parties(
    *, tiltak: Tiltak, part: TiltakParty.Part, parties: Sequence[Party], text: str, base: str, by: Person | None
) -> Tiltak:
    """Save who is responsible or who takes part: parties of the register in order, and others as free text.

    Raises ValidationError when a party is named twice, Conflict, Closed.
    """
    path = paths.tiltak_field(tiltak.uid, part.value)
    fresh = _locked(tiltak, path)
    before = parties_value(fresh, part)
    text = " ".join(text.split())
    after = [*(party.key for party in parties), text]
    check_base(path, base, after, before)
    if len({party.pk for party in parties}) != len(parties):
        raise ValidationError("Samme part er valgt to ganger.")
    column = _TEXT_COLUMN[part]
    setattr(fresh, column, text)
    save_columns(fresh, column)
    if before[:-1] != after[:-1]:
        TiltakParty.objects.filter(tiltak=fresh, part=part).delete()
        TiltakParty.objects.bulk_create(
            TiltakParty(tiltak=fresh, party=party, part=part, position=place) for place, party in enumerate(parties, 1)
        )
    record(path=path, label=part.label.capitalize(), before=before, after=after, by=by, plan=fresh.plan)
    return fresh
