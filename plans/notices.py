"""Which notices a person has. What she may no longer see is left out here, whatever she was told when she might."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from plans.models import Membership, Notice, Person
from plans.permissions import SEES
from plans.roles import Capability, roles_with
from plans.tellings import TELLINGS


def visible_notices(person: Person) -> QuerySet[Notice]:
    """Return what a person is told and may still know of, newest first: one query, however many roles she has.

    A notice of a plan is seen by who may see the plan as it stands now, and every notice by who still holds a role of
    the kind that it was meant for.
    """
    here = Q(pilot__isnull=True) | Q(pilot=OuterRef("pilot"))
    hers = Membership.objects.filter(here, person=person)

    def holds(capabilities: tuple[Capability, ...]) -> Q:
        roles = {role for capability in capabilities for role in roles_with(capability)}
        return Q(Exists(hers.filter(role__in=roles)))

    sees = Q(plan__isnull=True)
    for capability in dict.fromkeys(SEES.values()):
        statuses = [status for status, needs in SEES.items() if needs == capability]
        sees |= Q(plan__status__in=statuses) & holds((capability,))
    kinds: dict[tuple[Capability, ...], list[str]] = defaultdict(list)
    for what, telling in TELLINGS.items():
        kinds[telling.needs].append(what)
    meant = Q(pk__in=())
    for needs, of_kind in kinds.items():
        meant |= Q(what__in=of_kind) & (holds(needs) if needs else Q(Exists(hers)))
    return Notice.objects.filter(sees, meant, person=person)


def unread(person: Person) -> int:
    """Return how many notices she has not read. One query, and one more where something is unread.

    Every page asks, most often there is nothing, and putting the longer question together takes longer than the answer.
    """
    if not person.notices.filter(read_at__isnull=True).exists():
        return 0
    return visible_notices(person).filter(read_at__isnull=True).count()
