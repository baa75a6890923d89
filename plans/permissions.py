"""Fetch and authorise in one call: 404 for what you may not know of, 403 for what you may see but not do."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.http import Http404

from plans import paths
from plans.models import Agreement, Membership, Person, Pilot, Plan, PlanDelmaal, Tiltak
from plans.roles import ROLES, Capability, Role, roles_with
from plans.services.changes import changed_tiltak
from plans.services.fields import OPEN_STATUSES, is_opened

Signed = Person | AnonymousUser

_WRITING = frozenset({Capability.EDIT_TEXT, Capability.EDIT_MONEY})

#: What must be held to see a plan of each status.
SEES = {
    Plan.Status.UTKAST: Capability.SEE_DRAFT,
    Plan.Status.VEDTATT: Capability.SEE_ADOPTED,
    Plan.Status.SENDT: Capability.SEE_SENT,
    Plan.Status.ENDRINGER: Capability.SEE_SENT,
    Plan.Status.GODKJENT: Capability.SEE_SENT,
    Plan.Status.VILKAAR: Capability.SEE_SENT,
    Plan.Status.ERSTATTET: Capability.SEE_SENT,
}


def visible_plans(person: Signed) -> QuerySet[Plan]:
    """Return the plans a person may know of; none when she is not signed in. Lists are built on this alone.

    Each says with `as_sent` whether she reads what was sent: the pilot is changing what KDD asked for, and that is a
    draft until it is sent again.
    """
    plans = Plan.objects.select_related("agreement__pilot", "changed_by")
    if not isinstance(person, Person):
        return plans.none()
    hers = held(person)
    allowed = Q(pk__in=())
    for capability in dict.fromkeys(SEES.values()):
        statuses = [status for status, needs in SEES.items() if needs == capability]
        if capability in hers.everywhere:
            allowed |= Q(status__in=statuses)
        elif pilots := [pilot for pilot, gives in hers.by_pilot.items() if capability in gives]:
            allowed |= Q(status__in=statuses, agreement__pilot__in=pilots)
    # The name is declared on the model, where its meaning stands; the plugin takes that for another one.
    return plans.filter(allowed).annotate(as_sent=_as_sent(hers))  # type: ignore[no-redef]


def _as_sent(hers: "Held") -> Case:
    """Return what tells of a plan that it is being written in by people whose drafts she may not see."""
    written = Q(status=Plan.Status.ENDRINGER)
    if Capability.SEE_DRAFT in hers.everywhere:
        written = Q(pk__in=())
    elif pilots := [pilot for pilot, gives in hers.by_pilot.items() if Capability.SEE_DRAFT in gives]:
        written &= ~Q(agreement__pilot__in=pilots)
    return Case(When(written, then=Value(True)), default=Value(False), output_field=BooleanField())


class Held(NamedTuple):
    """What a person may do through all her memberships, read once for many pilots: everywhere, and by pilot's key."""

    everywhere: frozenset[Capability]
    by_pilot: dict[int, frozenset[Capability]]

    def at(self, pilot: int) -> frozenset[Capability]:
        """Return what she may do in a pilot, by its primary key."""
        return self.everywhere | self.by_pilot.get(pilot, frozenset())

    def pilots_with(self, capability: Capability) -> Q:
        """Return what picks the pilots where she holds a capability, for a queryset of pilots."""
        if capability in self.everywhere:
            return Q()
        return Q(pk__in=[pilot for pilot, gives in self.by_pilot.items() if capability in gives])


def held(person: Signed) -> Held:
    """Return what a person may do everywhere and in each pilot, in one query."""
    everywhere: frozenset[Capability] = frozenset()
    by_pilot: dict[int, frozenset[Capability]] = {}
    if isinstance(person, Person):
        for row in Membership.objects.filter(person=person).only("pilot", "role"):
            gives = ROLES[Role(row.role)].capabilities
            if row.pilot_id is None:
                everywhere |= gives
            else:
                by_pilot[row.pilot_id] = by_pilot.get(row.pilot_id, frozenset()) | gives
    return Held(everywhere, by_pilot)


class Reach(NamedTuple):
    """How far a person writes: what each of her writing roles in a pilot is limited to, by uid; none is everything.

    Nobody writes across pilots: those roles belong to one, which a constraint on the table of memberships says.
    """

    limits: dict[int, list[frozenset[str]]]

    def of(self, pilot: int) -> list[frozenset[str]]:
        """Return the limits of the roles that hold in a pilot; none where she writes nothing there."""
        return self.limits.get(pilot, [])

    def whole(self, pilot: int) -> bool:
        """Tell whether she writes in all of a pilot's open plans."""
        return any(not named for named in self.of(pilot))

    def includes(self, pilot: int, uid: str) -> bool:
        """Tell whether she writes in a delmål of a pilot's open plans."""
        return any(not named or uid in named for named in self.of(pilot))


