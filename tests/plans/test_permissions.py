"""Who sees and writes what: 404 for what one may not know of, 403 for what one sees and may not do."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from plans import services
from plans.models import EditOpening, Party, Plan
from plans.permissions import (
    capabilities,
    editable_delmaal,
    get_plan,
    get_tiltak,
    may_edit,
    visible_plans,
    whole_plan,
)
from plans.roles import NEEDS_PARTY, Capability, Role
from tests.factories import give_role, make_person, make_plan, put_status

pytestmark = pytest.mark.django_db

#: What the roles are for, written once more by hand and not read from the code's own table.
READ_DRAFTS = {Role.PROSJEKTLEDER, Role.MEDARBEIDER, Role.STYRINGSGRUPPE, Role.SAMARBEIDSPART, Role.ADMINISTRATOR}
KDD = {Role.SAKSBEHANDLER, Role.GODKJENNER}
WRITERS = {Role.PROSJEKTLEDER, Role.MEDARBEIDER}
EVERYWHERE = {Role.SAKSBEHANDLER, Role.GODKJENNER, Role.OBSERVATOER, Role.ADMINISTRATOR}
WRITING = (Capability.EDIT_TEXT, Capability.EDIT_MONEY)
each_role = pytest.mark.parametrize("role", list(Role))
each_status = pytest.mark.parametrize("status", list(Plan.Status))


def holder(role, plan, **more):
    """A new person with a role in a plan's pilot, or in all where the role is for all."""
    where = {} if role in EVERYWHERE else {"pilot": plan.agreement.pilot}
    if role in NEEDS_PARTY:
        where["party"] = Party.objects.get(key="lierne")
    return make_person(role, **where, **more)


def address(plan: Plan) -> tuple[str, int]:
    return plan.agreement.pilot.slug, plan.year


def knows_of(role, status):
    """Whether a role may know of a plan where it holds: drafts are for a few, and KDD waits until it is sent."""
    if status == Plan.Status.UTKAST:
        return role in READ_DRAFTS
    return status != Plan.Status.VEDTATT or role not in KDD


def answer(person, plan, needs=None):
    """What somebody is told who asks for a plan: 200, 403 or 404."""
    try:
        found = get_plan(person, *address(plan), needs)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    assert found == plan
    return 200


def tiltak_answer(person, tiltak, needs=None):
    """What somebody is told who asks for a tiltak."""
    try:
        found = get_tiltak(person, *address(tiltak.plan), str(tiltak.uid), needs)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    assert found == tiltak
    return 200


@each_status
@each_role
def test_in_her_own_pilot(role, status, plan):
    person = holder(role, plan)
    put_status(plan, status)
    sees = knows_of(role, status)
    assert answer(person, plan) == (200 if sees else 404)
    assert (plan in visible_plans(person)) == sees
    for needs in WRITING:
        assert answer(person, plan, needs) == (404 if not sees else 200 if role in WRITERS else 403)


@each_status
@each_role
def test_in_another_pilot(role, status, plan):
    person = holder(role, plan)
    other = put_status(make_plan(), status)
    sees = role in EVERYWHERE and knows_of(role, status)
    assert answer(person, other) == (200 if sees else 404)
    assert (other in visible_plans(person)) == sees
    for needs in WRITING:
        assert answer(person, other, needs) == (403 if sees else 404)


@each_role
def test_a_list_shows_nothing_that_an_address_refuses(role, plan):
    person = holder(role, plan)
    put_status(make_plan(), Plan.Status.GODKJENT)
    put_status(make_plan(), Plan.Status.SENDT)
    opened = {found for found in Plan.objects.all() if answer(person, found) == 200}
    assert set(visible_plans(person)) == opened
    assert visible_plans(person).count() == len(opened)


@each_status
def test_a_stranger_and_somebody_signed_out_know_of_nothing(status, plan):
    put_status(plan, status)
    tiltak = plan.tiltak.all()[0]
    for person in (make_person(), AnonymousUser()):
        assert not visible_plans(person).exists()
        assert capabilities(person, plan) == frozenset()
        assert editable_delmaal(person, plan) == frozenset()
        assert not may_edit(person, plan)
        assert answer(person, plan) == answer(person, plan, Capability.EDIT_TEXT) == 404
        assert tiltak_answer(person, tiltak) == tiltak_answer(person, tiltak, Capability.EDIT_MONEY) == 404


def test_a_plan_that_is_not_there_is_not_found(plan, by):
    for pilot, year in (("indre-namdal", 2027), ("finnes-ikke", 2025), ("innlandspiloten", 2025)):
        with pytest.raises(Http404):
            get_plan(by, pilot, year)


@each_status
@each_role
def test_rediger_is_for_those_who_write_while_the_plan_is_open(role, status, plan):
    person = holder(role, plan)
    put_status(plan, status)
    writes = role in WRITERS and status == Plan.Status.UTKAST
    every = frozenset(str(delmaal.uid) for delmaal in plan.delmaal.all())
    for needs in WRITING:
        assert may_edit(person, plan, needs) == writes
        assert editable_delmaal(person, plan, needs) == (every if writes else frozenset())


