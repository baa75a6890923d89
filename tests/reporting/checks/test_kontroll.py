"""The command that prints the findings, and the page about the rules."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from budgets.models import BudgetLine
from plans.models import Plan
from reporting.checks import FAMILIES, RULES
from reporting.checks.handbook import as_markdown
from reporting.exports import render
from reporting.management.commands import kontrollregler
from reporting.snapshots import canonical
from tests.reporting import small_plan
from tests.reporting.checks.clean_plans import clean_plans
from tests.reporting.checks.printing import printed as print_plan
from tests.reporting.checks.printing import with_cell
from tests.reporting.intake.plan_file import document

SLUG = "indre-namdal-2025"


def run(*arguments: str) -> tuple[str, int]:
    """What the command prints, with ordinary spaces, and its exit status."""
    out = StringIO()
    try:
        call_command("kontroll", *arguments, stdout=out, no_color=True)
    except SystemExit as end:
        return out.getvalue().replace("\N{NO-BREAK SPACE}", " "), int(end.code or 0)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " "), 0


def test_findings_are_printed_by_level_and_place_with_their_amounts(plan):
    out, _ = run(SLUG)
    assert out.startswith("Kontroll av handlingsplan 2025 for Indre Namdal")
    assert out.index("ADVARSEL") < out.index("Tiltak 6.1")
    assert "1 360 000 kr · 1 400 000 kr · −40 000 kr" in out
    assert "[tekst-tiltak]" in out


def test_a_feil_gives_status_1_and_a_warning_does_not(plan):
    before = run(SLUG)
    line = BudgetLine.objects.filter(plan=plan, tiltak__isnull=False).first()
    assert line
    BudgetLine.objects.filter(pk=line.pk).update(year=2028)
    out, status = run(SLUG)
    assert status == 1
    assert "[aar-utenfor]" in out
    assert "[aar-utenfor]" not in before[0]


def test_findings_as_json(plan):
    out, _ = run(SLUG, "--json")
    (finding,) = [finding for finding in json.loads(out) if finding["code"] == "tekst-tiltak"]
    assert (finding["stated"], finding["computed"], finding["difference"]) == (1_360_000, 1_400_000, -40_000)
    assert set(finding["message"]) == {"nb", "nn"}
    assert finding["path"].startswith("tiltak/")


def test_a_json_file_of_the_value_and_an_exported_one_give_the_same(plan, tmp_path, real):
    frozen, exported = tmp_path / "frozen.json", tmp_path / "exported.json"
    frozen.write_bytes(canonical(real))
    exported.write_bytes(render(plan, "json").data)
    found = [[item["key"] for item in json.loads(run(str(path), "--json")[0])] for path in (frozen, exported)]
    assert found[0] == found[1]
    assert found[0] == [item["key"] for item in json.loads(run(SLUG, "--json")[0])]


@pytest.mark.django_db
def test_what_a_document_prints_is_checked_beside_its_plan(tmp_path):
    plan = small_plan.plan([small_plan.delmaal(1, [small_plan.tiltak("a", small_plan.line(70_000))])])
    value, stated = tmp_path / "plan.json", tmp_path / "stated.json"
    value.write_bytes(canonical(plan))
    stated.write_text(with_cell(print_plan(plan), "seksjon-6", "total", "2025", "90 000").model_dump_json())
    out, status = run(str(value), "--stated", str(stated))
    assert status == 1
    assert "90 000 kr · 70 000 kr · 20 000 kr" in out


@pytest.mark.django_db
def test_a_clean_plan_has_no_findings_to_print(tmp_path):
    from hypothesis import find

    plan = find(clean_plans(), lambda plan: True)
    path = tmp_path / "plan.json"
    path.write_bytes(canonical(plan))
    assert run(str(path)) == ("Kontroll av handlingsplan 2025 for Lillefjord\n\nIngen funn.\n", 0)


@pytest.mark.django_db
def test_what_is_no_plan_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(
        CommandError, match=r"Fant verken en plan eller en fil som heter «ukjent»\. Planer: .*indre-namdal"
    ):
        run("ukjent")
    for content in ("{", '{"schema_version": 99}', "[]", '{"slug": "x"}'):
        path = tmp_path / "wrong.json"
        path.write_text(content)
        with pytest.raises(CommandError, match="er ikke en handlingsplan som JSON"):
            run(str(path))
    with pytest.raises(CommandError, match="er ikke det et dokument trykker"):
        run(SLUG, "--stated", str(tmp_path / "wrong.json"))


def test_the_published_page_is_the_one_the_rules_give():
    assert (Path(settings.BASE_DIR) / "docs" / "kontroll.md").read_text("utf-8") == as_markdown(FAMILIES)


def test_the_page_has_every_rule_with_its_level_and_an_example():
    page = as_markdown(FAMILIES)
    for rule in RULES:
        assert f"### `{rule.code}` ({rule.level})\n\n{rule.doc}\n\n> " in page


def test_the_command_writes_what_is_published(tmp_path, monkeypatch):
    monkeypatch.setattr(kontrollregler, "PUBLISHED", tmp_path / "kontroll.md")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    call_command("kontrollregler", verbosity=0)
    assert (tmp_path / "kontroll.md").read_text("utf-8") == as_markdown(FAMILIES)


@pytest.mark.django_db
def test_a_word_document_is_read_and_checked_and_nothing_is_stored(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(document())
    before = Plan.objects.count()
    out, status = run(str(path))
    assert (status, Plan.objects.count()) == (1, before)
    assert "700 000 kr · 1 100 000 kr · −400 000 kr" in out
    assert "Lest av dokumentet: 2 delmål, 3 tiltak, 5 tabeller, 0 figurer." in out
    assert "(100,00 %)" in out
    codes = [finding["code"] for finding in json.loads(run(str(path), "--json")[0])]
    assert codes.count("sum-rad") == 1


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_gets_the_sentence_that_helps(tmp_path):
    path = tmp_path / "plan.docx"
    for content, said in ((b"", "Filen er tom"), (b"PK\x03\x04", "skadet"), (b"hei", "ren tekst")):
        path.write_bytes(content)
        with pytest.raises(CommandError, match=said):
            run(str(path))


@pytest.mark.django_db
def test_a_workbook_is_checked_by_its_cells_and_nothing_is_stored(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Budsjett"
    for row in (["Tiltak", "KDD", "Fylket", "Sum"], ["Vei", 5_000, 1_000, 6_000], ["Bru", 7_000, 0, 7_000]):
        sheet.append(row)
    sheet.append(["Sum", 12_000, 1_000, 13_000])
    path = tmp_path / "budsjett.xlsx"
    book.save(path)
    before = Plan.objects.count()
    out, status = run(str(path))
    assert (status, Plan.objects.count()) == (0, before)
    assert "Ingen funn." in out
    assert "Lest av arbeidsboken: 1 tabell. Ark: «Budsjett»." in out
    sheet["B4"] = 12_500
    book.save(path)
    findings = json.loads(run(str(path), "--json")[0])
    assert [(one["code"], one["where"]["nb"], one["difference"]) for one in findings] == [
        ("ark-kolonne", "Arket «Budsjett», celle B4", 500)
    ]