def reach(person: Signed, needs: Capability) -> Reach:
    """Return how far a person writes with a capability, in every pilot at once. Two queries."""
    limits: dict[int, list[frozenset[str]]] = {}
    if isinstance(person, Person):
        writing = Membership.objects.filter(person=person, role__in=roles_with(needs)).prefetch_related("delmaal")
        for membership in writing:
            if membership.pilot_id is not None:
                named = frozenset(str(delmaal.uid) for delmaal in membership.delmaal.all())
                limits.setdefault(membership.pilot_id, []).append(named)
    return Reach(limits)


def require_everywhere(person: Signed, needs: Capability) -> None:
    """Raise PermissionDenied unless the person holds a capability across pilots, as an administrator does."""
    if needs not in held(person).everywhere:
        raise PermissionDenied


def capabilities(person: Signed, plan: Plan) -> frozenset[Capability]:
    """Return what a person may do with a plan through all her memberships."""
    return held(person).at(plan.agreement.pilot_id)


def pilot_capabilities(person: Signed, pilot: Pilot) -> frozenset[Capability]:
    """Return what a person may do in a pilot through all her memberships."""
    return held(person).at(pilot.pk)


def visible_pilots(person: Signed) -> QuerySet[Pilot]:
    """Return the pilots whose agreement a person may read; none when she is not signed in."""
    if not isinstance(person, Person):
        return Pilot.objects.none()
    memberships = Membership.objects.filter(person=person, role__in=roles_with(Capability.SEE_AGREEMENT))
    if memberships.filter(pilot__isnull=True).exists():
        return Pilot.objects.all()
    return Pilot.objects.filter(pk__in=memberships.values("pilot"))


def get_pilot(person: Signed, slug: str, needs: Capability | None = None) -> Pilot:
    """Return the pilot of an address.

    Raises Http404 when no role of hers lets her read the pilot's agreement, PermissionDenied when she lacks `needs`.
    """
    pilot = visible_pilots(person).filter(slug=slug).first()
    if pilot is None:
        raise Http404("Fant ikke piloten.")
    if needs is not None and needs not in pilot_capabilities(person, pilot):
        raise PermissionDenied
    return pilot


def newest_agreement(pilot: Pilot) -> Agreement | None:
    """Return the agreement that a pilot works by: the one with the latest first year; None before there is one."""
    return Agreement.objects.select_related("pilot").filter(pilot=pilot).order_by("-first_year").first()


def get_agreement(person: Signed, slug: str, needs: Capability | None = None) -> Agreement:
    """Return the agreement that a pilot works by. Raises as `get_pilot`, and Http404 when there is none yet."""
    agreement = newest_agreement(get_pilot(person, slug, needs))
    if agreement is None:
        raise Http404("Piloten har ingen avtale ennå.")
    return agreement


def get_plan(person: Signed, pilot: str, year: int, needs: Capability | None = None) -> Plan:
    """Return the plan of a pilot's address and year.

    Raises Http404 when she may not know of it, PermissionDenied when she sees it but lacks `needs`.
    """
    plan = visible_plans(person).filter(agreement__pilot__slug=pilot, year=year).first()
    if plan is None:
        raise Http404("Fant ikke planen.")
    if needs is not None and needs not in capabilities(person, plan):
        raise PermissionDenied
    return plan


def may_edit(person: Signed, plan: Plan, needs: Capability = Capability.EDIT_TEXT) -> bool:
    """Tell whether «Rediger» is shown: she holds the capability and the plan is open."""
    open_somewhere = plan.status in OPEN_STATUSES or plan.openings.exists()
    return open_somewhere and needs in capabilities(person, plan)


def get_tiltak(person: Signed, pilot: str, year: int, uid: str, needs: Capability | None = None) -> Tiltak:
    """Return a tiltak of a plan. Raises as `get_plan`; a collaborator limited to other delmål gets PermissionDenied."""
    plan = get_plan(person, pilot, year, needs)
    tiltak = Tiltak.objects.select_related("delmaal", "plan__agreement__pilot").filter(plan=plan, uid=uid).first()
    if tiltak is None:
        raise Http404("Fant ikke tiltaket.")
    if needs in _WRITING and not _may_write_tiltak(person, tiltak, needs):
        raise PermissionDenied
    return tiltak


