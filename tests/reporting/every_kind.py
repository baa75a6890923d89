"""Every kind of file that is made of a plan, of one example: by this process once, and by others for comparison."""

import datetime
import hashlib
from functools import cache

from plans.models import Person
from reporting import exports, published_copy
from reporting.exports import Export
from reporting.formats import data, docx, lines, package, pdf, xlsx
from reporting.models import Snapshot
from review.case import attachment
from review.letter import render_letter
from review.models import Move, Version
from review.services.said import Said
from review.services.versions import version_standing
from tests.reporting.example_plan import ADOPTED, APPROVED, FIGURES, PLAN
from tests.reporting.rendered import example
from tests.review.cases import full_case


@cache
def letter() -> bytes:
    """Return the letter of KDD's decision, with all that can stand in it."""
    at = datetime.datetime(2025, 2, 3, 12, tzinfo=datetime.UTC)
    person = Person(name="Kari Nordli", email="kari@demo.example")
    version = Version(
        number=2, snapshot=Snapshot(sha256="ab" * 32), adoption_date=datetime.date(2024, 12, 13), case_number="12/24"
    )
    said = Said(comment="Til orientering.\n\nMed hilsen", conditions="Rapporter i mai.\nOg i juni.")
    return render_letter(PLAN, APPROVED, version, said, person, at, Move(by=person, at=at)).data


@cache
def case() -> bytes:
    """Return the case document, with something in every chapter and table."""
    made = full_case(PLAN)
    return pdf.write(PLAN, version_standing(made.version, made.status), FIGURES, attachment(made, PLAN))


def files() -> dict[str, Export]:
    """Return the adopted example's files by format, as a version keeps them."""
    made = {
        "pdf": example("vedtatt"),
        "xlsx": xlsx.write(PLAN, ADOPTED),
        "docx": docx.write(PLAN, ADOPTED, FIGURES),
        "json": data.write(PLAN, ADOPTED),
    }
    return {
        kind: Export(exports.filename(PLAN, kind), exports.FORMATS[kind].media_type, content)
        for kind, content in made.items()
    }


def every_kind() -> dict[str, bytes]:
    """Return a file of every kind, by what it is called among people."""
    made = files()
    packed = [package.File(*file, content=kind) for kind, file in made.items()]
    return {
        **{kind: file.data for kind, file in made.items()},
        "published": published_copy.make(made).data,
        "part": pdf.write(PLAN, ADOPTED, {}, part="budsjett"),
        "letter": letter(),
        "case": case(),
        "csv": lines.write(PLAN, ADOPTED),
        "zip": package.write(PLAN, ADOPTED, packed),
    }


def hashes() -> dict[str, str]:
    """Return the SHA-256 of each."""
    return {kind: hashlib.sha256(content).hexdigest() for kind, content in every_kind().items()}
