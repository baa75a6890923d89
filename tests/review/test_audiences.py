"""Who reads which comments and does what with them: every role x audience x action x place, as one table."""

import datetime
from itertools import product
from uuid import UUID

import pytest
from django.utils import timezone

from plans.models import Membership, Person, Plan
from plans.roles import ROLES, Role
from review.audiences import EDIT_WITHIN, Audience, Voice, readers, visible_comments, voice
from review.models import Comment
from tests import factories
from tests.review.comment_cases import comment

NOW = timezone.now()
OWN, OTHER = UUID(int=1), UUID(int=2)

#: Who reads and writes for which audience anywhere in the plan. What is not here, nobody does.
READS = {
    Role.PROSJEKTLEDER: {"pilot", "delt"},
    Role.MEDARBEIDER: {"pilot", "delt"},
    Role.STYRINGSGRUPPE: {"pilot", "delt"},
    Role.SAKSBEHANDLER: {"delt", "kdd"},
    Role.GODKJENNER: {"delt", "kdd"},
}
#: Who does so where her party takes part, and nowhere else.
READS_OWN = {Role.SAMARBEIDSPART: {"pilot", "delt"}}
KDD = {Role.SAKSBEHANDLER, Role.GODKJENNER}


def of(role: Role, person: Person | None = None) -> Voice:
    own = frozenset({OWN}) if role == Role.SAMARBEIDSPART else frozenset()
    return Voice(person or Person(pk=1), ROLES[role].capabilities, own)


def made(audience: str, uid: UUID | None, by: int = 2, from_kdd: bool = False, **fields: object) -> Comment:
    return Comment(audience=audience, uid=uid, by_id=by, from_kdd=from_kdd, at=NOW, **fields)


def reads(role: Role, audience: str, uid: UUID | None) -> bool:
    return audience in READS.get(role, set()) or (uid == OWN and audience in READS_OWN.get(role, set()))


@pytest.mark.parametrize(("role", "audience", "uid"), list(product(Role, Audience.values, (None, OWN, OTHER))))
def test_the_whole_table(role, audience, uid):
    found = of(role)
    may = reads(role, audience, uid)
    assert (audience in found.audiences(uid)) == may
    for from_kdd, by in product((False, True), (1, 2)):
        one = made(audience, uid, by, from_kdd)
        assert found.may_read(one) == may
        assert found.may_edit(one, NOW + EDIT_WITHIN) == (may and by == 1)
        assert not found.may_edit(one, NOW + EDIT_WITHIN + datetime.timedelta(seconds=1))
        assert found.may_remove(one) == (may and by == 1)
        assert not found.may_restore(one)
        gone = made(audience, uid, by, from_kdd, removed_at=NOW)
        assert found.may_restore(gone) == (may and by == 1)
        assert not found.may_remove(gone)
        settles = role in KDD if from_kdd else (role in READS and role not in KDD) or by == 1
        assert found.may_resolve(one) == (may and settles)
        answer = made(audience, uid, by, from_kdd, parent_id=9)
        assert not found.may_resolve(answer)


def test_the_query_and_the_table_say_the_same(plan: Plan, person):
    """What the database gives each role is what the table lets her read, in her own pilot and nothing else."""
    uids = list(plan.tiltak.filter(parties__party__key="trondelag-fylkeskommune").values_list("uid", flat=True))[:1]
    uids += list(plan.tiltak.exclude(parties__party__key="trondelag-fylkeskommune").values_list("uid", flat=True))[:1]
    assert len(uids) == 2
    for audience, uid in product(Audience.values, (None, *uids)):
        comment(plan, audience=audience, uid=uid, from_kdd=audience == "kdd").save()
    for role in Role:
        found = voice(person(role), plan)
        seen = set(visible_comments(found, plan))
        assert seen == {one for one in Comment.objects.filter(plan=plan) if found.may_read(one)}
        whole, own = len(READS.get(role, ())) * 3, len(READS_OWN.get(role, ()))
        assert len(seen) == whole + own


@pytest.mark.parametrize(("audience", "closed"), list(product(Audience.values, (False, True))))
def test_who_can_be_mentioned_is_who_may_read(audience, closed, plan: Plan, person):
    if closed:
        factories.put_status(plan, Plan.Status.SENDT)
    uid = plan.tiltak.filter(parties__party__key="trondelag-fylkeskommune").values_list("uid", flat=True)[0]
    # KDD knows of no draft, so nobody there is called to one.
    roles = {role for role, seen in READS.items() if audience in seen and (closed or role not in KDD)}
    roles |= {role for role, seen in READS_OWN.items() if audience in seen}
    assert set(readers(plan, audience, uid)) == {person(role) for role in roles}
    assert set(readers(plan, audience, None)) == {person(role) for role in roles - set(READS_OWN)}


def test_a_role_in_another_pilot_gives_no_voice_here(plan: Plan):
    stranger = factories.make_person(Role.PROSJEKTLEDER, pilot=factories.make_agreement().pilot)
    assert not voice(stranger, plan).speaks
    assert stranger not in readers(plan, "pilot", None)


def test_a_party_speaks_for_itself_alone(plan: Plan, person):
    someone = person(Role.SAMARBEIDSPART)
    own = voice(someone, plan).own
    assert own == set(plan.tiltak.filter(parties__party__key="trondelag-fylkeskommune").values_list("uid", flat=True))
    Membership.objects.filter(person=someone).delete()
    assert not voice(someone, plan).own
