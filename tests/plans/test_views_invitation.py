"""Following the link of an invitation: new, known, somebody else, and a link that does not work."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import services
from plans.models import Invitation, Membership, Person
from plans.roles import ROLES, Role
from plans.services.invitations import LASTS
from plans.views.invitation import OPENED
from tests.factories import pilot
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db
EMAIL = "kari@eksempel.example"
PASSWORD = "Snøfonna-ligger-lenge"
HERE = "/invitasjon/"
GONE = 410
REFUSED = 422


@pytest.fixture
def invited(by, plan):
    """An invitation and the address of its link."""
    links: list[str] = []

    def address(token: str) -> str:
        links.append(reverse("open_invitation", kwargs={"token": token}))
        return links[-1]

    made = services.create_invitation(
        email=EMAIL,
        role=Role.MEDARBEIDER,
        pilot=plan.agreement.pilot,
        delmaal=[plan.agreement.delmaal.get(priority=3)],
        by=by,
        address=address,
    )
    return made, links[0]


def opened(client: Client, link: str) -> str:
    response = client.get(link, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain == [(HERE, 302)]
    return text(Page.of(response.content).one("//main"))


def test_it_says_who_invited_to_what(client, invited):
    said = opened(client, invited[1])
    assert f"Ingrid Fossmo har invitert {EMAIL} til bygdevekstportalen som medarbeider i Indre Namdal." in said
    assert ROLES[Role.MEDARBEIDER].sentence in said
    assert "Delmål 3: " in said


def test_who_is_new_gives_name_and_password_and_is_in(client, invited):
    opened(client, invited[1])
    response = client.post(HERE, {"name": "Kari Li", "password": PASSWORD}, follow=True)
    assert response.redirect_chain == [(reverse("front"), 302)]
    assert "Velkommen! Du er nå medarbeider i Indre Namdal." in response.content.decode()
    assert response.context["user"] == Person.objects.get(email=EMAIL, name="Kari Li")
    assert OPENED not in client.session
    assert not services.roles_to_invite(response.context["user"], pilot("indre-namdal"))


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"name": " "}, "name", "Skriv navnet ditt."),
        ({"password": "kort"}, "password", "Passordet er for kort. Det må ha minst 12 tegn."),
        ({"password": EMAIL}, "password", "Passordet er for likt e-postadresse"),
        ({"password": "password1234"}, "password", "Dette passordet er for vanlig."),
    ],
)
def test_what_is_wrong_is_said_in_norwegian_at_its_field(data, field, sentence, client, invited):
    opened(client, invited[1])
    response = client.post(HERE, {"name": "Kari Li", "password": PASSWORD, **data}, headers={"accept-language": "en"})
    assert response.status_code == REFUSED
    assert sentence in " ".join(response.context["form"].errors[field])
    # A password is never sent back.
    assert not Page.of(response.content).by_id("id_password").get("value")
    assert not Person.objects.filter(email=EMAIL).exists()
    assert client.post(HERE, {"name": "Kari Li", "password": PASSWORD}).status_code == 302


def test_who_is_known_signs_in_first_and_keeps_her_password(client, invited):
    known = services.create_person(email=EMAIL, name="Kari Berg", password=PASSWORD, by=None)
    page = client.get(invited[1], follow=True)
    assert page.context["way"] == "sign-in"
    assert Page.of(page.content).find("//main//input[@type='password']") == []
    # Nobody takes a known address over by posting a new password for it.
    assert client.post(HERE, {"name": "Andre", "password": "Et helt nytt passord"}).status_code == REFUSED
    assert not known.memberships.exists()
    sign_in = Page.of(page.content).one("//main//a[contains(@href, '/logg-inn/')]").get("href")
    assert sign_in == f"{reverse('account_login')}?next={HERE}"
    back = client.post(sign_in, {"login": EMAIL, "password": PASSWORD})
    assert back["Location"] == HERE
    assert client.get(HERE).context["way"] == "known"
    assert client.post(HERE).status_code == 302
    known.refresh_from_db()
    assert known.memberships.get().pilot == pilot("indre-namdal")
    assert known.check_password(PASSWORD)


def test_somebody_else_is_told_and_takes_nothing(signed_in, invited):
    client = signed_in(Role.STYRINGSGRUPPE)
    said = opened(client, invited[1])
    assert (
        f"Du er logget inn som Torunn Mebygda (styringsgruppe@demo.example), men invitasjonen er til {EMAIL}." in said
    )
    assert client.post(HERE, {"name": "Kari", "password": PASSWORD}).status_code == REFUSED
    assert not Membership.objects.filter(role=Role.MEDARBEIDER, person__email=EMAIL).exists()
    assert not Person.objects.filter(email=EMAIL).exists()


def test_who_has_been_shut_out_stays_out(client, invited):
    services.create_person(email=EMAIL, name="Kari Berg", password=PASSWORD, by=None)
    Person.objects.filter(email=EMAIL).update(is_active=False)
    opened(client, invited[1])
    assert client.post(HERE).status_code == REFUSED
    assert not Membership.objects.filter(person__email=EMAIL).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"accepted_at": timezone.now()}, f"Invitasjonen er allerede brukt. Logg inn med {EMAIL}."),
        ({"revoked_at": timezone.now()}, "Be Ingrid Fossmo om en ny."),
        ({"created_at": timezone.now() - LASTS * 2, "expires_at": timezone.now() - LASTS}, "gått ut på dato"),
    ],
)
def test_a_link_that_no_longer_works_says_why_also_where_it_was_open(change, sentence, client, invited):
    opened(client, invited[1])
    Invitation.objects.update(**change)
    for response in (client.get(invited[1]), client.get(HERE), client.post(HERE, {"name": "K", "password": PASSWORD})):
        assert response.status_code == GONE
        assert sentence in text(Page.of(response.content).one("//main"))
    assert not Person.objects.filter(email=EMAIL).exists()


def test_a_wrong_link_and_none_at_all(client, invited):
    for address in (invited[1][:-2] + "/", HERE):
        response = client.get(address)
        assert response.status_code == GONE
        assert "Se etter at hele lenken fra e-posten kom med." in response.content.decode()
        assert OPENED not in client.session


def test_the_token_goes_no_further_than_the_link(client, invited, caplog):
    link = invited[1]
    token = re.findall(r"/invitasjon/(.+)/", link)[0]
    first = client.get(link)
    assert first["Referrer-Policy"] == "strict-origin"
    assert "no-store" in first["Cache-Control"]
    second = client.get(HERE)
    assert second["Referrer-Policy"] == "strict-origin"
    assert token not in second.content.decode()
    assert token not in str(dict(client.session))
    client.post(HERE, {"name": "Kari Li", "password": "kort"})
    assert token not in caplog.text
    assert token not in repr([client.get("/", follow=True).redirect_chain])


def test_fetching_a_link_uses_nothing_up(client, invited):
    """Mail programs look at links before people do."""
    for _ in range(3):
        Client().get(invited[1], follow=True)
    assert Invitation.objects.get().accepted_at is None
    opened(client, invited[1])
    assert client.post(HERE, {"name": "Kari Li", "password": PASSWORD}).status_code == 302


def test_the_form_is_sent_with_its_own_key_alone(invited):
    client = Client(enforce_csrf_checks=True)
    client.get(invited[1], follow=True)
    assert client.post(HERE, {"name": "Kari Li", "password": PASSWORD}).status_code == 403
    assert not Person.objects.filter(email=EMAIL).exists()
