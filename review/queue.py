"""«Hva må jeg se på»: the plans that KDD has before it, whose turn it is, and for how long they have waited."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from plans.deadlines import is_about, is_kept
from plans.models import Deadline, Person, Plan
from plans.roles import Capability
from reporting.page import my_plans
from review.models import Move, Payout, Version, standing
from review.services.facts import HANDLING, SENDING
from review.workflow import APPROVED, ENDRINGER, ERSTATTET, SENDT, VEDTATT


class Queued(NamedTuple):
    """A plan in the queue. `sent` is when it came to KDD last, `days` how long ago; `handler` gave the recommendation.

    `due` is its deadline, passed when `is_late`.
    `warnings` stood with a reason in the newest version. `paid` is kroner paid on any version of the plan.
    """

    plan: Plan
    version: Version | None
    sent: datetime.datetime | None
    days: int | None
    due: datetime.date | None
    handler: Person | None
    state_money: int | None
    warnings: int
    paid: int | None
    is_late: bool = False

    @property
    def is_recommended(self) -> bool:
        """Whether it waits for the approver, and not for the case handler."""
        return self.handler is not None


class Queue(NamedTuple):
    """The plans by whose turn it is; what is decided comes last."""

    mine: tuple[Queued, ...]
    colleagues: tuple[Queued, ...]
    pilots: tuple[Queued, ...]
    decided: tuple[Queued, ...]


def queued(plans: Sequence[Plan], today: datetime.date) -> list[Queued]:
    """Return the plans with what the queue says of them, those that have waited longest first. Six queries."""
    moves: dict[int, list[Move]] = defaultdict(list)
    for move in Move.objects.filter(plan__in=plans, key__in=(*SENDING, "innstill")).select_related("by"):
        moves[move.plan_id].append(move)
    versions: dict[int, Version] = {}
    for version in Version.objects.filter(plan__in=plans).order_by("plan", "-number"):
        versions.setdefault(version.plan_id, version)
    paid: dict[int, int] = defaultdict(int)
    payouts = standing(Payout.objects.filter(version__plan__in=plans))
    for plan_id, kroner in payouts.values_list("version__plan", "kroner"):
        paid[plan_id] += kroner
    dues = _deadlines(plans, today)
    money = {entry.plan.pk: entry.state_money for entry in my_plans(plans)}
    found = [
        _queued(plan, moves[plan.pk], versions.get(plan.pk), dues.get(plan.pk), today, money, paid) for plan in plans
    ]
    return sorted(found, key=lambda one: (-(one.days or 0), str(one.plan)))


def _queued(
    plan: Plan,
    moves: Sequence[Move],
    version: Version | None,
    due: datetime.date | None,
    today: datetime.date,
    money: dict[int, int | None],
    paid: dict[int, int],
) -> Queued:
    """Return a plan of the queue; `moves` come the newest first."""
    sent = next((move for move in moves if move.key in SENDING), None)
    after = [move for move in moves if move.key == "innstill" and sent and move.pk > sent.pk]
    waits = plan.status == SENDT and sent is not None
    return Queued(
        plan=plan,
        version=version,
        sent=sent.at if sent else None,
        days=(today - timezone.localtime(sent.at).date()).days if waits and sent else None,
        due=due,
        is_late=bool(due and due < today),
        handler=after[0].by if after else None,
        state_money=money[plan.pk],
        warnings=sum(bool(one.get("reason")) for one in version.findings) if version else 0,
        paid=paid.get(plan.pk),
    )


def _deadlines(plans: Sequence[Plan], today: datetime.date) -> dict[int, datetime.date]:
    """Return the deadline of each plan that matters now, by the plan's key. One query.

    That is the earliest about this plan that is not kept, passed or not; else the agreement's next about anything.
    """
    own = Q(agreement__isnull=True) | Q(agreement__in={plan.agreement_id for plan in plans})
    rows = list(Deadline.objects.filter(own).exclude(reaches="", date__lt=today).order_by("date"))
    found: dict[int, datetime.date] = {}
    for plan in plans:
        left = [row for row in rows if is_about(row, plan) and not is_kept(row, plan)]
        general = [row for row in rows if not row.reaches and row.agreement_id in (None, plan.agreement_id)]
        if first := next(iter((*left, *general)), None):
            found[plan.pk] = first.date
    return found


def by_turn(found: Iterable[Queued], person: Person, may: frozenset[Capability], handled: Iterable[int]) -> Queue:
    """Return the queue as one person has it; `handled` are the plans she has handled, and so does not approve."""
    mine: list[Queued] = []
    colleagues: list[Queued] = []
    pilots: list[Queued] = []
    decided: list[Queued] = []
    done = set(handled)
    for one in found:
        if one.plan.status == SENDT:
            approves = one.is_recommended and Capability.DECIDE in may and one.plan.pk not in done
            handles = not one.is_recommended and Capability.HANDLE in may
            (mine if approves or handles else colleagues).append(one)
        elif one.plan.status in (VEDTATT, ENDRINGER):
            pilots.append(one)
        elif one.plan.status in APPROVED or one.plan.status == ERSTATTET:
            decided.append(one)
    return Queue(tuple(mine), tuple(colleagues), tuple(pilots), tuple(decided))


def handled_by(person: Person, plans: Iterable[Plan]) -> list[int]:
    """Return the keys of the plans that a person has handled. One query."""
    rows = Move.objects.filter(plan__in=list(plans), by=person, key__in=HANDLING)
    return list(rows.values_list("plan", flat=True))
