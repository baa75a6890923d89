"""Two people who move, remove or put back at the same moment, each on a connection of their own."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from budgets import services as money
from budgets.models import FundingSource
from plans import services
from plans.models import Delmaal, Membership, Person, Tiltak
from plans.roles import Role
from plans.services import Closed, field_hash
from plans.services.delmaal import delmaal_order_value
from plans.services.moving import move_value
from tests.factories import cell, make_agreement, make_plan
from tests.plans.test_concurrent_writers import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def told(call: Callable[[], object]) -> Callable[[], object]:
    """Let a refusal in words count as being told, as a conflict does."""

    def run() -> object:
        try:
            return call()
        except ValidationError as error:
            raise Closed("path") from error

    return run


def test_two_moves_from_one_order():
    plan = make_plan(delmaal=2, tiltak=3)
    first, second = plan.delmaal.all()
    tiltak = list(first.tiltak.all())
    base = field_hash(move_value(tiltak[0], second))
    calls = [
        lambda row=row: services.move_tiltak(tiltak=row, delmaal=second, place=1, base=base, by=None)
        for row in tiltak[:2]
    ]
    assert at_once(*calls) == ["Conflict", "saved"]
    for delmaal, number in ((first, 2), (second, 4)):
        assert list(delmaal.tiltak.values_list("position", flat=True)) == list(range(1, number + 1))


def test_moves_that_cross_each_other():
    """One moves out of the delmål the other moves into: both take the plan first, so neither waits for ever."""
    plan = make_plan(delmaal=2, tiltak=2)
    first, second = plan.delmaal.all()
    calls = [
        lambda here=here, there=there: services.move_tiltak(
            tiltak=here.tiltak.all()[0], delmaal=there, base="*", by=None
        )
        for here, there in ((first, second), (second, first))
    ]
    assert at_once(*calls) == ["saved", "saved"]
    assert sorted(Tiltak.objects.filter(plan=plan).values_list("delmaal__number", "position")) == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    ]


def test_two_new_tiltak_in_one_place():
    plan = make_plan(delmaal=1, tiltak=1)
    delmaal = plan.delmaal.get()
    calls = [
        lambda title=title: services.create_tiltak(delmaal=delmaal, title=title, place=1, by=None) for title in "AB"
    ]
    assert at_once(*calls) == ["saved", "saved"]
    assert list(delmaal.tiltak.values_list("position", flat=True)) == [1, 2, 3]


def test_two_orders_of_the_same_delmaal():
    agreement = make_agreement(delmaal=3)
    before = delmaal_order_value(agreement)
    calls = [
        lambda uids=uids: services.set_delmaal_order(agreement=agreement, uids=uids, base=field_hash(before), by=None)
        for uids in (before[::-1], [before[1], before[0], before[2]])
    ]
    assert at_once(*calls) == ["Conflict", "saved"]
    assert list(agreement.delmaal.values_list("priority", flat=True)) == [1, 2, 3]


def test_two_new_delmaal_last():
    agreement = make_agreement(delmaal=1)
    calls = [
        lambda title=title: services.create_delmaal(
            agreement=agreement, title=title, short_title=title, theme=None, by=None
        )
        for title in "AB"
    ]
    assert at_once(*calls) == ["saved", "saved"]
    assert list(Delmaal.objects.filter(agreement=agreement).values_list("priority", flat=True)) == [1, 2, 3]


def test_one_removal_and_one_return_when_two_press():
    tiltak = make_plan(delmaal=1, tiltak=1).tiltak.get()
    assert at_once(*[told(lambda: services.delete_tiltak(tiltak=tiltak, by=None))] * 2) == ["Closed", "saved"]
    removed = tiltak.plan.removed.get()
    assert at_once(*[told(lambda: services.restore(removed=removed, by=None))] * 2) == ["Closed", "saved"]
    assert Tiltak.objects.get(pk=tiltak.pk).position == 1


def test_a_source_is_used_or_removed_and_never_both():
    plan = make_plan(delmaal=1, tiltak=1)
    source = FundingSource.objects.get(pilot=plan.agreement.pilot, key="annet")
    where = cell(plan.tiltak.get(), "annet")
    ended = at_once(
        told(lambda: money.set_amount(cell=where, kroner=5, base="*", by=None)),
        told(lambda: money.remove_source(source=source, by=None)),
    )
    assert ended == ["Closed", "saved"]
    assert (money.find_line(where) is not None) == FundingSource.objects.filter(pk=source.pk).exists()


def test_an_agreement_is_shortened_or_a_plan_made_and_never_both():
    agreement = make_agreement(first_year=2024, last_year=2027)
    form = make_plan().form
    ended = at_once(
        told(lambda: services.create_plan(agreement=agreement, year=2027, form=form, by=None)),
        told(
            lambda: services.set_agreement_period(
                agreement=agreement, first_year=2024, last_year=2026, base="*", by=None
            )
        ),
    )
    assert ended == ["Closed", "saved"]
    agreement.refresh_from_db()
    assert agreement.plans.exists() == (agreement.last_year == 2027)


def test_a_link_gives_one_role_when_it_is_opened_twice(plan):
    invitation = services.create_invitation(
        email="kari@eksempel.example", role=Role.MEDARBEIDER, pilot=plan.agreement.pilot, address=str, by=None
    )
    accept = told(
        lambda: services.accept_invitation(
            invitation=invitation, name="Kari", password="Snøfonna-ligger-lenge", by=None
        )
    )
    assert at_once(accept, accept) == ["Closed", "saved"]
    assert Person.objects.filter(email="kari@eksempel.example").count() == 1
    assert Membership.objects.filter(person__email="kari@eksempel.example").count() == 1
