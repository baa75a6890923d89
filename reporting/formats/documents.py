"""A document from outside as a Reading, whichever format it is in."""

import json
from collections.abc import Mapping
from typing import Any

from reporting.formats import docx_read, pdf_read, xlsx_document
from reporting.intake import child
from reporting.intake.document.known import Known
from reporting.intake.document.reading import Reading
from reporting.intake.document.recognise import recognise
from reporting.intake.sorts import sort_of


def read(data: bytes, known: Mapping[str, Any], answers: Mapping[str, str] | None = None) -> Reading:
    """Return what a document says. `known` is `Known` as plain data, `answers` choices by their question's key.

    Raises Refused with a sentence for people.
    """
    if xlsx_document.is_workbook(data):
        return xlsx_document.read(data, Known.model_validate(known), answers)
    is_pdf = sort_of(data, ("docx", "pdf", "xlsx")) == "pdf"
    source = pdf_read.read(data) if is_pdf else docx_read.read(data)
    return recognise(source, Known.model_validate(known), answers)


def read_apart(data: bytes, known: Known, answers: Mapping[str, str] | None = None, **limits: Any) -> Reading:
    """Return the same, read in a process of its own with limits on time and memory. Raises Refused and Cancelled."""
    plain = known.model_dump(mode="json")
    found = child.run(f"{__name__}:read", data, known=plain, answers=dict(answers or {}), **limits)
    # By way of JSON, in which the bytes of pictures are text.
    return Reading.model_validate_json(json.dumps(found))
