"""Reading a document, against opening the same file with its library alone: the real plan's own, where it is named."""

import io
import os
from pathlib import Path

import docx
import openpyxl
import pdfplumber

from bench.cases import Case
from reporting.formats import documents, docx_read, pdf_read, xlsx
from reporting.formats.docx import write
from reporting.intake.document.known import Known
from reporting.intake.document.recognise import recognise
from reporting.known import load_known
from reporting.value import Handlingsplan, Standing


def readings(plan: Handlingsplan) -> list[Case]:
    """Return the cases: on the real plan's file where `BYGDEVEKST_CASES` names its folder, else on our own."""
    folder = Path(os.environ.get("BYGDEVEKST_CASES", "")) / "indre-namdal-2025"
    real = folder / "handlingsplan.docx"
    data = real.read_bytes() if real.is_file() else write(plan, Standing(), {})
    known = load_known()
    source = docx_read.read(data)
    plain = known.model_dump(mode="json")
    book = xlsx.write(plan, Standing())
    printed = folder / "handlingsplan.pdf"
    return [
        *(_of_pdf(printed.read_bytes(), known) if printed.is_file() else ()),
        Case(
            "read docx",
            "a Word plan understood, against python-docx opening it",
            lambda: recognise(docx_read.read(data), known),
            lambda: docx.Document(io.BytesIO(data)),
            5,
        ),
        Case(
            "read docx parts",
            "a plan recognised in its blocks, against reading the blocks from the file",
            lambda: recognise(source, known),
            lambda: docx_read.read(data),
            5,
        ),
        Case(
            "read xlsx",
            "a budget workbook understood, against openpyxl opening it",
            lambda: documents.read(book, plain),
            lambda: openpyxl.load_workbook(io.BytesIO(book)),
            5,
        ),
    ]


def _of_pdf(data: bytes, known: Known) -> list[Case]:
    """Return the case of a PDF, which takes seconds: almost all of them are the library's, finding letters."""

    def opened() -> int:
        with pdfplumber.open(io.BytesIO(data)) as file:
            return sum(len(page.extract_words()) for page in file.pages)

    says = "a PDF plan understood, against pdfplumber finding its words"
    return [Case("read pdf", says, lambda: recognise(pdf_read.read(data), known), opened, 1)]
