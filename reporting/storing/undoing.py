"""Undoing what a document changed: as a whole, and never over what somebody has written since."""

import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from budgets.models import BudgetPost, FundingSource
from budgets.services import remove_post, remove_source
from plans.models import Delmaal, FieldChange, Figure, Party, Person, Tiltak
from plans.services import Closed, delete_tiltak, remove_delmaal, remove_figure, remove_party, remove_plan
from plans.services.fields import OPEN_STATUSES
from plans.services.locks import locked_pilot
from reporting.models import Rendering, Stored
from reporting.storing.fields import Fields, Gone

_FEW = 5
#: Parts that are looked through for what somebody has written in them since.
_PARTS = ("tiltak", "post")


class InTheWay(NamedTuple):
    """Something that somebody has written since where a document was taken in."""

    path: str
    label: str
    who: str
    at: datetime.datetime


def in_the_way(stored: Stored) -> tuple[InTheWay, ...]:
    """Return what somebody has written since, newest first, each field once; nothing where it can be undone whole.

    One query, and one or two more for each field that was written in since.
    """
    if stored.plan is None:
        return ()
    later = FieldChange.objects.filter(plan=stored.plan, at__gt=stored.at).select_related("by")
    newest: dict[str, FieldChange] = {}
    for change in later.only("path", "label", "at", "by"):
        newest.setdefault(change.path, change)
    return tuple(
        InTheWay(change.path, change.label, str(change.by or "Innlesing"), change.at)
        for change in newest.values()
        if stored.is_new or _is_in_the_way(stored, change.path)
    )


def _is_in_the_way(stored: Stored, path: str) -> bool:
    """Whether a change is at what was written, unless that stands there again, or in what was made."""
    written, made = _written_path(path), path.split("/")[:2]
    for own, _, _, after in stored.written:
        if own == written:
            return bool(_now(stored, own) != after)
    return made in [[kind, key] for kind, key, _ in stored.made if kind in _PARTS]


def _written_path(path: str) -> str:
    """Return the path a change is noted under when a document is taken in: an amount's is that of its cell."""
    before, kroner, after = path.partition("/kroner/")
    if kroner:
        return f"{before}/kroner/{'/'.join(after.split('/')[:2])}"
    return path.removesuffix("/ikke-relevant").removesuffix("/fra-i-fjor")


def _now(stored: Stored, path: str) -> Any:
    assert stored.plan is not None
    try:
        return Fields(stored.plan, None).read(path)
    except Gone:
        return None


@transaction.atomic
def undo(*, stored: Stored, by: Person, keep: bool = False) -> tuple[str, ...]:
    """Undo what a document changed; return in sentences what stays all the same, as a source that others use by now.

    Where somebody has written since, nothing is undone and ValidationError names the places. With `keep` those stay as
    they are, and the rest goes back. Raises ValidationError also when it is undone already or the plan is closed.
    """
    # With all plans of the pilot, in the order that everybody takes them: a source that was added needs them.
    locked_pilot(stored.agreement.pilot)
    row = Stored.objects.select_for_update(of=("self",)).select_related("plan__agreement__pilot").get(pk=stored.pk)
    if row.undone_at is not None or row.plan is None:
        raise ValidationError("Innlesingen er allerede angret.")
    if row.plan.status not in OPEN_STATUSES:
        raise ValidationError(f"Planen er {row.plan.get_status_display()}. Den må tilbake til utkast før du kan angre.")
    others = in_the_way(row)
    if others and not keep:
        raise ValidationError(_refusal(others))
    stays = _Undoing(row, by, {_written_path(one.path) for one in others}).done()
    row.undone_by, row.undone_at = by, timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])
    stored.refresh_from_db()
    return stays


def _refusal(others: tuple[InTheWay, ...]) -> str:
    names = list(dict.fromkeys(f"{one.label} ({one.who})" for one in others))
    more = f" og {len(names) - _FEW} til" if len(names) > _FEW else ""
    return (
        f"Noen har skrevet i planen etter innlesingen: {', '.join(names[:_FEW])}{more}. Ingenting er angret. "
        "Rett feltene hver for seg, eller angre resten og la disse stå."
    )


class _Undoing:
    """One undoing. `others` are the paths that somebody has written at since."""

    def __init__(self, stored: Stored, by: Person, others: set[str]) -> None:
        assert stored.plan is not None
        self.stored, self.plan, self.by, self.others = stored, stored.plan, by, others
        self.fields = Fields(stored.plan, by)
        self.stays: list[str] = []

    def done(self) -> tuple[str, ...]:
        """Undo, and return what stays."""
        if self.stored.is_new and not self.others:
            # A draft's PDF can be made again, and would be kept with what is removed.
            Rendering.objects.filter(plan=self.plan).delete()
            for path, label, before, after in self.stored.written:
                if path.startswith("avtale/"):
                    self._field(path, label, before, after)
            remove_plan(plan=self.plan, by=self.by)
            made = [one for one in self.stored.made if one[0] in ("kilde", "part", "delmaal")]
        else:
            for path, label, before, after in reversed(self.stored.written):
                self._field(path, label, before, after)
            made = self.stored.made
        for kind, key, label in reversed(made):
            self._made(kind, key, label)
        return tuple(self.stays)

    def _field(self, path: str, label: str, before: Any, after: Any) -> None:
        try:
            now = self.fields.read(path)
            if path in self.others or now not in (before, after):
                # Also what leaves no trace under the plan, as an hourly rate, which is the agreement's.
                self.stays.append(f"{label} er endret siden, og står.")
            elif now != before:
                self.fields.write(path, before)
        except Gone:
            return
        except Closed as error:
            raise ValidationError(str(error)) from error

    def _made(self, kind: str, key: str, label: str) -> None:
        """Remove something that was made; what is in use by now stays."""
        begins = f"{kind}/{key}/"
        if kind in _PARTS and any(f"{path}/".startswith(begins) for path in self.others):
            self.stays.append(f"{label} er endret siden, og står.")
            return
        try:
            with transaction.atomic():
                self._remove(kind, key)
        except ValidationError as error:
            self.stays.append(f"{label} står. {' '.join(error.messages)}")

    def _remove(self, kind: str, key: str) -> None:
        plan, by, pilot = self.plan, self.by, self.stored.agreement.pilot
        if kind == "tiltak" and (tiltak := Tiltak.objects.filter(plan=plan, uid=key).first()):
            delete_tiltak(tiltak=tiltak, by=by)
        elif kind == "post" and (post := BudgetPost.objects.filter(plan=plan, uid=key).first()):
            remove_post(post=post, by=by)
        elif kind == "figur" and (figure := Figure.objects.filter(plan=plan, blob=key).first()):
            remove_figure(figure=figure, by=by)
        elif kind == "kilde" and (source := FundingSource.objects.filter(pilot=pilot, key=key).first()):
            remove_source(source=source, by=by)
        elif kind == "part" and (party := Party.objects.filter(key=key).first()):
            remove_party(party=party, by=by)
        elif kind == "delmaal" and (goal := Delmaal.objects.filter(uid=key).first()):
            remove_delmaal(delmaal=goal, by=by)
