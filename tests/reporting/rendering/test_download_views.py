"""Fetching a PDF: at once where it is made, on a page that tells how far it is, or in the request without a worker."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan
from plans.roles import Role
from plans.views import plan_address
from reporting import exports
from reporting.load import load
from reporting.models import Rendering, Worker
from reporting.rendering import queue, services
from reporting.rendering.services import ask, make, order
from reporting.sent import Sent
from reporting.value import Standing

BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8"}
DATA = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


@pytest.fixture
def file_address(plan) -> str:
    return reverse("download_pdf", kwargs=plan_address(plan))


@pytest.fixture
def progress(leader, file_address, worker, written) -> str:
    """The page that a browser is sent to."""
    response = leader.get(file_address, **BROWSER)
    assert response.status_code == 302
    return str(response["Location"])


def test_without_a_worker_it_is_made_in_the_request(leader, file_address, written):
    response = leader.get(file_address, **BROWSER)
    assert (response["Content-Type"], response.content) == ("application/pdf", b"%PDF-1")


def test_who_is_no_browser_waits_also_where_there_is_a_worker(leader, file_address, worker, written):
    assert leader.get(file_address).content == b"%PDF-1"
    assert leader.get(file_address, {"direkte": "1"}, **BROWSER).content == b"%PDF-1"


def test_a_worker_that_has_been_silent_is_none(leader, file_address, worker, written):
    Worker.objects.update(seen_at=timezone.now() - queue.DEAD_AFTER - datetime.timedelta(seconds=1))
    assert leader.get(file_address, **BROWSER).content == b"%PDF-1"


def test_a_browser_waits_on_a_page_that_asks_again_without_scripts(leader, progress):
    page = leader.get(progress).content.decode()
    assert "PDF-en lages nå" in page
    assert '<meta http-equiv="refresh" content="2">' in page
    assert leader.get(progress, **DATA).json() == {"state": "venter", "before": 0, "alive": True}


def test_when_it_is_made_the_page_fetches_it(leader, progress, file_address):
    row = Rendering.objects.get()
    data = make(row.key)
    page = leader.get(progress)
    assert f'content="0; url={page.context["file"]}"' in page.content.decode()
    assert leader.get(page.context["file"], **BROWSER).content == data
    assert leader.get(progress, **DATA).json()["state"] == "laget"
    # And whoever asks next gets it at once.
    assert leader.get(file_address, **BROWSER).content == data


def test_what_was_asked_for_is_given_also_after_the_plan_was_changed(leader, progress, plan):
    data = make(Rendering.objects.get().key)
    plan.delmaal.filter(number=1).update(title="Noe annet")
    assert leader.get(leader.get(progress).context["file"], **BROWSER).content == data


def test_why_it_could_not_be_made_is_said(leader, progress, file_address, monkeypatch):
    Rendering.objects.update(state="avbrutt", message="PDF-en ble stoppet, fordi den tok for lang tid.")
    page = leader.get(progress).content.decode()
    assert "PDF-en ble stoppet, fordi den tok for lang tid." in page
    assert "Prøv igjen" in page
    Rendering.objects.update(state="avvist", message="Figuren «Kart» kan ikke leses.")
    assert "Prøv igjen" not in leader.get(progress).content.decode()
    response = leader.get(file_address, **BROWSER)
    assert (response.status_code, "Figuren «Kart» kan ikke leses." in response.content.decode()) == (503, True)


def test_a_worker_that_dies_meanwhile_is_told_with_a_way_out(leader, progress):
    Worker.objects.all().delete()
    page = leader.get(progress).content.decode()
    assert "?direkte=1" in page
    assert "http-equiv" not in page


def test_without_an_order_the_page_says_where_the_file_is(leader, plan, file_address):
    page = leader.get(reverse("pdf_progress", kwargs=plan_address(plan))).content.decode()
    assert f'href="{file_address}"' in page


def test_another_plans_pdf_is_not_given_under_this_ones_address(leader, file_address, worker, written):
    other = Plan.objects.get(slug="innlandspiloten-2025")
    row = ask(order(other), at=timezone.now())
    data = make(row.key)
    assert leader.get(file_address, {"av": row.key[:16], "direkte": "1"}, **BROWSER).content != data


def test_what_was_published_is_never_waited_for(leader, file_address, worker, monkeypatch):
    found = exports.Export("vedtatt.pdf", "application/pdf", b"%PDF-vedtatt")
    monkeypatch.setattr(exports, "_published", [lambda plan, format: found])
    assert leader.get(file_address, **BROWSER).content == found.data


def test_one_page_tells_whether_a_worker_lives_and_how_long_the_queue_is(signed_in, plan, worker, written):
    administrator = signed_in(Role.ADMINISTRATOR)
    ask(order(plan), at=timezone.now())
    page = administrator.get(reverse("workers")).content.decode()
    assert "1 arbeider lever." in page
    assert "1 oppgave i kø, 0 under arbeid." in page
    Worker.objects.all().delete()
    assert "Ingen arbeider lever." in administrator.get(reverse("workers")).content.decode()


def test_who_reads_what_was_sent_is_not_given_what_the_pilot_writes_meanwhile(plan, worker, written):
    row = ask(order(plan), at=timezone.now())
    assert services.kept(plan, row.key[: services.KEY_DIGITS]) == row
    assert services.kept(plan, row.key[:1]) is None
    plan.as_sent = True
    plan.__dict__["_sent"] = Sent(
        load(plan.__class__.objects.get(pk=plan.pk)), Standing(status="sendt"), row.asked_at, {}
    )
    assert services.kept(plan, row.key[: services.KEY_DIGITS]) is None
