"""The plan as a package for an archive: the archive copy, its data, and what an archivist must know of them."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from reporting.document import build
from reporting.formats.zipped import zipped
from reporting.value import Handlingsplan, Standing


class File(NamedTuple):
    """A file of the package: its name, its media type, its bytes, and what it is in a few words."""

    name: str
    media_type: str
    data: bytes
    content: str


def write(plan: Handlingsplan, standing: Standing, files: Sequence[File]) -> bytes:
    """Return the package as a zip file; the same arguments give the same bytes."""
    described = json.dumps(metadata(plan, standing, files), ensure_ascii=False, indent=2) + "\n"
    return zipped({"metadata.json": described.encode(), **{file.name: file.data for file in files}})


def metadata(plan: Handlingsplan, standing: Standing, files: Sequence[File]) -> dict[str, Any]:
    """Return title, parties, dates, case number and receiver, and of every file its size and SHA-256."""
    printed = build(plan, standing)
    receivers = [member.party.name for member in plan.agreement.parties if member.party.kind == "departement"]
    return {
        "tittel": f"{printed.title} – {plan.pilot}",
        "beskrivelse": printed.description,
        "språk": plan.language,
        "avsender": plan.pilot,
        "mottaker": receivers,
        "parter": [
            {
                "navn": member.party.name,
                "rolle": member.role,
                "kommunenummer": member.party.kommunenummer,
                "organisasjonsnummer": member.party.organisasjonsnummer,
            }
            for member in plan.agreement.parties
        ],
        "datoer": {
            "plan": plan.document_date.isoformat() if plan.document_date else None,
            "vedtatt i styringsgruppen": standing.adoption_date.isoformat() if standing.adoption_date else None,
        },
        "saksnummer": standing.case_number or None,
        "status": standing.status_name,
        "versjon": standing.version,
        "versjonens SHA-256": standing.sha256 or None,
        "filer": [
            {
                "navn": file.name,
                "innhold": file.content,
                "medietype": file.media_type,
                "byte": len(file.data),
                "SHA-256": hashlib.sha256(file.data).hexdigest(),
            }
            for file in files
        ],
    }
