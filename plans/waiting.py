"""What can wait for a person in what is planned: deadlines, unanswered prompts, plans that are not begun."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from plans.deadlines import is_about, is_kept
from plans.models import Agreement, Answer, Deadline, Delmaal, Invitation, Membership, Pilot, Plan, PlanDelmaal, Prompt
from plans.roles import Capability, Role
from plans.services.plan_delmaal import differences
from plans.slots import Viewer, Waiting

#: A deadline is told of this long before it, and this long after where nothing in the portal says that it was kept.
LOOK_AHEAD = datetime.timedelta(days=60)
LOOK_BACK = datetime.timedelta(days=14)


def _address(name: str, plan: Plan) -> str:
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year})


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def deadlines(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the deadlines of the pilots she writes in, and of all pilots once. One query."""
    writes = {pilot.pk: pilot for pilot in viewer.pilots if Capability.EDIT_TEXT in viewer.held.at(pilot.pk)}
    if not writes:
        return
    # What asks something of a plan is told of until it is kept.
    near = Q(date__gte=viewer.today - LOOK_BACK) | ~Q(reaches="")
    own = Q(agreement__isnull=True) | Q(agreement__pilot__in=list(writes))
    found = Deadline.objects.filter(near, own, date__lte=viewer.today + LOOK_AHEAD)
    hers = [plan for plan in viewer.plans if plan.agreement.pilot_id in writes]
    for deadline in found.select_related("agreement"):
        about = [plan for plan in hers if is_about(deadline, plan)]
        if about and all(is_kept(deadline, plan) for plan in about):
            continue
        pilot = writes[deadline.agreement.pilot_id] if deadline.agreement else None
        where = str(pilot) if pilot else "Alle pilotene"
        address = reverse("pilot", kwargs={"pilot": (pilot or next(iter(writes.values()))).slug})
        yield Waiting(deadline.title, where, f"{address}#frister", deadline.date)


def pilots_to_set_up(viewer: Viewer) -> Iterator[Waiting]:
    """Yield what pilots lack that only an administrator can give them. Two queries."""
    if Capability.ADMINISTER not in viewer.held.everywhere:
        return
    led = Membership.objects.filter(role=Role.PROSJEKTLEDER, pilot__isnull=False, person__is_active=True)
    agreed = Agreement.objects.values("pilot")
    for lack, pilots in (
        ("mangler avtale", Pilot.objects.exclude(pk__in=agreed)),
        ("mangler prosjektleder", Pilot.objects.exclude(pk__in=led.values("pilot"))),
    ):
        if found := list(pilots):
            names = ", ".join(str(pilot) for pilot in found[:3]) + (" og flere" if len(found) > 3 else "")
            yield Waiting(f"{_count(len(found), 'pilot', 'piloter')} {lack}", names, reverse("pilots"))


