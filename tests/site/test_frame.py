"""The frame of every page: who is signed in, the way out, messages and the way back."""

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from budgets.certainty import Certainty
from plans.roles import Role
from tests.site.pages import Page, text

pytestmark = pytest.mark.urls("tests.site.gallery")


def test_strangers_see_no_menu(client):
    page = Page.of(client.get("/rader/grupper/").content)
    assert text(page.one("//header")) == "Bygdevekst"


def test_the_signed_in_person_is_named_and_can_leave(signed_in, person):
    page = Page.of(signed_in(Role.PROSJEKTLEDER).get("/plan/").content)
    header = page.one("//header")
    assert person(Role.PROSJEKTLEDER).name in text(header)
    assert page.one("//header//nav//a").get("href") == "/"
    form = page.one("//header//form")
    assert (form.get("method"), form.get("action")) == ("post", "/konto/logg-ut/")
    assert form.xpath(".//input[@name='csrfmiddlewaretoken']")


def test_the_menu_marks_the_page_one_is_on(signed_in):
    client = signed_in(Role.PROSJEKTLEDER)
    assert Page.of(client.get("/").content).one("//header//nav//a").get("aria-current") == "page"
    assert Page.of(client.get("/plan/").content).one("//header//nav//a").get("aria-current") is None


def test_messages_are_announced_in_their_colour(client):
    page = Page.of(client.get("/").content)
    status = page.one("//*[@role='status']")
    assert [alert.get("data-color") for alert in status] == ["success", "info", "warning", "danger"]
    assert text(status[0]) == "Tiltaket er lagret. Summen for delmålet er endret."
    # Django's levels and no others: a level without a colour would look like no message at all.
    assert set(constants.DEFAULT_TAGS.values()) == {"debug", "info", "success", "warning", "error"}


def test_the_place_for_messages_is_there_before_there_is_one(client):
    page = Page.of(client.get("/rader/grupper/").content)
    assert text(page.one("//*[@role='status']")) == ""


def test_the_skip_link_leads_to_the_content(client):
    page = Page.of(client.get("/").content)
    first = page.find("//body//a")[0]
    assert text(first) == "Hopp til innholdet"
    assert page.by_id(first.get("href").removeprefix("#")).tag == "main"


def test_breadcrumbs_end_with_the_page_itself(client):
    page = Page.of(client.get("/").content)
    links = page.find("//nav[@aria-label='Du er her']//li/*")
    assert [(text(link), link.get("href"), link.get("aria-current")) for link in links] == [
        ("Mine planer", "/", None),
        ("Galleri", None, "page"),
    ]


@pytest.mark.parametrize("address", ["/", "/plan/"])
def test_every_file_a_page_asks_for_exists(client, address):
    page = Page.of(client.get(address).content)
    files = page.find("//link/@href | //script/@src | //img/@src")
    assert len(files) >= 9
    missing = [file for file in files if not finders.find(file.removeprefix("/static/"))]
    assert missing == []


def test_each_certainty_has_a_word_and_a_sign(client):
    page = Page.of(client.get("/plan/").content)
    marks = page.find("//td/span[contains(@class, 'certainty')]")
    assert [text(mark) for mark in marks] == [certainty.label for certainty in Certainty]
    styles = (settings.BASE_DIR / "static/css/tables.css").read_text(encoding="utf-8")
    assert [name for name in Certainty.values if f".certainty--{name}::before" not in styles] == []


@pytest.mark.parametrize("status", ["utkast", "vedtatt", "sendt", "endringer", "godkjent", "vilkaar", "erstattet"])
def test_a_status_is_a_word_with_a_colour(status):
    tag = Page.of(render_to_string("parts/status.html", {"status": status, "label": "ordet"})).one("//span")
    assert text(tag) == "ordet"
    expected = {"godkjent": "success", "vilkaar": "success", "endringer": "warning", "vedtatt": "info", "sendt": "info"}
    assert tag.get("data-color") == expected.get(status, "neutral")