def _may_write_tiltak(person: Signed, tiltak: Tiltak, needs: Capability) -> bool:
    """Tell whether a person may write in a tiltak: with its delmål, or where it has been opened by itself."""
    plan, delmaal = tiltak.plan, str(tiltak.delmaal.uid)
    if delmaal in editable_delmaal(person, plan, needs):
        return True
    opened = plan.status not in OPEN_STATUSES and is_opened(paths.tiltak(tiltak.uid), _openings(plan))
    return opened and reach(person, needs).includes(plan.agreement.pilot_id, delmaal)


def get_changed(person: Signed, pilot: str, year: int, uid: str) -> tuple[Plan, Tiltak]:
    """Return a plan and a tiltak of it or, where that has ended, of the plan before it; the person may write of it.

    An ended tiltak is for who may write in its delmål, or in the whole plan where that has no such delmål any longer.
    Raises as `get_tiltak`.
    """
    plan = get_plan(person, pilot, year, Capability.EDIT_TEXT)
    tiltak = changed_tiltak(plan, uid)
    if tiltak is None:
        raise Http404("Fant ikke tiltaket.")
    delmaal = str(tiltak.delmaal.uid) if tiltak.delmaal_id else ""
    if delmaal not in editable_delmaal(person, plan):
        require_whole_plan(person, plan, Capability.EDIT_TEXT, paths.tiltak(uid))
    return plan, tiltak


def get_delmaal(person: Signed, pilot: str, year: int, uid: str, needs: Capability) -> PlanDelmaal:
    """Return a delmål of a plan that the person may write in with `needs`. Raises as `get_tiltak`."""
    plan = get_plan(person, pilot, year, needs)
    delmaal = PlanDelmaal.objects.select_related("plan__agreement__pilot").filter(plan=plan, uid=uid).first()
    if delmaal is None:
        raise Http404("Fant ikke delmålet.")
    if uid not in editable_delmaal(person, plan, needs):
        raise PermissionDenied
    return delmaal


def whole_plan(person: Signed, plan: Plan, needs: Capability, path: str = "") -> bool:
    """Tell whether a person may write in all of an open plan: what belongs to no delmål is for her alone.

    In a closed plan she may where `path`, the place she writes at, has been opened.
    """
    is_open = plan.status in OPEN_STATUSES or bool(path and is_opened(path, _openings(plan)))
    return is_open and may_edit(person, plan, needs) and reach(person, needs).whole(plan.agreement.pilot_id)


def require_whole_plan(person: Signed, plan: Plan, needs: Capability, path: str = "") -> None:
    """Raise PermissionDenied unless the person may write in all of the plan, or at this path of it."""
    if not whole_plan(person, plan, needs, path):
        raise PermissionDenied


def writable_paths(person: Signed, plan: Plan, needs: Capability, places: Mapping[str, str]) -> frozenset[str]:
    """Return those of some paths that a person may write at; `places` gives the delmål that each is in, or nothing.

    In a closed plan only what has been opened. What belongs to no delmål is for who may write in the whole plan.
    """
    if not may_edit(person, plan, needs):
        return frozenset()
    writes, pilot = reach(person, needs), plan.agreement.pilot_id
    openings = None if plan.status in OPEN_STATUSES else _openings(plan)
    return frozenset(
        path
        for path, goal in places.items()
        if (openings is None or is_opened(path, openings))
        and (writes.includes(pilot, goal) if goal else writes.whole(pilot))
    )


def _openings(plan: Plan) -> list[str]:
    """Return the paths of a closed plan that have been opened."""
    return list(plan.openings.values_list("path", flat=True))


def editable_delmaal(person: Signed, plan: Plan, needs: Capability = Capability.EDIT_TEXT) -> frozenset[str]:
    """Return the uids of the delmål a person may write in, empty when the plan is closed or she lacks `needs`.

    Of a closed plan those that have been opened whole.
    """
    if not may_edit(person, plan, needs):
        return frozenset()
    writes = reach(person, needs)
    uids = [str(uid) for uid in plan.delmaal.values_list("uid", flat=True)]
    if plan.status not in OPEN_STATUSES:
        openings = set(_openings(plan))
        uids = [uid for uid in uids if paths.delmaal(uid) in openings]
    return frozenset(uid for uid in uids if writes.includes(plan.agreement.pilot_id, uid))