def invitations(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the invitations of her pilots that nobody will take up: run out, or never sent. One query."""
    may = [pilot for pilot in viewer.pilots if Capability.INVITE in viewer.held.by_pilot.get(pilot.pk, ())]
    stuck = Invitation.objects.filter(pilot__in=may, accepted_at__isnull=True, revoked_at__isnull=True).filter(
        Q(expires_at__date__lte=viewer.today) | Q(sent_at__isnull=True)
    )
    for invitation in stuck.select_related("pilot").order_by("pk"):
        assert invitation.pilot
        why = "er gått ut" if invitation.sent_at else "ble ikke sendt"
        address = reverse("people", kwargs={"pilot": invitation.pilot.slug})
        yield Waiting(f"Invitasjonen til {invitation.email} {why}", str(invitation.pilot), f"{address}#inviterte")


def plans_to_begin(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the agreements she leads that have no delmål, and those without a plan for the year. One query."""
    leads = [pilot for pilot in viewer.pilots if Capability.EDIT_AGREEMENT in viewer.held.at(pilot.pk)]
    begun = {(plan.agreement_id, plan.year) for plan in viewer.plans}
    agreements = Agreement.objects.filter(pilot__in=leads).select_related("pilot").order_by("pilot__name", "first_year")
    # The newest of each pilot is the one it works by.
    newest = {one.pilot_id: one for one in agreements.annotate(goals=Count("delmaal"))}
    for agreement in newest.values():
        pilot = {"pilot": agreement.pilot.slug}
        if not agreement.goals:
            address = reverse("new_agreement_delmaal", kwargs=pilot)
            yield Waiting("Avtalen har ingen delmål", str(agreement.pilot), address)
        year = max(viewer.today.year, agreement.first_year)
        if year in agreement.years and (agreement.pk, year) not in begun:
            what = f"Handlingsplanen for {year} er ikke begynt"
            yield Waiting(what, str(agreement.pilot), reverse("new_plan", kwargs=pilot))


def renamed_delmaal(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the drafts that have not taken in what has changed in the agreement's delmål. Two queries."""
    drafts = [plan for plan in viewer.drafts() if viewer.reach.whole(plan.agreement.pilot_id)]
    copies: dict[int, list[PlanDelmaal]] = defaultdict(list)
    for copy in PlanDelmaal.objects.filter(plan__in=drafts):
        copies[copy.plan_id].append(copy)
    goals: dict[int, list[Delmaal]] = defaultdict(list)
    for delmaal in Delmaal.objects.filter(agreement__in={plan.agreement_id for plan in drafts}):
        goals[delmaal.agreement_id].append(delmaal)
    for plan in drafts:
        if found := differences(copies[plan.pk], goals[plan.agreement_id]):
            changes = _count(len(found), "endring", "endringer")
            yield Waiting(f"{changes} i avtalens delmål er ikke tatt inn", str(plan), _address("take_in_delmaal", plan))


def _count_by_place(drafts: list[Plan], answers: QuerySet[Answer]) -> dict[tuple[int, int | None], int]:
    """Count answers by plan and delmål, the tiltak's under it; what belongs to no delmål stands under None."""
    place = Coalesce("delmaal", "tiltak__delmaal")
    given = answers.filter(plan__in=drafts).exclude(html="", not_relevant_reason="")
    rows = given.values_list("plan", place).annotate(count=Count("pk")).order_by()
    return {(plan, goal): count for plan, goal, count in rows}


def unanswered(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the drafts with required prompts that nobody has answered, as far as she writes in them. Three queries."""
    drafts = viewer.drafts()
    required = Counter(
        Prompt.objects.filter(required=True, form__in={plan.form_id for plan in drafts}).values_list("form", "level")
    )
    answered = _count_by_place(drafts, Answer.objects.filter(prompt__required=True))
    goals: dict[int, list[tuple[int, UUID, int]]] = defaultdict(list)
    counted = PlanDelmaal.objects.filter(plan__in=drafts).annotate(tiltak_count=Count("tiltak"))
    for plan_id, goal, uid, tiltak in counted.values_list("plan", "pk", "uid", "tiltak_count"):
        goals[plan_id].append((goal, uid, tiltak))
    for plan in drafts:
        pilot = plan.agreement.pilot_id
        asked, told = 0, 0
        if viewer.reach.whole(pilot):
            asked += required[plan.form_id, Prompt.Level.PLAN]
            told += answered.get((plan.pk, None), 0)
        for goal, uid, tiltak in goals[plan.pk]:
            if viewer.reach.includes(pilot, str(uid)):
                asked += required[plan.form_id, Prompt.Level.DELMAAL]
                asked += required[plan.form_id, Prompt.Level.TILTAK] * tiltak
                told += answered.get((plan.pk, goal), 0)
        if asked > told:
            what = _count(asked - told, "ledetekst er ikke besvart", "ledetekster er ikke besvart")
            yield Waiting(what, str(plan), _address("missing", plan))


def from_last_year(viewer: Viewer) -> Iterator[Waiting]:
    """Yield the drafts with answers that came along from the plan before, and that nobody has touched. Two queries."""
    drafts = viewer.drafts()
    carried = _count_by_place(drafts, Answer.objects.filter(carried=True))
    uids = dict(PlanDelmaal.objects.filter(plan__in=drafts).values_list("pk", "uid"))
    for plan in drafts:
        pilot = plan.agreement.pilot_id
        found = sum(
            count
            for (of, goal), count in carried.items()
            if of == plan.pk
            and (viewer.reach.whole(pilot) if goal is None else viewer.reach.includes(pilot, str(uids[goal])))
        )
        if found:
            what = _count(found, "tekst er fra i fjor og ikke sett på", "tekster er fra i fjor og ikke sett på")
            yield Waiting(what, str(plan), _address("plan", plan))
