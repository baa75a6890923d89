"""Every constraint on what is planned, broken past the program and through it."""

from typing import Any

import pytest

from tests import constraints
from tests.plans import constraint_cases_agreement, constraint_cases_people, constraint_cases_plan

CASES = (*constraint_cases_agreement.CASES, *constraint_cases_people.CASES, *constraint_cases_plan.CASES)
pytestmark = pytest.mark.django_db


@constraints.each(CASES)
def test_the_database_refuses(case, plan):
    constraints.refused_by_the_database(case, plan)


@constraints.each(CASES)
def test_the_program_refuses_in_our_words(case, plan, by):
    constraints.refused_in_words(case, plan, by)


@pytest.mark.parametrize("make", constraint_cases_plan.ALLOWED)
def test_what_is_just_inside_is_taken(make: Any, plan):
    row = make(plan)
    row.full_clean()
    row.save()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_every_constraint_is_broken_somewhere():
    assert {case.constraint for case in CASES} == set(constraints.constraints_of("plans"))


def test_every_constraint_speaks_for_itself():
    silent = [
        name for name, rule in constraints.constraints_of("plans").items() if not constraints.speaks_for_itself(rule)
    ]
    assert silent == []
