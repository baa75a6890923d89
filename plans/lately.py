"""What has been changed in a plan lately: as marks in its contents, and as the history of one part of it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q

from plans import paths
from plans.changes import Part as Words
from plans.changes import shown
from plans.models import FieldChange
from plans.permissions import editable_delmaal, whole_plan
from plans.roles import Capability
from plans.slots import Part, Reader, origins_of

#: What is still new to somebody who looks at the plan every week.
LATELY = datetime.timedelta(days=7)
#: As many changes as are read at a glance; the rest stand in the log.
FEW = 12


class Entry(NamedTuple):
    """A change in words; `path` is the field whose earlier texts the reader may bring back, if any.

    `origin` is the place in a document that it was read from, if it was.
    """

    change: FieldChange
    before: tuple[Words, ...]
    after: tuple[Words, ...]
    path: str
    origin: str = ""


def under(where: Iterable[str]) -> Q:
    """Return what picks the rows whose path is one of these or begins with one."""
    found = Q(pk__in=())
    for path in where:
        found |= Q(path=path) | Q(path__startswith=f"{path}/")
    return found


def changed(reader: Reader) -> Mapping[str, int]:
    """Return the fields that other people have changed in the last week. One query; none without the right to know."""
    if Capability.SEE_HISTORY not in reader.may:
        return {}
    since = reader.today - LATELY
    others = FieldChange.objects.filter(plan=reader.plan, at__date__gte=since, by__isnull=False)
    found = others.exclude(by=reader.person).order_by().values_list("path", flat=True).distinct()
    return dict.fromkeys(found, 1)


def history(reader: Reader, part: Part) -> dict[str, Any]:
    """Return the newest changes of a part, and whether there are more. Six queries at most."""
    changes = FieldChange.objects.filter(under(part.paths), plan=reader.plan).select_related("by", "pilot")
    newest = list(changes[: FEW + 1])
    may = _may_write(reader, part)
    entries = [
        Entry(
            one.change, one.before, one.after, one.change.path if may and _is_field(one.change.path) else "", one.origin
        )
        for one in shown(newest[:FEW], origins_of(newest[:FEW]))
    ]
    return {"entries": entries, "is_more": len(newest) > FEW}


def _is_field(path: str) -> bool:
    """Whether earlier texts of the path have a page of their own: fields have, places and removals have not."""
    return paths.field_place(path) is not None and not path.endswith(("/plass", "/opprettet", "/fjernet"))


def _may_write(reader: Reader, part: Part) -> bool:
    """Whether the reader may write in a part."""
    place = paths.field_place(f"{part.paths[0]}/plass")
    if place is None or place.level == "plan":
        return whole_plan(reader.person, reader.plan, Capability.EDIT_TEXT)
    goals = reader.plan.delmaal.filter(Q(uid=place.uid) | Q(tiltak__uid=place.uid)).values_list("uid", flat=True)
    return not {str(uid) for uid in goals}.isdisjoint(editable_delmaal(reader.person, reader.plan))
