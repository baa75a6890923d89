"""Moving a tiltak within its delmål or to another; number follows place, everything else stays as it is."""

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Person, PlanDelmaal, Tiltak
from plans.services.fields import UNCHECKED, Conflict, check_base, field_hash, locked_plan
from plans.services.ordering import check_place, order_value, renumber
from plans.services.rows import reread
from plans.services.trace import record


def move_value(tiltak: Tiltak, delmaal: PlanDelmaal) -> list[list[str]]:
    """Return the uids in order of the tiltak's delmål and, if another, of the one it moves to.

    This is what the base hash of a move is taken of.
    """
    return _value(_rows(tiltak.delmaal_id), _rows(delmaal.pk) if delmaal.pk != tiltak.delmaal_id else None)


def _rows(delmaal: int) -> list[Tiltak]:
    return list(Tiltak.objects.filter(delmaal=delmaal))


def _value(left: list[Tiltak], joined: list[Tiltak] | None) -> list[list[str]]:
    return [order_value(left)] if joined is None else [order_value(left), order_value(joined)]


@transaction.atomic
def move_seen(*, tiltak: Tiltak, delmaal: PlanDelmaal, place: int, seen: tuple[str, str], by: Person | None) -> Tiltak:
    """Move as `move_tiltak`; `seen` are hashes of `order_value` of its delmål and of the one it moves to, as shown.

    Raises Conflict when either is another by now.
    """
    locked_plan(tiltak.plan, paths.delmaal_field(delmaal.uid, "tiltak"))
    fresh = reread(tiltak)
    path = paths.tiltak_field(fresh.uid, "plass")
    for goal, base in zip((fresh.delmaal_id, delmaal.pk), seen, strict=True):
        theirs = order_value(_rows(goal))
        if base != field_hash(theirs):
            raise Conflict(path, None, theirs)
    return move_tiltak(tiltak=fresh, delmaal=delmaal, place=place, base=UNCHECKED, by=by)


@transaction.atomic
def move_tiltak(
    *, tiltak: Tiltak, delmaal: PlanDelmaal, base: str, by: Person | None, place: int | None = None
) -> Tiltak:
    """Make a tiltak number `place` (from 1; none: last) of a delmål of the same plan.

    `base` is the hash of `move_value` as the writer saw it. Who may write in only some delmål must be allowed both.
    Raises ValidationError (another plan, no such place), Conflict, Closed.
    """
    locked_plan(tiltak.plan, paths.delmaal_field(delmaal.uid, "tiltak"))
    fresh = reread(tiltak)
    source = fresh.delmaal
    plan = locked_plan(tiltak.plan, paths.delmaal_field(source.uid, "tiltak"))
    if delmaal.plan_id != plan.pk:
        raise ValidationError("Et tiltak kan bare flyttes innenfor sin egen plan.")
    left = _rows(source.pk)
    joined = _rows(delmaal.pk) if delmaal.pk != source.pk else None
    remaining = [row for row in left if row.pk != fresh.pk]
    target = remaining if joined is None else list(joined)
    place = check_place(place, len(target))
    before = f"{source.number}.{left.index(fresh) + 1}"
    theirs = _value(left, joined)
    target.insert(place - 1, fresh)
    path = paths.tiltak_field(fresh.uid, "plass")
    check_base(path, base, _value(remaining, None if joined is None else target), theirs)
    if joined is not None:
        # Last first, so that it stands in nobody's place.
        fresh.delmaal = delmaal
        fresh.position = max((row.position for row in joined), default=0) + 1
        fresh.save(update_fields=["delmaal", "position"])
        renumber(remaining)
    renumber(target)
    after = f"{delmaal.number}.{place}"
    record(path=path, label="Plass", before=before, after=after, by=by, plan=plan)
    return fresh
