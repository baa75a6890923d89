"""One function gives the files, and a command saves them: whole or not at all, refusing in Norwegian."""

import io
import json
import os
import re
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from openpyxl import load_workbook

from plans.models import Plan
from reporting import exports
from reporting.exports import FORMATS, ON_DEMAND, Export, RenderError, UnknownFormat, figure_data, render
from reporting.formats import docx
from reporting.load import load
from reporting.management.commands import export as command
from reporting.value import Handlingsplan, Standing
from tests.factories import make_plan

SLUG = "indre-namdal-2025"
NO_SUCH = "Formatet «odt» finnes ikke. Velg pdf, xlsx, json, docx, csv, zip, archive-pdf, published-pdf."
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def run(out: Path | str, format: str = "json", plan: str = SLUG, verbosity: int = 1) -> None:
    call_command("export", plan, "--format", format, "--out", str(out), verbosity=verbosity)


# The function


@pytest.mark.parametrize(
    ("format", "filename", "media_type", "begins"),
    [
        ("pdf", "handlingsplan-2025-indre-namdal.pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "budsjett-2025-indre-namdal.xlsx", SHEET_TYPE, b"PK"),
        ("csv", "budsjettlinjer-2025-indre-namdal.csv", "text/csv", b"\xef\xbb\xbfpilot;plan;"),
        ("zip", "arkivpakke-2025-indre-namdal.zip", "application/zip", b"PK"),
        ("docx", "handlingsplan-2025-indre-namdal.docx", docx.MEDIA_TYPE, b"PK"),
        ("json", "handlingsplan-2025-indre-namdal.json", "application/json", b"{\n"),
    ],
)
def test_a_plan_in_every_format(plan: Plan, format: str, filename: str, media_type: str, begins: bytes):
    found = render(plan, format)
    assert (found.filename, found.media_type) == (filename, media_type)
    assert found.data.startswith(begins)


def test_every_format_is_tried_above():
    assert {*FORMATS, *ON_DEMAND} == {"pdf", "xlsx", "docx", "json", "csv", "zip"}


def test_the_archive_copy_is_the_pdf_itself(plan: Plan, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(exports.FORMATS, "pdf", FORMATS["pdf"]._replace(write=lambda value, standing: b"%PDF-"))
    assert render(plan, "archive-pdf") == render(plan, "pdf")


def test_what_is_exported_is_the_plan_as_it_is_now(plan: Plan):
    Plan.objects.filter(pk=plan.pk).update(case_number="24/17", status="utkast")
    exported = json.loads(render(plan, "json").data)
    assert exported["plan"] == json.loads(load(plan).model_dump_json())
    assert exported["standing"]["case_number"] == "24/17"
    workbook = load_workbook(io.BytesIO(render(plan, "xlsx").data))
    assert "24/17" in [row[1].value for row in workbook["Om"].iter_rows()]


def test_an_unknown_format_is_refused_in_a_sentence(plan: Plan):
    with pytest.raises(
        UnknownFormat,
        match=re.escape(NO_SUCH),
    ):
        render(plan, "odt")


def test_all_figures_come_in_one_query(plan: Plan, django_assert_num_queries):
    value = load(plan)
    assert len(value.figures) > 1
    with django_assert_num_queries(1):
        found = figure_data(value)
    assert {sha256: media_type for sha256, (media_type, _) in found.items()} == {
        figure.sha256: figure.media_type for figure in value.figures
    }
    assert all(content for _, content in found.values())


def test_a_plan_without_figures_has_no_figure_data(db: None):
    assert figure_data(load(make_plan())) == {}


# The command


@pytest.mark.parametrize("format", ["xlsx", "json"])
def test_the_file_is_what_the_function_gives(
    plan: Plan, tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / f"ut.{format}"
    run(out, format)
    assert out.read_bytes() == render(plan, format).data
    assert capsys.readouterr().out == f"Skrev {out} ({out.stat().st_size} byte).\n"
    assert os.listdir(tmp_path) == [out.name]


def test_it_says_nothing_when_asked_to(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run(tmp_path / "ut.json", verbosity=0)
    assert capsys.readouterr().out == ""


def test_a_dash_is_standard_output(plan: Plan, capsysbinary: pytest.CaptureFixture[bytes]):
    run("-", "xlsx")
    assert capsysbinary.readouterr().out == render(plan, "xlsx").data


def test_an_older_file_is_replaced(plan: Plan, tmp_path: Path):
    out = tmp_path / "ut.json"
    out.write_text("gammel")
    run(out)
    assert out.read_bytes() == render(plan, "json").data


def test_the_file_can_be_read_by_whom_other_files_can(plan: Plan, tmp_path: Path):
    other, out = tmp_path / "annen", tmp_path / "ut.json"
    other.touch()
    run(out)
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["oslo-2025", "--format", "json"], "Fant ingen plan som heter «oslo-2025». Planer: "),
        (
            [SLUG, "--format", "odt"],
            NO_SUCH,
        ),
    ],
)
def test_what_is_unknown_is_refused_with_exit_code_1(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
):
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "export", *arguments, "--out", str(tmp_path / "ut")])
    assert ended.value.code == 1
    assert sentence in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


def test_the_plans_there_are_are_named(plan: Plan, tmp_path: Path):
    with pytest.raises(CommandError, match=r"Planer: .*indre-namdal-2025, indre-namdal-2026, innlandspiloten-2025"):
        run(tmp_path / "ut", plan="oslo-2025")


def test_a_folder_that_is_not_there_is_refused_before_the_work(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(command, "render", None)
    with pytest.raises(CommandError, match=r"Mappen .*/mangler finnes ikke\."):
        run(tmp_path / "mangler" / "ut.json")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_ordinary_file_is_left_alone(plan: Plan, tmp_path: Path, make):
    out = tmp_path / "ut"
    make(out)
    before = out.stat().st_mode
    with pytest.raises(CommandError, match="ikke en vanlig fil"):
        run(out)
    assert out.stat().st_mode == before


def test_a_full_disk_leaves_the_older_file_whole(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "ut.json"
    out.write_text("gammel")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match=r"Kunne ikke skrive .*ut.json"):
        run(out)
    assert out.read_text() == "gammel"
    assert os.listdir(tmp_path) == ["ut.json"]


def test_a_plan_that_cannot_be_a_pdf_is_refused_in_its_own_sentence(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(value: Handlingsplan, standing: Standing) -> bytes:
        raise RenderError("Figuren «Kart» kan ikke leses.")

    monkeypatch.setitem(exports.FORMATS, "pdf", FORMATS["pdf"]._replace(write=refuse))
    with pytest.raises(CommandError, match="Figuren «Kart» kan ikke leses"):
        run(tmp_path / "ut.pdf", "pdf")
    assert os.listdir(tmp_path) == []


def test_the_command_writes_what_the_function_gives_and_nothing_of_its_own(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    content = bytes(range(256))
    monkeypatch.setattr(command, "render", lambda plan, format: Export("navn", "slag", content))
    run(tmp_path / "ut.pdf", "pdf")
    assert (tmp_path / "ut.pdf").read_bytes() == content
