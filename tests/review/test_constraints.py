"""Every constraint on a plan's way to KDD, broken past the program and through it; and what is written once."""

import pytest
from django.db import DatabaseError, connection, transaction

from reporting.models import Frozen
from tests import constraints
from tests.review.constraint_cases import CASES, file_again, stored

pytestmark = pytest.mark.django_db


@constraints.each(CASES)
def test_the_database_refuses(case, plan):
    constraints.refused_by_the_database(case, plan)


@constraints.each(CASES)
def test_the_program_refuses_in_our_words(case, plan, by):
    constraints.refused_in_words(case, plan, by)


def test_every_constraint_is_broken_somewhere_and_speaks_for_itself():
    found = {
        name: rule
        for name, rule in constraints.constraints_of("review").items()
        if not name.startswith(("comment_", "confirmation_"))
    }
    assert {case.constraint for case in CASES} == set(found)
    assert [name for name, rule in found.items() if not constraints.speaks_for_itself(rule)] == []


@pytest.mark.parametrize(
    ("table", "column"),
    [("review_version", "case_number"), ("review_versionfile", "filename"), ("review_move", "comment")],
)
@pytest.mark.parametrize("verb", ["change", "remove"])
def test_the_database_lets_nobody_touch_what_is_written_once(table, column, verb, plan):
    file_again(plan)
    plan.moves.create(key="vedta", before="utkast", after="vedtatt", at="2025-01-01T12:00Z")
    sql = f"UPDATE {table} SET {column} = 'x'" if verb == "change" else f"DELETE FROM {table}"
    with pytest.raises(DatabaseError, match="kan ikke endres eller slettes"), transaction.atomic():
        connection.cursor().execute(sql)


def test_the_program_says_so_before_the_database_must(plan):
    version = stored(plan)
    with pytest.raises(Frozen, match="Versjon kan ikke endres"):
        version.save()
    with pytest.raises(Frozen, match="Versjon kan ikke slettes"):
        version.delete()
