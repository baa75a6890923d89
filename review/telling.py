"""Who is told what when a plan takes a step or somebody says something. The services call it as they write.

Whose turn it is comes from the table of the workflow; the words stand in `plans.tellings`.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from plans.models import Membership, Person, Pilot
from plans.roles import Capability, roles_with
from plans.services import notify, settle, withdraw
from review.audiences import readers
from review.models import Comment, Move
from review.services.facts import HANDLING
from review.workflow import APPROVED, BY_KEY, TURNS

#: Steps that say something else than the status they lead to.
_WORDS = {"innstill": "innstilt", "gjenapne": "gjenapnet"}
#: What belongs to KDD, and so is never told to somebody with a role in the pilot itself.
_KDDS = frozenset({Capability.HANDLE, Capability.DECIDE})


def turn_after(key: str, status: str) -> Capability | None:
    """Return which capability picks those whose turn it is after a step; None where it is nobody's, or has not passed.

    `status` is the plan's after the step. A recommendation hands a plan from the handler to the approver.
    """
    if key == "innstill":
        return Capability.DECIDE
    return TURNS[status][1] if BY_KEY[key].target else None


def whose(pilot: Pilot, capability: Capability) -> list[Person]:
    """Return the people whose turn it is in a pilot's plan, by the capability that the table of the workflow names.

    The pilot's own are those with a role in it; KDD's are never among them. One query.
    """
    own = Membership.objects.filter(pilot=pilot)
    roles = roles_with(capability)
    if capability not in _KDDS:
        return list(Person.objects.filter(pk__in=own.filter(role__in=roles).values("person"), is_active=True))
    theirs = Membership.objects.filter(pilot__isnull=True, role__in=roles).values("person")
    found = Person.objects.filter(pk__in=theirs, is_active=True).exclude(pk__in=own.values("person"))
    return list(found)


def moved(taken: Move) -> None:
    """Tell those whose turn it is after a step, and those who waited for what it decides."""
    plan, key = taken.plan, taken.key
    turn = turn_after(key, taken.after)
    if turn or BY_KEY[key].target:
        settle(plan=plan, at=taken.at)
    if turn:
        people = whose(plan.agreement.pilot, turn)
        if turn is Capability.DECIDE:
            handled = Move.objects.filter(plan=plan, key__in=HANDLING).values_list("by", flat=True)
            people = [person for person in people if person.pk not in set(handled)]
        page = "examine" if turn in _KDDS else "way"
        _tell(taken, people, _WORDS.get(key, taken.after), page)
    elif BY_KEY[key].decides:
        assert taken.after in APPROVED
        handlers = Move.objects.filter(plan=plan, key__in=HANDLING).values("by")
        told = Q(pk__in=handlers) | Q(
            memberships__pilot=plan.agreement.pilot_id, memberships__role__in=roles_with(Capability.INFORM)
        )
        _tell(taken, Person.objects.filter(told).distinct(), taken.after, "versions")
    elif key == "utbetal":
        _tell(taken, whose(plan.agreement.pilot, Capability.ADOPT), "utbetalt", "way")


def _tell(taken: Move, people: Iterable[Person], what: str, page: str) -> None:
    address = reverse(page, kwargs={"pilot": taken.plan.agreement.pilot.slug, "year": taken.plan.year})
    notify(
        people=people,
        what=what,
        about=f"steg/{taken.pk}",
        address=address,
        by=taken.by,
        at=taken.at,
        plan=taken.plan,
    )


def mentioned(comment: Comment, people: Iterable[Person]) -> None:
    """Tell those who are named in a comment, and take it back from those who are no longer."""
    people = list(people)
    about = _about(comment)
    withdraw(about=about, keep=people)
    _tell_of(comment, people, "nevnt")


def answered(answer: Comment) -> None:
    """Tell those who have spoken in a thread of an answer in it, unless it names them or they may not read it."""
    thread = answer.parent_id
    spoke = Q(pk=thread) | Q(parent=thread)
    before = Comment.objects.filter(spoke, removed_at__isnull=True).exclude(pk=answer.pk).values("by")
    named = answer.mentioned.values("pk")
    people = readers(answer.plan, answer.audience, answer.uid).filter(pk__in=before).exclude(pk__in=named)
    _tell_of(answer, people, "svart")


def removed(comment: Comment) -> None:
    """Take back what people were told of a comment that is removed."""
    withdraw(about=_about(comment))


def _about(comment: Comment) -> str:
    return f"kommentar/{comment.pk}"


def _tell_of(comment: Comment, people: Iterable[Person], what: str) -> None:
    plan = comment.plan
    page = reverse("comments", kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year})
    notify(
        people=people,
        what=f"{what}-{comment.audience}",
        about=_about(comment),
        address=f"{page}#kommentar-{comment.parent_id or comment.pk}",
        by=comment.by,
        at=comment.edited_at or comment.at,
        plan=plan,
    )
