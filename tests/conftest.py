"""What every test may ask for: a database with the demo data, its plan, its people."""

import gc
import os
from collections.abc import Callable

import hypothesis
import pytest
from django.conf import settings as site
from django.test import Client

from plans.models import Person, Plan
from plans.roles import Role
from review.demo import DEMO_PEOPLE
from tests import database

# A busy machine is no fault of the code: nothing here is timed. CI tries the same examples every time, so that a red
# run can be repeated; at one's desk each run tries new ones.
hypothesis.settings.register_profile(
    "untimed",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make test` leave out, on a second database, what asks none, and try a browser test that failed again."""
    parser.addoption("--only-database", action="store_true", help="leave out tests that are the same on any database")
    parser.addoption("--browser-again", action="store_true", help="try a browser test that fails up to twice more")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Do what the options above say; how many were left out, and which were tried again, stands in the summary."""
    if config.getoption("--only-database"):
        left_out = [item for item in items if not database.asked_by(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if database.asked_by(item)]
    if config.getoption("--browser-again"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.flaky(reruns=2))


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave what stays for the whole run: looking through it takes a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A database for each worker, by its suffix.

    On SQLite it is a file as in production: threads wait for each other there, in memory they fail at once.
    """
    default = site.DATABASES["default"]
    if default["ENGINE"] == "django.db.backends.sqlite3":
        default.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """The demo data, once per worker. A test that commits leaves it as it found it, see `tests.database`."""
    # The real hash takes half a second for every demo person, which shows nothing here.
    site.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock():
        database.load_demo_data()
        database.keep()
    pytest_collection_finish()


@pytest.fixture
def plan(db: None) -> Plan:
    """The plan of Indre Namdal for 2025, a draft."""
    return Plan.objects.select_related("agreement__pilot").get(slug="indre-namdal-2025")


@pytest.fixture
def person(db: None) -> Callable[[Role], Person]:
    """The demo person of a role; for roles in a pilot it is Indre Namdal."""

    def of_role(role: Role) -> Person:
        email = next(demo.email for demo in DEMO_PEOPLE if demo.role == role)
        return Person.objects.get(email=email)

    return of_role


@pytest.fixture
def by(person: Callable[[Role], Person]) -> Person:
    """The project leader of Indre Namdal."""
    return person(Role.PROSJEKTLEDER)


@pytest.fixture
def signed_in(person: Callable[[Role], Person], settings) -> Callable[[Role], Client]:
    """A browser in which the demo person of a role has signed in."""
    settings.DEMO_LOGINS = True

    def as_role(role: Role) -> Client:
        client = Client()
        client.force_login(person(role))
        return client

    return as_role
