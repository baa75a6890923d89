"""Bringing an earlier value of a field back, from the text in which the trace keeps it."""

import datetime
from typing import assert_never

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Party, Person, Plan, PlanDelmaal, Tiltak, TiltakParty
from plans.services.changes import Changed, set_change_text
from plans.services.plans import set_plan_field
from plans.services.texts import save_answer, set_not_relevant
from plans.services.tiltak import set_parties, set_phase, set_time_frame, set_title
from plans.timeframe import TimeFrame

Place = Plan | PlanDelmaal | Tiltak | Changed

NOT_HERE = "Dette feltet kan ikke hentes tilbake herfra."


@transaction.atomic
def bring_back(*, place: Place, path: str, text: str, base: str, by: Person | None) -> None:
    """Save `text`, as the trace keeps a value, in the field at `path` of a plan, delmål, tiltak or its change.

    Goes through the field's own service, so it is checked and traced as every save, and can be undone the same way.
    Raises Conflict, Closed, and ValidationError where the value no longer fits or the field is none of these.
    """
    found = paths.field_place(path)
    if found is None:
        raise ValidationError(NOT_HERE)
    if isinstance(place, Changed):
        set_change_text(plan=place.plan, uid=place.uid, said=place.said, text=text, base=base, by=by)
    elif found.key and path.endswith("/ikke-relevant"):
        set_not_relevant(place=place, key=found.key, reason=text, base=base, by=by)
    elif found.key:
        save_answer(place=place, key=found.key, html=text, base=base, by=by)
    else:
        _bring_back_column(place, path.rsplit("/", 1)[1], text, base, by)


def _bring_back_column(place: Plan | PlanDelmaal | Tiltak, name: str, text: str, base: str, by: Person | None) -> None:
    """Save a value that is no answer."""
    match place:
        case Tiltak():
            _bring_back_tiltak(place, name, text, base, by)
        case Plan() if name in ("document_date", "adoption_date"):
            value = datetime.date.fromisoformat(text) if text else None
            set_plan_field(plan=place, field=name, value=value, base=base, by=by)
        case Plan() if name in ("case_number", "language"):
            set_plan_field(plan=place, field=name, value=text, base=base, by=by)
        case Plan() | PlanDelmaal():
            raise ValidationError(NOT_HERE)
        case _:
            assert_never(place)


def _bring_back_tiltak(tiltak: Tiltak, name: str, text: str, base: str, by: Person | None) -> None:
    """Save a value of a tiltak. Its lists were written with commas between, the free text last."""
    if name == "title":
        set_title(tiltak=tiltak, title=text, base=base, by=by)
    elif name == "phase":
        set_phase(tiltak=tiltak, phase=text, base=base, by=by)
    elif name == "tidsramme":
        set_time_frame(tiltak=tiltak, frame=TimeFrame(*text.split(", ", 2)), base=base, by=by)
    elif name in TiltakParty.Part.values:
        parties, others = listed_parties(text)
        part = TiltakParty.Part(name)
        set_parties(tiltak=tiltak, part=part, parties=parties, text=others, base=base, by=by)
    else:
        raise ValidationError(NOT_HERE)


def listed_parties(text: str) -> tuple[list[Party], str]:
    """Return the parties of the register that a kept list begins with, and the free text after them."""
    words = text.split(", ")
    known = {party.key: party for party in Party.objects.filter(key__in=words)}
    parties: list[Party] = []
    while words and words[0] in known:
        parties.append(known[words.pop(0)])
    return parties, ", ".join(words)
