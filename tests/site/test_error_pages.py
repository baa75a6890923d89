"""Errors are told in plain words, in the portal's frame, and without the database, which may be what is wrong.

None of these tests may touch a database: pytest-django refuses it. Every request carries a session, as a signed-in
person's does, and nobody may open it: a template's `{% if user… %}` would swallow the refusal and look all right.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from tests.site.pages import Page, text

pytestmark = pytest.mark.urls("tests.site.gallery")


@pytest.fixture
def visitor(monkeypatch) -> Iterator[Client]:
    opened: list[str] = []

    def load(self: SessionStore) -> dict[str, object]:
        opened.append(str(self.session_key))
        return {}

    monkeypatch.setattr(SessionStore, "load", load)
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-session-kept-in-the-database"
    yield client
    assert opened == []


def heading(response) -> str:
    page = Page.of(response.content)
    assert page.one("//html").get("lang") == "nb"
    assert page.one("//header//a").get("href") == "/"
    assert page.one("//title").text.endswith(" – Bygdevekst")
    return text(page.one("//main//h1"))


def test_not_found(visitor):
    response = visitor.get("/finnes-ikke/")
    assert response.status_code == 404
    assert heading(response) == "Vi fant ikke siden"


def test_refused_says_why(visitor):
    response = visitor.get("/nektet/")
    assert response.status_code == 403
    assert heading(response) == "Du har ikke tilgang til dette"
    assert "Planen er låst mens KDD behandler den." in response.content.decode()


def test_our_mistake(visitor):
    response = visitor.get("/feil/")
    assert response.status_code == 500
    assert heading(response) == "Noe gikk galt hos oss"
    assert "a mistake of ours" not in response.content.decode()


def test_a_form_from_an_old_page(visitor):
    response = visitor.post("/rader/grupper/", {})
    assert response.status_code == 403
    assert heading(response) == "Siden må lastes på nytt"


def test_a_request_that_makes_no_sense(visitor):
    response = visitor.get("/", headers={"host": "somebody.else.example"})
    assert response.status_code == 400
    assert heading(response) == "Vi forstod ikke forespørselen"
