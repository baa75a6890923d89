"""The published copy of a plan: its archive copy with the workbook and the data inside, made of files that exist."""

from collections.abc import Mapping

from reporting.exports import Export
from reporting.formats import pdf_published

#: What the copy is called among a version's files.
KIND = "publisert"
#: The file it is, and those inside it: what they are, and to what they stand in which relation (AFRelationship).
ARCHIVE = "pdf"
_INSIDE = {
    "xlsx": ("Planens budsjett som arbeidsbok", "Data"),
    "json": ("Planen som data, som dokumentet er laget av", "Source"),
}
PARTS = (ARCHIVE, *_INSIDE)


def make(files: Mapping[str, Export]) -> Export:
    """Return the copy of one plan's files, given by format; the same files give the same bytes. Raises RenderError."""
    archive = files[ARCHIVE]
    parts = [
        pdf_published.Part(files[kind].filename, files[kind].media_type, files[kind].data, *said)
        for kind, said in _INSIDE.items()
    ]
    name = f"{archive.filename.removesuffix('.pdf')}-med-vedlegg.pdf"
    return Export(name, archive.media_type, pdf_published.write(archive.data, parts))
