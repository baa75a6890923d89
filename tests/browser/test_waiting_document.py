"""The page one waits at while a PDF is made fetches it by itself, and stays."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.models import Plan
from reporting.models import Rendering
from reporting.rendering import queue

pytestmark = pytest.mark.browser


def test_the_page_fetches_the_file_once_it_is_there(page: Page, sign_in, plan: Plan) -> None:
    queue.begin("arbeider", timezone.now())
    sign_in(page, "prosjektleder@demo.example")
    page.goto("/indre-namdal/2025/handlingsplan.pdf")
    expect(page.get_by_text("PDF-en lages nå")).to_be_visible()
    with page.expect_download() as fetched:
        Rendering.objects.update(state="laget", data=b"%PDF-1.7 prove")
    assert fetched.value.suggested_filename == "handlingsplan-2025-indre-namdal.pdf"
    expect(page.get_by_text("PDF-en er klar, og lastes ned nå")).to_be_visible()
    assert page.get_by_role("heading", level=1).inner_text() == "PDF av handlingsplan 2025 for Indre Namdal"


def test_the_page_tells_when_the_worker_goes_and_goes_on_when_it_comes_back(page: Page, sign_in, plan: Plan) -> None:
    now = timezone.now()
    worker = queue.begin("arbeider", now)
    sign_in(page, "prosjektleder@demo.example")
    page.goto("/indre-namdal/2025/handlingsplan.pdf")
    expect(page.get_by_text("PDF-en lages nå")).to_be_visible()
    queue.beat(worker, now - datetime.timedelta(hours=1))
    expect(page.get_by_text("venter på arbeideren, som ikke svarer akkurat nå")).to_be_visible()
    queue.beat(worker, timezone.now() + datetime.timedelta(hours=1))
    expect(page.get_by_text("PDF-en lages nå")).to_be_visible()


def test_the_page_says_when_it_was_stopped(page: Page, sign_in, plan: Plan) -> None:
    queue.begin("arbeider", timezone.now())
    sign_in(page, "prosjektleder@demo.example")
    page.goto("/indre-namdal/2025/handlingsplan.pdf")
    expect(page.get_by_text("PDF-en lages nå")).to_be_visible()
    Rendering.objects.update(state="avbrutt", message="PDF-en ble stoppet, fordi den tok for lang tid.")
    expect(page.get_by_text("PDF-en ble stoppet, fordi den tok for lang tid.")).to_be_visible()
    expect(page.get_by_role("link", name="Prøv igjen")).to_be_visible()
