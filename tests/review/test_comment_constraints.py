"""Every constraint on comments and confirmations, broken past the program and through it."""

import pytest

from tests import constraints
from tests.review.comment_cases import CASES, answer, comment, confirmation

pytestmark = pytest.mark.django_db


@constraints.each(CASES)
def test_the_database_refuses(case, plan):
    constraints.refused_by_the_database(case, plan)


@constraints.each(CASES)
def test_the_program_refuses_in_our_words(case, plan, by):
    constraints.refused_in_words(case, plan, by)


@pytest.mark.parametrize(
    "make",
    [
        comment,
        answer,
        confirmation,
        lambda plan: comment(plan, audience="kdd", from_kdd=True),
        lambda plan: comment(plan, audience="delt", from_kdd=True, weight="maa"),
    ],
)
def test_what_is_just_inside_is_taken(make, plan):
    row = make(plan)
    row.full_clean()
    row.save()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_every_constraint_is_broken_somewhere_and_speaks_for_itself():
    found = {
        name: rule
        for name, rule in constraints.constraints_of("review").items()
        if name.startswith(("comment_", "confirmation_"))
    }
    assert {case.constraint for case in CASES} == set(found)
    assert [name for name, rule in found.items() if not constraints.speaks_for_itself(rule)] == []
