"""A forgotten password, from the e-mail to the new one; and no word to strangers of who has an account."""

import re

import pytest
from django.core import mail

from plans.models import Person
from tests.site.pages import Page, text

pytestmark = [pytest.mark.urls("tests.site.gallery"), pytest.mark.django_db]

ADDRESS = "/konto/glemt-passord/"
NEW = "et langt nytt passord"


@pytest.fixture
def forgetful() -> Person:
    return Person.objects.create_user("glemsk@example.com", "et gammelt passord", name="Glemsk Eksempel")


def test_the_link_in_the_email_leads_to_a_new_password(client, forgetful):
    response = client.post(ADDRESS, {"email": forgetful.email}, follow=True)
    assert text(Page.of(response.content).one("//h1")) == "Se i innboksen din"
    (message,) = mail.outbox
    assert message.subject.endswith("Lag nytt passord i Bygdevekst")
    assert message.body.startswith("Hei!")
    (link,) = re.findall(r"https?://\S+", str(message.body))

    page = client.get(link, follow=True)
    assert text(Page.of(page.content).one("//h1")) == "Lag nytt passord"
    response = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    done = Page.of(response.content)
    assert text(done.one("//h1")) == "Passordet er byttet"
    assert "Passordet er byttet." in text(done.one("//*[@role='status']"))
    forgetful.refresh_from_db()
    assert forgetful.check_password(NEW)

    again = Page.of(client.get(link, follow=True).content)
    assert text(again.one("//h1")) == "Lenken virker ikke lenger"


def test_two_different_passwords_are_told_apart(client, forgetful):
    client.post(ADDRESS, {"email": forgetful.email})
    (link,) = re.findall(r"https?://\S+", str(mail.outbox[0].body))
    page = client.get(link, follow=True)
    response = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": "noe helt annet her"})
    shown = Page.of(response.content)
    assert shown.description(shown.by_id("id_password2")) == "Du må skrive det samme passordet hver gang."


def test_an_unknown_address_gets_the_same_answer_and_no_email(client, forgetful):
    known = client.post(ADDRESS, {"email": forgetful.email}, follow=True)
    mail.outbox.clear()
    unknown = client.post(ADDRESS, {"email": "ingen@example.com"}, follow=True)
    assert mail.outbox == []
    assert unknown.redirect_chain == known.redirect_chain
    assert text(Page.of(unknown.content).one("//main")) == text(Page.of(known.content).one("//main"))
