"""The sign-in over HTTP, against the portal itself."""

import pytest

from bygdevekst.setup import smoke
from plans.services import create_person

PLAN = b"%PDF-1.7\n" + b" " * smoke.SMALLEST_PLAN_BYTES + b"\n%%EOF\n"


def test_a_whole_pdf_of_a_plan_is_accepted():
    smoke.require_pdf("application/pdf", PLAN)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", PLAN),
        ("application/pdf", b"<html>" + PLAN),
        ("application/pdf", PLAN[:-10]),
        ("application/pdf", b"%PDF-1.7\n%%EOF\n"),
    ],
)
def test_anything_else_is_refused(content_type, body):
    with pytest.raises(smoke.SmokeError):
        smoke.require_pdf(content_type, body)


def test_a_page_without_a_form_is_told():
    with pytest.raises(smoke.SmokeError, match="CSRF"):
        smoke.csrf_token("<html></html>")


@pytest.fixture
def person(transactional_db):
    return create_person(email="kari@example.org", name="Kari Nordmann", password="et langt passord", by=None)


def test_a_person_signs_in_and_fetches_a_page(live_server, person):
    content_type, body = smoke.fetch_document(live_server.url, "/", person.email, "et langt passord")
    assert content_type == "text/html"
    assert b"Logg ut" in body


def test_a_wrong_password_is_told(live_server, person):
    with pytest.raises(smoke.SmokeError, match="did not let kari"):
        smoke.fetch_document(live_server.url, "/", person.email, "feil passord")


def test_main_says_why_it_failed(capsys):
    assert smoke.main(["http://127.0.0.1:1"]) == 1
    assert "handlingsplan.pdf" in capsys.readouterr().err
