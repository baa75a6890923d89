"""Good data from somebody who may not changes nothing; the same data from somebody who may does something."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLResolver, get_resolver

from plans.keys import RESERVED
from plans.models import Person, Plan
from plans.roles import Role
from review.demo import DEMO_PEOPLE
from tests.factories import make_person
from tests.good_posts import POSTS, good_post, posted_rows
from tests.permission_table import Row
from tests.review import steps

pytestmark = pytest.mark.django_db

#: Rows that come and go with visits and sign-ins, whoever one is.
FLEETING = {"django_session"}
CHANGES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@contextmanager
def watched() -> Iterator[set[str]]:
    """Give the tables that are written to meanwhile, also where the write was undone in the end.

    Reading every row before and after each of some thousand requests shows the same and takes minutes.
    """
    written: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        written.update(table for table in CHANGES.findall(sql) if table not in FLEETING)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


@pytest.fixture(autouse=True)
def _demo(settings, monkeypatch):
    """Demo people may sign in; the files of a version, which take seconds, are not made."""
    settings.DEMO_LOGINS = True
    steps.quick_files(monkeypatch)


def browser(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def demo(role: Role) -> Person:
    return Person.objects.get(email=next(one.email for one in DEMO_PEOPLE if one.role == role))


def send(client: Client, address: str, data: dict[str, Any], **headers: str) -> Any:
    """Post; a file is read from its beginning each time."""
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return client.post(address, data, headers=headers)


def who_may(row: Row) -> Person:
    return demo(next(role for role in (Role.PROSJEKTLEDER, Role.ADMINISTRATOR, *Role) if role in row.may))


def who_may_not(row: Row) -> dict[str, Person | None]:
    """Return everybody who may not, by who they are."""
    people: dict[str, Person | None] = {role.value: demo(role) for role in Role if role not in row.may}
    people["leder i en annen pilot"] = Person.objects.get(email="innlandet@demo.example")
    people["uten medlemskap"] = make_person()
    people["ikke logget inn"] = None
    return people


def test_every_address_that_takes_post_has_good_data():
    known = {name for name in posted_rows() if name in POSTS or name.removeprefix("site:") in POSTS}
    assert known == set(posted_rows())
    assert set(POSTS) <= set(posted_rows())


@pytest.mark.parametrize("name", posted_rows())
def test_good_data_changes_something_only_for_who_may(name: str, plan: Plan):
    row = posted_rows()[name]
    owner = browser(who_may(row))
    others = {who: browser(person) for who, person in who_may_not(row).items()}
    address, data = good_post(name, owner, plan)
    for who, client in others.items():
        with watched() as written:
            status = send(client, address, data).status_code
            assert status in ((302,) if who == "ikke logget inn" else (403, 404)), who
            # A script that asks for data gets no further.
            status = send(client, address, data, accept="application/json").status_code
            assert status in ((302, 401) if who == "ikke logget inn" else (403, 404)), who
        assert not written, who
    with watched() as written:
        response = send(owner, address, data)
    post = POSTS[name.removeprefix("site:") if name not in POSTS else name]
    assert response.status_code == post.answer, response.context and response.context["form"].errors.as_text()
    assert bool(written) is post.writes


def first_words(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Yield what the portal's own addresses begin with."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and "/" not in route:
            yield from first_words(pattern.url_patterns, route)
        elif not route.startswith("<") and "/" in route:
            yield route.partition("/")[0]


def test_no_pilot_can_have_an_address_that_is_the_portals_own():
    found = set(first_words(get_resolver().url_patterns))
    assert {"roller", "forvaltning", "konto"} <= found <= RESERVED
