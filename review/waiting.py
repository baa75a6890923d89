"""What of comments and confirmations can wait for a person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.urls import reverse

from plans.models import Membership, Plan, TiltakParty
from plans.roles import Capability, roles_with
from plans.services.fields import OPEN_STATUSES
from plans.slots import Viewer, Waiting
from review.audiences import Voice
from review.lapses import Part, by_plan, lapsed, newest, touched
from review.models import Comment, Confirmation
from review.threads import open_threads

#: How many plans are read for one front page.
MOST_READ = 3


def _address(plan: Plan, shown: str = "") -> str:
    address = reverse("comments", kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year})
    return f"{address}?vis={shown}" if shown else address


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _parts(viewer: Viewer) -> dict[int, set[tuple[UUID, int]]]:
    """Return uid and party of the tiltak where a party she speaks for takes part, by plan. One query."""
    speaks = Membership.objects.filter(person=viewer.person, role__in=roles_with(Capability.COMMENT_OWN))
    pairs = {(row.pilot_id, row.party_id) for row in speaks}
    found: dict[int, set[tuple[UUID, int]]] = defaultdict(set)
    named = TiltakParty.objects.filter(tiltak__plan__in=viewer.plans, party__in={party for _, party in pairs})
    columns = ("tiltak__plan", "tiltak__plan__agreement__pilot", "tiltak__uid", "party")
    for plan, pilot, uid, party in named.values_list(*columns) if pairs else ():
        if (pilot, party) in pairs:
            found[plan].add((uid, party))
    return found


def mentions(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the plans in which somebody has mentioned her and she has not answered. Four queries."""
    named = Comment.objects.filter(mentioned=viewer.person, removed_at__isnull=True, plan__in=viewer.plans)
    rows = [row for row in named.select_related("parent") if _is_open(row.parent or row)]
    threads = {row.parent_id or row.pk for row in rows}
    last: dict[int, int] = {}
    for thread, pk in Comment.objects.filter(by=viewer.person, parent__in=threads).values_list("parent", "pk"):
        last[thread or 0] = max(pk, last.get(thread or 0, 0))
    parts = _parts(viewer) if rows else {}
    counts: dict[int, int] = defaultdict(int)
    plans = {plan.pk: plan for plan in viewer.plans}
    for row in rows:
        may = viewer.held.at(plans[row.plan_id].agreement.pilot_id)
        own = frozenset(uid for uid, _ in parts.get(row.plan_id, ()))
        if Voice(viewer.person, may, own).may_read(row) and last.get(row.parent_id or row.pk, 0) < row.pk:
            counts[row.plan_id] += 1
    for plan in viewer.plans:
        if counts[plan.pk]:
            what = f"Du er nevnt i {_count(counts[plan.pk], 'kommentar', 'kommentarer')}"
            yield Waiting(what, str(plan), _address(plan, "meg"))


def _is_open(thread: Comment) -> bool:
    return thread.resolved_at is None


def from_kdd(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the plans she writes in that have open comments from KDD, and how many must be mended. One query."""
    plans = [
        plan
        for plan in viewer.plans
        if {Capability.EDIT_TEXT, Capability.COMMENT_SHARED} <= viewer.held.at(plan.agreement.pilot_id)
    ]
    found = open_threads().filter(plan__in=plans, audience=Comment.Audience.SHARED, from_kdd=True)
    weights: dict[int, list[str]] = defaultdict(list)
    for plan_id, weight in found.values_list("plan", "weight") if plans else ():
        weights[plan_id].append(weight)
    for plan in plans:
        if of := weights[plan.pk]:
            must = of.count(Comment.Weight.MUST)
            what = _count(len(of), "åpen kommentar fra KDD", "åpne kommentarer fra KDD")
            yield Waiting(f"{what}, {must} må rettes" if must else what, str(plan), _address(plan))


def to_confirm(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the drafts with tiltak that wait for the word of a party she speaks for: not given yet, or lapsed since.

    Four queries, and where a tiltak has been written in since it was confirmed, the reading of its plan.
    """
    parts = _parts(viewer)
    plans = {plan.pk: plan for plan in viewer.plans if plan.status in OPEN_STATUSES and plan.pk in parts}
    own = {Part(key, uid, party) for key in plans for uid, party in parts[key]}
    words = {part: word for part, word in newest(plans).items() if part in own} if plans else {}
    changed = _lapsed(plans, words)
    for key, plan in plans.items():
        left = {part.uid for part in own if part.plan == key and part not in words}
        if left:
            yield Waiting(f"{len(left)} tiltak er ikke bekreftet av dere", str(plan), _address(plan))
        again = {part.uid for part in changed if part.plan == key}
        if again:
            yield Waiting(f"{len(again)} tiltak er endret siden dere bekreftet", str(plan), _address(plan))


def _lapsed(plans: Mapping[int, Plan], words: Mapping[Part, Confirmation]) -> set[Part]:
    """Return the parts whose word has lapsed; of more plans than are read for one page, those that were touched."""
    found: set[Part] = set()
    for place, (key, parts) in enumerate(by_plan(touched(words)).items()):
        found |= lapsed(plans[key], parts, words) if place < MOST_READ else set(parts)
    return found
