"""The workbook and the Word document in LibreOffice, where the machine has it: sums are the same, nothing complains."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reporting.formats import docx, xlsx
from tests.reporting.example_plan import ADOPTED, FIGURES, PLAN
from tests.reporting.rendered import pages

pytestmark = [
    pytest.mark.xdist_group("rendered"),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice er ikke på maskinen"),
]


def converted(file: Path, kind: str) -> bytes:
    """Return a file as LibreOffice saves it in another kind, by a profile of its own."""
    out = file.parent / "ut"
    profile = f"-env:UserInstallation={(file.parent / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (made,) = out.iterdir()
    return made.read_bytes()


def without_values(workbook: bytes) -> bytes:
    """Return a workbook whose formulas have no value, so that who opens it has to work them out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(name)))
    return out.getvalue()


def test_every_formula_is_worked_out_to_what_the_workbook_says(tmp_path: Path):
    ours = xlsx.write(PLAN, ADOPTED)
    file = tmp_path / "budsjett.xlsx"
    file.write_bytes(without_values(ours))
    theirs = load_workbook(io.BytesIO(converted(file, "xlsx")), data_only=True)
    stored = load_workbook(io.BytesIO(ours), data_only=True)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in load_workbook(io.BytesIO(ours))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 40
    said, worked_out = ({at: book[at[0]][at[1]].value or 0 for at in formulas} for book in (stored, theirs))
    assert worked_out == said


def test_the_word_document_opens_and_has_every_chapter(tmp_path: Path):
    file = tmp_path / "plan.docx"
    file.write_bytes(docx.write(PLAN, ADOPTED, FIGURES))
    printed = " ".join(" ".join(pages(converted(file, "pdf"))).split())
    for number, prompt in enumerate(PLAN.form.plan, start=1):
        assert f"{number} {prompt.wording}" in printed
