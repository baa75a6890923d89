"""A plan that somebody printed with LibreOffice, which draws tables its own way, is read as the plan it was."""

import shutil
import subprocess
from pathlib import Path

import pytest

from reporting.formats import docx, docx_read, pdf_read
from reporting.intake.document.recognise import recognise
from tests.reporting.example_plan import ADOPTED, FIGURES, PLAN
from tests.reporting.intake.test_word_round_trip import bare, comparable, known_of, texts

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def test_what_libreoffice_prints_is_the_same_plan(tmp_path: Path):
    source = tmp_path / "plan.docx"
    source.write_bytes(bare(docx.write(PLAN, ADOPTED, FIGURES)))
    home = (tmp_path / "home").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(source)], check=True, capture_output=True, timeout=300)
    ours = recognise(docx_read.read(source.read_bytes()), known_of(PLAN))
    theirs = recognise(pdf_read.read((tmp_path / "plan.pdf").read_bytes()), known_of(PLAN))
    assert comparable(theirs.plan, theirs.stated)[0] == comparable(ours.plan, ours.stated)[0]
    assert texts(theirs.plan).keys() == texts(ours.plan).keys()
    assert theirs.share.percent > 99
    assert theirs.leftovers == ()
