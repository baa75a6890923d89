"""The pilot's logo in the plan's documents, and in the version that was frozen with it."""

import datetime
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import services
from plans.models import Logo
from plans.roles import Role
from reporting.document import html
from reporting.exports import figure_data
from reporting.formats import docx, pdf
from reporting.freezing import freeze
from reporting.load import load
from reporting.snapshots import canonical, read, thaw
from reporting.value import Figure
from tests.logos import make_logo
from tests.pictures import png
from tests.reporting import small_plan
from tests.reporting.example_plan import DRAFT
from tests.reporting.rendered import opened

NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
SHA256 = "ab" * 32
LOGO = Figure(sha256=SHA256, media_type="image/png", width=300, height=100, alt="Fjell & elv")
PICTURE = {SHA256: ("image/png", png(300, 100, "red"))}


@pytest.fixture
def logo(plan) -> Logo:
    return make_logo(plan.agreement.pilot, alt="Fjell")


@pytest.mark.django_db
def test_the_plan_holds_it_without_another_query(plan, django_assert_num_queries):
    with CaptureQueriesContext(connection) as without:
        load(plan)
    logo = make_logo(plan.agreement.pilot, alt="Fjell")
    with django_assert_num_queries(len(without)):
        found = load(plan).logo
    assert found == Figure(sha256=logo.blob_id, media_type="image/png", width=90, height=30, alt="Fjell")


@pytest.mark.django_db
def test_a_frozen_plan_keeps_the_logo_it_had(plan, logo, by):
    frozen = freeze(plan=plan, by=by, at=NOON)
    services.remove_logo(logo=logo, by=by)
    assert load(plan).logo is None
    kept = thaw(frozen)
    assert kept.logo is not None
    assert set(figure_data(kept)) >= {kept.logo.sha256}
    assert frozen.blobs.filter(sha256=kept.logo.sha256).exists()


@pytest.mark.django_db
def test_the_preview_shows_it(plan, logo, signed_in):
    address = {"pilot": plan.agreement.pilot.slug, "year": plan.year}
    client = signed_in(Role.PROSJEKTLEDER)
    picture = reverse("figure", kwargs={**address, "sha256": logo.blob_id})
    assert f'<img src="{picture}" alt="Fjell"' in client.get(reverse("preview", kwargs=address)).content.decode()
    assert client.get(picture).status_code == 200


def test_it_stands_on_the_first_page_of_the_pdf_with_its_words():
    with opened(pdf.write(small_plan.plan(logo=LOGO), DRAFT, PICTURE)) as document:
        shown = [item for item in document.pages[0].Resources.XObject.values() if str(item.Subtype) == "/Image"]
        assert [(int(item.Width), int(item.Height)) for item in shown] == [(300, 100)]
        words = [str(item.Alt) for item in document.objects if getattr(item, "keys", None) and "/Alt" in item]
    assert "Fjell & elv" in words


def test_it_stands_first_in_the_word_document():
    written = docx.write(small_plan.plan(logo=LOGO), DRAFT, PICTURE)
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        body = parts.read("word/document.xml").decode()
    assert body.index('descr="Fjell &amp; elv"') < body.index("Handlingsplan")


def test_a_plan_without_one_has_no_empty_place():
    assert "title-page-logo" not in html(small_plan.plan(), DRAFT, str)
    assert read(canonical(small_plan.plan())).logo is None
