"""Telling people what has happened. Every notice is made by `notify`, inside the transaction of what it tells of."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from plans.models import Notice, Person, Pilot, Plan
from plans.tellings import TELLINGS


@transaction.atomic
def notify(
    *,
    people: Iterable[Person],
    what: str,
    about: str,
    address: str,
    by: Person | None,
    at: datetime.datetime,
    plan: Plan | None = None,
    pilot: Pilot | None = None,
    detail: str = "",
) -> list[Notice]:
    """Tell people of one thing, and return the notices of those who had not been told before.

    `what` is a key of TELLINGS, `about` names what it is about, `address` is the path of the page to go to. Who did it
    herself is not told, nor who cannot sign in. Raises KeyError for what the table does not have. Two queries.
    """
    assert TELLINGS[what]
    meant = {person.pk for person in people if person.is_active and person != by}
    known = Notice.objects.filter(person__in=meant, what=what, about=about)
    new = meant - set(known.values_list("person", flat=True))
    if not new:
        return []
    rows = [
        Notice(
            person_id=pk,
            what=what,
            about=about,
            detail=detail[:200],
            address=address,
            pilot=plan.agreement.pilot if plan else pilot,
            plan=plan,
            by=by,
            at=at,
        )
        for pk in sorted(new)
    ]
    # Somebody may tell her of the same in the same moment; then this one is left out.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    # Robust: what is told stands whether the mail leaves or not; what did not leave is tried again by `varsle`.
    transaction.on_commit(lambda: _post_at_once(new, TELLINGS[what].is_turn), robust=True)
    return list(known.filter(person__in=new))


def _post_at_once(people: Iterable[int], is_turn: bool) -> None:
    """Mail those who want it at once."""
    # Who may see what is asked before a mail leaves, and that module stands above the services.
    from plans.services.posting import at_once, post

    if found := list(at_once(people, is_turn=is_turn)):
        post(people=found, at=timezone.now())


@transaction.atomic
def settle(*, plan: Plan, at: datetime.datetime) -> None:
    """Let what was told of whose turn it is in a plan be read, since the turn has passed."""
    turns = [what for what, telling in TELLINGS.items() if telling.is_turn]
    Notice.objects.filter(plan=plan, what__in=turns, read_at__isnull=True).update(read_at=at)


@transaction.atomic
def withdraw(*, about: str, keep: Iterable[Person] = ()) -> None:
    """Take back what people were told about something that is no more, but from those in `keep`."""
    Notice.objects.filter(about=about).exclude(person__in=[person.pk for person in keep]).delete()


@transaction.atomic
def mark_read(*, notices: Iterable[Notice], is_read: bool, by: Person, at: datetime.datetime) -> int:
    """Say that notices of hers are read, or that they are not, and return how many that changed.

    One that is read keeps the time it first was.
    """
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices], person=by, read_at__isnull=is_read)
    return rows.update(read_at=at if is_read else None)
