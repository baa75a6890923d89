"""PDFs that several tests look at, each rendered once, and files made in another process."""

import io
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pdfplumber
import pikepdf
from django.conf import settings

from reporting.formats import pdf
from reporting.value import Standing
from tests.reporting.example_plan import ADOPTED, APPROVED, DRAFT, FIGURES, PLAN

STANDINGS: dict[str, Standing] = {"utkast": DRAFT, "vedtatt": ADOPTED, "godkjent": APPROVED}


@cache
def example(status: str) -> bytes:
    """Return the example plan as PDF at a place on its way."""
    return pdf.write(PLAN, STANDINGS[status], FIGURES)


def opened(data: bytes) -> pikepdf.Pdf:
    """Return a PDF for looking at its objects."""
    return pikepdf.open(io.BytesIO(data))


@cache
def pages(data: bytes) -> list[str]:
    """Return the text of every page; no-break and other wide spaces are plain spaces."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_text().replace("\u00a0", " ") for page in document.pages]


def elsewhere(script: str, folder: Path) -> str:
    """Return what a script prints in another process, with another hash seed, in another folder and time zone."""
    environment = os.environ | {
        "PYTHONHASHSEED": "42",
        "TZ": "Asia/Tokyo",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()
