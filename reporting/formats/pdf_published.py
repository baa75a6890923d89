"""The published copy, PDF/A-3a and PDF/UA-1: the archive copy with the workbook and the data inside it.

Every file of PDF/A-2a that carries attachments and the other number is one of PDF/A-3a, so the pages are not laid out
again: the same bytes of archive copy and attachments give the same bytes, by a step of hundredths of a second.
"""

import hashlib
import io
from collections.abc import Sequence
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reporting.formats import pdf_check
from reporting.formats.pdf import RenderError

_OLD, _NEW = b'pdfaid:part="2"', b'pdfaid:part="3"'


class Part(NamedTuple):
    """A file that lies in the published copy; `relation` is its AFRelationship, as `Data` or `Source`."""

    name: str
    media_type: str
    data: bytes
    content: str
    relation: str


def write(archive_copy: bytes, parts: Sequence[Part]) -> bytes:
    """Return an archive copy of ours with files inside it. Raises RenderError when the result is not as it must be."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(archive_copy)) as document:
        _mark(document)
        made = document.docinfo.get("/CreationDate")
        # A tree of names is searched by halves, so it has to be in order.
        specs = {part.name: _spec(document, part, made) for part in sorted(parts)}
        listed = [item for name, spec in specs.items() for item in (String(name), spec)]
        names = document.Root.get("/Names", Dictionary())
        names.EmbeddedFiles = Dictionary(Names=Array(listed))
        document.Root.Names = names
        document.Root.AF = Array(specs.values())
        document.save(out, deterministic_id=True)
    if faults := pdf_check.faults(out.getvalue(), has_attachments=True):
        raise RenderError(f"Utgaven med vedlegg ble ikke riktig, og er derfor ikke laget: {faults[0]}.")
    return out.getvalue()


def _mark(document: pikepdf.Pdf) -> None:
    """Say that the file is PDF/A-3, the only part of the standard that lets any file lie in another."""
    metadata = document.Root.Metadata
    said = metadata.read_bytes()
    if said.count(_OLD) != 1:
        raise RenderError("Utgaven med vedlegg kan bare lages av en arkivversjon.")
    metadata.write(said.replace(_OLD, _NEW))


def _spec(document: pikepdf.Pdf, part: Part, made: object) -> pikepdf.Object:
    """Return what names and describes a file, which is put into the document."""
    about = Dictionary(Size=len(part.data), CheckSum=String(hashlib.md5(part.data, usedforsecurity=False).digest()))
    if made is not None:
        about.CreationDate = about.ModDate = String(str(made))
    inside = document.make_stream(part.data, Type=Name.EmbeddedFile, Subtype=Name(f"/{part.media_type}"), Params=about)
    return document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(part.name),
            UF=String(part.name),
            Desc=String(part.content),
            AFRelationship=Name(f"/{part.relation}"),
            EF=Dictionary(F=inside, UF=inside),
        )
    )
