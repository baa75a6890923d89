"""Who can sign in: invited people, and demo people only where demo logins are on."""

import pytest
from django.conf import settings as site
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from plans import services
from plans.models import Person
from plans.roles import Role
from tests.factories import give_role

pytestmark = pytest.mark.django_db
DEMO = "prosjektleder@demo.example"
PASSWORD = "et langt og hemmelig ord"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    """Attempts that failed are counted per address, also those of the test before."""
    cache.clear()


@pytest.fixture
def colleague(plan):
    person = services.create_person(email="Kari@Kommune.example", name="Kari", password=PASSWORD, by=None)
    give_role(person, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    return person


def sign_in(email, password):
    """Send the sign-in form and return whether somebody is signed in afterwards."""
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_demo_logins_are_off_unless_the_site_is_in_development():
    assert site.DEMO_LOGINS is False
    assert site.DEBUG is False


def test_a_demo_person_signs_in_only_while_demo_logins_are_on(settings):
    settings.DEMO_LOGINS = True
    assert sign_in(DEMO, site.DEMO_PASSWORD)
    settings.DEMO_LOGINS = False
    assert not sign_in(DEMO, site.DEMO_PASSWORD)
    assert authenticate(email=DEMO, password=site.DEMO_PASSWORD) is None


def test_switching_demo_logins_off_ends_a_session_that_runs(signed_in, settings):
    client = signed_in(Role.PROSJEKTLEDER)
    assert client.get(reverse("front")).status_code == 200
    settings.DEMO_LOGINS = False
    response = client.get(reverse("front"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_other_people_are_not_touched_by_it(colleague, settings):
    for on in (True, False):
        settings.DEMO_LOGINS = on
        assert sign_in("kari@kommune.example", PASSWORD)
    client = Client()
    client.force_login(colleague)
    assert client.get(reverse("front")).status_code == 200


def test_an_address_is_the_same_in_capitals(colleague):
    assert colleague.email == "kari@kommune.example"
    assert sign_in("KARI@kommune.EXAMPLE", PASSWORD)


@pytest.mark.parametrize("password", ["", "feil", PASSWORD.upper(), f"{PASSWORD} "])
def test_another_password_is_refused(colleague, password):
    assert not sign_in(colleague.email, password)


def test_many_wrong_passwords_close_the_door_for_a_while_also_for_the_right_one(colleague):
    for _ in range(5):
        assert not sign_in(colleague.email, "feil")
    assert not sign_in(colleague.email, PASSWORD)
    cache.clear()
    assert sign_in(colleague.email, PASSWORD)


def test_somebody_who_was_shut_out_is_out_at_once(colleague):
    client = Client()
    client.force_login(colleague)
    Person.objects.filter(pk=colleague.pk).update(is_active=False)
    assert client.get(reverse("front")).status_code == 302
    assert not sign_in(colleague.email, PASSWORD)


def test_without_a_password_nobody_signs_in_as_her():
    person = services.create_person(email="ny@kommune.example", name="Ny", by=None)
    assert not person.has_usable_password()
    for password in ("", "None", "!"):
        assert not sign_in(person.email, password)


def test_nobody_signs_up_from_outside():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize("on", [True, False])
def test_the_demo_password_is_shown_only_while_it_works(settings, on):
    settings.DEMO_LOGINS = on
    page = Client().get(reverse("account_login")).content.decode()
    assert (site.DEMO_PASSWORD in page) == on
    assert (DEMO in page) == on
