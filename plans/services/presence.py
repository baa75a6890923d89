"""Who is writing where just now: told by each browser every few seconds, and forgotten soon after it stops.

Unlike every other write this takes no lock on the plan and leaves no trace: nothing depends on it, and a colleague who
reads where others are must never make a save wait.
"""

import datetime

from django.utils import timezone

from plans.models import FieldChange, Person, Plan, Presence

#: A browser that has not said so for this long has left. Browsers ask every eight seconds, so within half a minute
#: nobody is shown who has gone.
GONE_AFTER = datetime.timedelta(seconds=20)
#: A save may become visible a little after the moment it is dated.
OVERLAP = datetime.timedelta(seconds=15)
#: More changes than this at once, and the page is better read anew.
MOST_CHANGES = 200


def tell_presence(*, plan: Plan, by: Person, path: str, at: datetime.datetime | None = None) -> None:
    """Say that a person stands in the field at `path`, or with an empty one that she stands in none."""
    if path:
        Presence.objects.update_or_create(plan=plan, person=by, defaults={"path": path, "at": at or timezone.now()})
    else:
        Presence.objects.filter(plan=plan, person=by).delete()


def others_present(plan: Plan, person: Person, at: datetime.datetime | None = None) -> list[Presence]:
    """Return where others stand in a plan just now, by their names."""
    since = (at or timezone.now()) - GONE_AFTER
    found = Presence.objects.filter(plan=plan, at__gt=since).exclude(person=person).select_related("person")
    return list(found)


def changed_since(plan: Plan, since: datetime.datetime) -> dict[str, datetime.datetime]:
    """Return when each field that was saved after a moment was last saved, by its path; some from just before, too."""
    changes = FieldChange.objects.filter(plan=plan, at__gt=since - OVERLAP).values_list("path", "at")
    found: dict[str, datetime.datetime] = {}
    for path, at in changes[:MOST_CHANGES]:
        found.setdefault(path, at)
    return found
