"""Who reads which comments, and what she may do with them: one table, asked by pages, services and tests."""

import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from plans.models import Membership, Person, Plan, TiltakParty
from plans.permissions import SEES, Signed, capabilities, get_plan
from plans.roles import Capability, roles_with
from review.models import Comment

Audience = Comment.Audience

#: What must be held to read and write for an audience, anywhere in the plan.
NEEDS = {
    Audience.PILOT: Capability.COMMENT_PILOT,
    Audience.SHARED: Capability.COMMENT_SHARED,
    Audience.KDD: Capability.COMMENT_KDD,
}
#: What a party reads and writes at the tiltak where it takes part.
OF_A_PARTY = frozenset({Audience.PILOT, Audience.SHARED})
#: One's own comment may be written over for so long; later somebody may have acted on it.
EDIT_WITHIN = datetime.timedelta(minutes=15)


class Voice(NamedTuple):
    """What one person may do with the comments of a plan; `own` are the tiltak where her party takes part."""

    person: Person
    may: frozenset[Capability]
    own: frozenset[UUID] = frozenset()

    @property
    def everywhere(self) -> frozenset[Audience]:
        """The audiences she reads and writes for anywhere in the plan."""
        return frozenset(audience for audience, needs in NEEDS.items() if needs in self.may)

    @property
    def speaks(self) -> bool:
        """Whether there is a place in the plan where she may comment."""
        return bool(self.everywhere or self.own)

    @property
    def is_kdd(self) -> bool:
        """Whether she speaks for KDD."""
        return Capability.COMMENT_KDD in self.may

    def audiences(self, uid: UUID | None) -> list[Audience]:
        """Return the audiences she may write for at a part of the plan, by its uid if it has one."""
        found = self.everywhere | (OF_A_PARTY if uid in self.own else frozenset())
        return [audience for audience in Audience if audience in found]

    def may_read(self, comment: Comment) -> bool:
        """Tell whether she may know of a comment, and so answer it."""
        return comment.audience in self.audiences(comment.uid)

    def may_resolve(self, comment: Comment) -> bool:
        """Tell whether she may resolve and reopen a thread: what KDD has raised is KDD's to settle."""
        if comment.parent_id is not None or not self.may_read(comment):
            return False
        if comment.from_kdd:
            return self.is_kdd
        return Capability.COMMENT_PILOT in self.may or comment.by_id == self.person.pk

    def may_edit(self, comment: Comment, at: datetime.datetime) -> bool:
        """Tell whether she may write a comment over: her own, for a while."""
        return self.may_remove(comment) and at - comment.at <= EDIT_WITHIN

    def may_remove(self, comment: Comment) -> bool:
        """Tell whether she may remove a comment: her own."""
        return comment.by_id == self.person.pk and comment.removed_at is None and self.may_read(comment)

    def may_restore(self, comment: Comment) -> bool:
        """Tell whether she may put a removed comment back: her own."""
        return comment.by_id == self.person.pk and comment.removed_at is not None and self.may_read(comment)

    def visible(self) -> Q:
        """Return what picks the comments she may read."""
        return Q(audience__in=self.everywhere) | Q(audience__in=OF_A_PARTY, uid__in=self.own)


def voice(person: Person, plan: Plan, may: frozenset[Capability] | None = None) -> Voice:
    """Return what a person may do with the comments of a plan: one query, and one for what she may where not given."""
    may = capabilities(person, plan) if may is None else may
    if Capability.COMMENT_OWN not in may:
        return Voice(person, may)
    speaks = Membership.objects.filter(
        person=person, pilot=plan.agreement.pilot_id, role__in=roles_with(Capability.COMMENT_OWN)
    )
    own = TiltakParty.objects.filter(tiltak__plan=plan, party__in=speaks.values("party"))
    return Voice(person, may, frozenset(own.values_list("tiltak__uid", flat=True)))


def visible_comments(found: Voice, plan: Plan) -> QuerySet[Comment]:
    """Return the comments of a plan that a person may know of."""
    return Comment.objects.filter(found.visible(), plan=plan)


def get_voice(person: Signed, pilot: str, year: int) -> tuple[Plan, Voice]:
    """Return a plan and a person's voice in it. Raises Http404; PermissionDenied where she comments nowhere."""
    plan = get_plan(person, pilot, year)
    assert isinstance(person, Person)
    found = voice(person, plan)
    if not (found.speaks or Capability.COMMENT_OWN in found.may):
        raise PermissionDenied
    return plan, found


def get_comment(person: Signed, pilot: str, year: int, pk: int) -> tuple[Comment, Voice]:
    """Return a comment and the person's voice. Raises as `get_voice`, and Http404 when she may not know of it."""
    plan, found = get_voice(person, pilot, year)
    comment = visible_comments(found, plan).select_related("by").filter(pk=pk).first()
    if comment is None:
        raise Http404("Fant ikke kommentaren.")
    # As she sees it: perhaps as it was sent.
    comment.plan = plan
    return comment, found


def readers(plan: Plan, audience: str, uid: UUID | None) -> QuerySet[Person]:
    """Return the people who may read a comment for an audience at a part of a plan, by name. One query."""
    sees = set(roles_with(SEES[Plan.Status(plan.status)]))
    pilot = plan.agreement.pilot_id
    roles = sees & set(roles_with(NEEDS[Audience(audience)]))
    members = Membership.objects.filter(Q(pilot=pilot) | Q(pilot__isnull=True), role__in=roles)
    found = Q(pk__in=members.values("person"))
    if audience in OF_A_PARTY and uid is not None:
        parties = TiltakParty.objects.filter(tiltak__plan=plan, tiltak__uid=uid).values("party")
        roles = sees & set(roles_with(Capability.COMMENT_OWN))
        speaks = Membership.objects.filter(pilot=pilot, role__in=roles, party__in=parties)
        found |= Q(pk__in=speaks.values("person"))
    return Person.objects.filter(found, is_active=True).order_by("name", "pk")