@each_role
def test_what_was_opened_may_be_written_by_those_who_write(role, plan):
    person = holder(role, plan)
    put_status(plan, Plan.Status.ENDRINGER)
    EditOpening.objects.create(plan=plan, path="plan/svar/rammer")
    assert may_edit(person, plan) == (role in WRITERS)
    assert editable_delmaal(person, plan) == frozenset()
    text = Capability.EDIT_TEXT
    assert whole_plan(person, plan, text, "plan/svar/rammer") == (role in WRITERS)
    assert not whole_plan(person, plan, text, "plan/svar/introduksjon")
    assert not whole_plan(person, plan, text)


@each_role
def test_an_opened_tiltak_is_written_and_its_neighbour_is_not(role, plan):
    person = holder(role, plan)
    put_status(plan, Plan.Status.ENDRINGER)
    opened, other = plan.tiltak.all()[:2]
    EditOpening.objects.create(plan=plan, path=f"tiltak/{opened.uid}")
    for needs in WRITING:
        answers = [tiltak_answer(person, tiltak, needs) for tiltak in (opened, other)]
        assert answers == ([200, 403] if role in WRITERS else [403, 403])


@each_role
def test_an_opened_delmaal_is_written_and_no_other(role, plan):
    person = holder(role, plan)
    put_status(plan, Plan.Status.ENDRINGER)
    opened = str(plan.delmaal.all()[0].uid)
    EditOpening.objects.create(plan=plan, path=f"delmaal/{opened}")
    for needs in WRITING:
        assert editable_delmaal(person, plan, needs) == ({opened} if role in WRITERS else frozenset())


@each_role
def test_a_tiltak_is_as_open_as_its_plan(role, plan):
    person = holder(role, plan)
    tiltak = plan.tiltak.all()[0]
    sees = role in READ_DRAFTS
    assert tiltak_answer(person, tiltak) == (200 if sees else 404)
    for needs in WRITING:
        assert tiltak_answer(person, tiltak, needs) == (404 if not sees else 200 if role in WRITERS else 403)


def test_a_tiltak_is_found_in_its_own_plan_alone(plan, by):
    other = make_plan(tiltak=1)
    give_role(by, Role.PROSJEKTLEDER, pilot=other.agreement.pilot)
    foreign = other.tiltak.all()[0]
    assert tiltak_answer(by, foreign) == 200
    for uid in (foreign.uid, uuid.uuid4()):
        with pytest.raises(Http404):
            get_tiltak(by, *address(plan), str(uid))


def test_the_tiltak_of_a_closed_plan_is_read_and_not_written(plan, by):
    put_status(plan, Plan.Status.SENDT)
    tiltak = plan.tiltak.all()[0]
    assert tiltak_answer(by, tiltak) == 200
    assert tiltak_answer(by, tiltak, Capability.EDIT_TEXT) == 403


def test_a_collaborator_may_be_limited_to_some_delmaal(plan):
    mine = [copy.delmaal for copy in plan.delmaal.filter(number__in=(1, 3))]
    person = holder(Role.MEDARBEIDER, plan, delmaal=mine)
    assert editable_delmaal(person, plan) == {str(delmaal.uid) for delmaal in mine}
    for tiltak in plan.tiltak.select_related("delmaal", "plan__agreement__pilot"):
        assert tiltak_answer(person, tiltak) == 200
        for needs in WRITING:
            assert tiltak_answer(person, tiltak, needs) == (200 if tiltak.delmaal.number in (1, 3) else 403)


def test_the_limit_holds_in_next_years_plan_too(plan):
    mine = plan.delmaal.get(number=4).delmaal
    person = holder(Role.MEDARBEIDER, plan, delmaal=[mine])
    later = services.create_plan(agreement=plan.agreement, year=2027, form=plan.form, by=None)
    assert editable_delmaal(person, later) == {str(mine.uid)}


def test_roles_add_up(plan):
    mine = plan.delmaal.get(number=4).delmaal
    person = holder(Role.MEDARBEIDER, plan, delmaal=[mine])
    give_role(person, Role.OBSERVATOER)
    assert editable_delmaal(person, plan) == {str(mine.uid)}
    give_role(person, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    assert len(editable_delmaal(person, plan)) == plan.delmaal.count()


def test_a_role_in_one_pilot_gives_nothing_in_another(plan):
    person = holder(Role.PROSJEKTLEDER, plan)
    give_role(person, Role.OBSERVATOER)
    other = make_plan(tiltak=1)
    assert answer(person, other) == 404
    put_status(other, Plan.Status.GODKJENT)
    assert answer(person, other) == 200
    assert answer(person, other, Capability.EDIT_TEXT) == 403
    assert Capability.EDIT_TEXT not in capabilities(person, other)
    assert editable_delmaal(person, other) == frozenset()


def test_a_role_for_all_pilots_may_be_given_for_one(plan):
    person = make_person(Role.OBSERVATOER, pilot=plan.agreement.pilot)
    other = put_status(make_plan(), Plan.Status.GODKJENT)
    put_status(plan, Plan.Status.GODKJENT)
    assert (answer(person, plan), answer(person, other)) == (200, 404)
