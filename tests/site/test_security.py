"""What an attacker tries at the door: other people's addresses, guessing, redirects, forged hosts, stolen sessions."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans import services
from plans.models import Person
from plans.roles import Role
from plans.services import UNCHECKED

pytestmark = pytest.mark.django_db
PASSWORD = "et langt og hemmelig ord"
OLD, NEW = "kari@kommune.example", "kari@ny.example"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def kari() -> Person:
    return services.create_person(email=OLD, name="Kari", password=PASSWORD, by=None)


def sign_in(client: Client, email: str = OLD, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def test_an_address_she_no_longer_has_opens_nothing(kari, client):
    sign_in(client)
    client.post(reverse("account_logout"))
    assert not EmailAddress.objects.exists()
    services.update_person(person=kari, name="Kari", email=NEW, is_active=True, base=UNCHECKED, by=None)
    client.post(reverse("account_reset_password"), {"email": OLD})
    assert mail.outbox == []
    sign_in(client, OLD)
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_reset_password"), {"email": NEW})
    assert [message.to for message in mail.outbox] == [[NEW]]


# At the sign-in page


@pytest.mark.parametrize("next", ["https://ond.example/", "//ond.example/", "/\\ond.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(kari, client, next):
    for response in (
        sign_in(client, next=next),
        client.get(reverse("account_login"), {"next": next}),
        client.post(reverse("account_logout"), {"next": next}),
        client.post(f"{reverse('account_reset_password')}?next={next}", {"email": OLD}),
    ):
        assert "ond.example" not in response.get("Location", "")
        assert "javascript:" not in response.get("Location", "")


def test_signing_in_leads_to_where_one_was_going(kari, client):
    assert sign_in(client, next="/roller/")["Location"] == "/roller/"


def test_a_session_that_was_planted_is_not_the_one_she_signs_in_with(kari, client):
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = session.session_key
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before
    assert not Client(headers={"cookie": f"{site.SESSION_COOKIE_NAME}={before}"}).session.get("_auth_user_id")


def test_a_new_password_ends_other_sessions(kari, client):
    sign_in(client)
    kari.set_password("et helt annet langt ord")
    kari.save()
    assert client.get(reverse("front")).status_code == 302


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(kari):
    answers = [
        sign_in(Client(), email, "feil passord her").content.decode().replace(email, "ADRESSE")
        for email in (OLD, "ingen@kommune.example")
    ]
    plain = [answer.partition("<main")[2].partition("</main")[0] for answer in answers]
    assert plain[0]
    assert _without_token(plain[0]) == _without_token(plain[1])


def _without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_guessing_at_one_person_is_stopped_and_she_is_told_nothing_wrong(kari):
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for number in range(5):
        sign_in(guesser, password=f"gjetning nummer {number}")
    sign_in(guesser)
    assert "_auth_user_id" not in guesser.session


def test_guessing_at_many_people_from_one_place_is_stopped(kari):
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for number in range(10):
        sign_in(guesser, f"person{number}@kommune.example", "gjetning")
    sign_in(guesser)
    assert "_auth_user_id" not in guesser.session
    elsewhere = Client(REMOTE_ADDR="192.0.2.2")
    sign_in(elsewhere)
    assert "_auth_user_id" in elsewhere.session


def test_attempts_are_counted_in_what_all_processes_share():
    assert site.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    caches["default"].set("forsok", 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {site.CACHES['default']['LOCATION']}")
        assert cursor.fetchone()[0] == 1


def test_behind_a_proxy_each_person_has_her_own_address_and_cannot_choose_it(kari, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        # What she writes herself comes first; what the proxy saw comes last.
        guesser = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": f"198.51.100.{number}, 192.0.2.1"})
        sign_in(guesser, f"person{number}@kommune.example", "gjetning")
    sign_in(guesser)
    assert "_auth_user_id" not in guesser.session
    other = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "192.0.2.2"})
    sign_in(other)
    assert "_auth_user_id" in other.session


# Addresses in mail


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_a_forged_host_comes_into_no_mail(kari, client, header):
    response = client.post(reverse("account_reset_password"), {"email": OLD}, headers={header: "ond.example"})
    assert response.status_code == (400 if header == "host" else 302)
    assert not any("ond.example" in str(message.body) for message in mail.outbox)


# Every response


@pytest.mark.parametrize("name", ["account_login", "front", "roles", "admin:index"])
def test_every_page_says_what_browsers_may_do_with_it(name, signed_in):
    response = signed_in(Role.ADMINISTRATOR).get(reverse(name))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_cookies_are_for_the_server_and_this_site_alone(kari, client):
    sign_in(client)
    session = client.cookies[site.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_nothing_is_saved_without_the_token_of_the_form(signed_in, plan):
    admin = Client(enforce_csrf_checks=True)
    admin.cookies = signed_in(Role.ADMINISTRATOR).cookies
    leader = Client(enforce_csrf_checks=True)
    leader.cookies = signed_in(Role.PROSJEKTLEDER).cookies
    assert admin.post(reverse("admin:plans_theme_add"), {"name": "Tema"}).status_code == 403
    assert leader.post(reverse("edit_dates", kwargs={"pilot": "indre-namdal", "year": 2025})).status_code == 403
