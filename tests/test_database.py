"""Which tests the second database is asked for again."""

import pytest

from tests import database


def test_a_pure_test_asks_no_database(request: pytest.FixtureRequest):
    assert not database.asked_by(request.node)


@pytest.mark.django_db
def test_a_marked_test_asks_it(request: pytest.FixtureRequest):
    assert database.asked_by(request.node)


def test_so_does_one_whose_fixtures_do(request: pytest.FixtureRequest, plan):
    assert database.asked_by(request.node)


@pytest.mark.django_db
@pytest.mark.one_database
def test_one_that_is_about_something_else_is_not_asked_again(request: pytest.FixtureRequest):
    assert not database.asked_by(request.node)


@pytest.mark.browser
@pytest.mark.django_db
def test_a_browser_test_is_not_asked_again(request: pytest.FixtureRequest):
    assert not database.asked_by(request.node)


@pytest.mark.browser
@pytest.mark.both_databases
def test_unless_it_says_so(request: pytest.FixtureRequest):
    assert database.asked_by(request.node)
