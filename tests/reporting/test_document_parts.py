"""A part of the plan alone: what is in it, what is not, and that its headings still skip no level."""

import itertools
import re

import pytest
from django.urls import reverse

from plans.roles import Role
from plans.views import plan_address
from reporting.document import html
from reporting.document_parts import UnknownPart, part_of, parts
from reporting.formats import pdf
from reporting.formats.pdf_check import faults
from reporting.rendering import queue
from tests.reporting.example_plan import DRAFT, FIGURES, PLAN
from tests.reporting.rendered import pages
from tests.reporting.test_parity_changes import NEW


def headings(plan, key: str) -> list[tuple[str, str]]:
    page = html(plan, DRAFT, str, part=key)
    return [(level, re.sub(r"<[^>]*>", "", text).strip()) for level, text in re.findall(r"<h(\d)[^>]*>(.*?)</h", page)]


def test_the_parts_are_each_delmaal_the_budget_and_the_changes_where_there_are_any():
    assert [part.name for part in parts(PLAN)] == [
        *(f"Delmål {one.number}: {one.title}" for one in PLAN.delmaal),
        "Budsjettabellene",
    ]
    assert parts(NEW)[-1].name == "Endringer siden forrige plan"


@pytest.mark.parametrize("key", [part.key for part in parts(NEW)])
def test_no_heading_skips_a_level(key):
    levels = [int(level) for level, _ in headings(NEW, key)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_delmaal_is_alone_with_its_tiltak():
    first, second, *_ = PLAN.delmaal
    found = [text for _, text in headings(PLAN, f"delmaal-{first.uid}")]
    assert f"Delmål {first.number}: {first.title}" in found
    assert all(f"Tiltak {one.number}: {one.title}" in found for one in first.tiltak)
    assert f"Delmål {second.number}: {second.title}" not in found
    assert "1 Introduksjon" not in found


def test_the_budget_tables_are_alone():
    page = html(PLAN, DRAFT, str, part="budsjett")
    assert re.findall(r'id="tabell-([^"]*)"', page) == ["seksjon-3", "seksjon-6", "seksjon-7"]
    assert "Tiltak 1:" not in page


def test_the_account_of_the_changes_is_alone():
    chapters = [text for level, text in headings(NEW, "endringer") if level == "2"]
    assert chapters == ["Innhold", "8 Endringer fra planen for 2025"]


@pytest.mark.parametrize("key", ["endringer", "delmaal-ingen", "noe"])
def test_what_the_plan_does_not_have_is_refused(key):
    with pytest.raises(UnknownPart):
        part_of(PLAN, key)


def test_a_part_is_an_archive_copy_and_says_what_it_is():
    part = parts(PLAN)[0]
    data = pdf.write(PLAN, DRAFT, FIGURES, part=part.key)
    assert faults(data) == ()
    assert part.name.split(":")[0] in pages(data)[0]


@pytest.mark.django_db
def test_it_is_had_by_its_address_under_a_name_of_its_own(signed_in, request, monkeypatch):
    plan = request.getfixturevalue("plan")
    monkeypatch.setattr(pdf, "write", lambda value, standing, figures, part="": f"%PDF-{part}".encode())
    leader, address = signed_in(Role.PROSJEKTLEDER), reverse("download_pdf", kwargs=plan_address(plan))
    found = leader.get(address, {"del": "budsjett"})
    assert found.content == b"%PDF-budsjett"
    assert 'filename="handlingsplan-2025-indre-namdal-budsjett.pdf"' in found["Content-Disposition"]
    assert leader.get(address).content == b"%PDF-"
    assert leader.get(address, {"del": "noe"}).status_code == 404
    page = leader.get(reverse("pdf_progress", kwargs=plan_address(plan))).content.decode()
    assert "?del=budsjett" in page
    assert queue.length().waiting == 0
